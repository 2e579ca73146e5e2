// Tour goes through the library's essentials as a story: who am I, a role in
// another account, a collection and what it cost, going on from a cursor, a
// bounded wait and one that is refused, messages of which none is lost, an
// alert.
//
// It runs on an embedded cloud, on a server that speaks the AWS wire
// (-endpoint), or on a real account (-profile, -region), read-only unless
// -write is given.
package main
