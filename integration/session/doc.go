// Package session tests sessions on the wire: against moto_server with several
// accounts, and against small servers that hand out credentials as containers
// and instances do.
package session
