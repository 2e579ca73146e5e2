// Package wire tests the resources of all services against moto_server. It has
// no code of its own.
package wire
