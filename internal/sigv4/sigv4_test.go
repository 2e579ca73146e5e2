package sigv4_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/sigv4"
)

func TestAccessKeyID(t *testing.T) {
	for header, want := range map[string]string{
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=5d67": "AKIDEXAMPLE",
		"Bearer Credential": "",
		"":                  "",
	} {
		assert.Equal(t, want, sigv4.AccessKeyID(&http.Request{Header: http.Header{"Authorization": {header}}}))
	}
	presigned, err := http.NewRequest(http.MethodGet, "https://h/?X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fs3%2Faws4_request", nil)
	require.NoError(t, err)
	assert.Equal(t, "AKIDEXAMPLE", sigv4.AccessKeyID(presigned))
}
