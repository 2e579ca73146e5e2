// Package copies checks that the folder of each Lambda example can be copied into
// a module of a user.
package copies
