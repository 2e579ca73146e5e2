// Package resources holds what the typed resource objects of all services have
// in common. The services are packages of their own, such as
// resources/ec2res and resources/s3res; a program imports those, and compiles
// no service that it does not use.
//
// What is here is for their code, and for packages that resgen generates for
// other services. A program meets [Identity], which tells resources apart, and
// [ItemError], which names the resource that a batch action failed on.
package resources
