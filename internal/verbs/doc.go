// Package verbs tells what an AWS operation does to the account from its
// service and name: read, write, or destroy.
package verbs
