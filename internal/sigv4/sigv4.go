// Package sigv4 reads requests that are signed with Signature Version 4.
package sigv4

import (
	"net/http"
	"strings"
)

// AccessKeyID returns the ID of the key that signed a request, in its header or
// in its URL, or "" if none did.
func AccessKeyID(r *http.Request) string {
	_, credential, ok := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	if !ok && r.URL != nil && strings.Contains(r.URL.RawQuery, "X-Amz-Credential") {
		credential = r.URL.Query().Get("X-Amz-Credential")
	}
	id, _, _ := strings.Cut(credential, "/")
	return id
}
