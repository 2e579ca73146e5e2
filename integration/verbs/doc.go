// Package verbs checks what counts as reading and writing against the models of
// all AWS services.
package verbs
