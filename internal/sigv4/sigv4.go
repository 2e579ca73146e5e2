// Package sigv4 reads requests that are signed with Signature Version 4.
package sigv4

import (
	"net/http"
	"strings"
)

// AccessKeyID returns the ID of the key that signed a request with these
// headers, or "" if none did.
func AccessKeyID(h http.Header) string {
	_, credential, _ := strings.Cut(h.Get("Authorization"), "Credential=")
	id, _, _ := strings.Cut(credential, "/")
	return id
}
