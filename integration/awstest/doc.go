// Package awstest holds the tests of the test kit over many services' types.
package awstest
