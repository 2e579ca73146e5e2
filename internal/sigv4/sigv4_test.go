package sigv4_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/sigv4"
)

func TestAccessKeyID(t *testing.T) {
	for header, want := range map[string]string{
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=5d67": "AKIDEXAMPLE",
		"Bearer Credential": "",
		"":                  "",
	} {
		assert.Equal(t, want, sigv4.AccessKeyID(http.Header{"Authorization": {header}}))
	}
}
