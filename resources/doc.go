// Package resources is the home of typed resource objects, one package a
// service, generated onto the SDK's Go types. It holds no services yet.
package resources
