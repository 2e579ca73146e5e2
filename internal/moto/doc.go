// Package moto starts moto_server, an emulator of AWS by a third party, for
// tests on the wire.
package moto
