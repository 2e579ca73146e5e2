package session_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
)

// lastURL is an HTTP client that keeps the URL of a request and does not answer.
type lastURL struct{ url string }

func (c *lastURL) Do(r *http.Request) (*http.Response, error) {
	c.url = r.URL.Scheme + "://" + r.URL.Host + r.URL.Path
	return nil, context.Canceled
}

// boto3 1.43 sends its requests to the same URLs. The session sets the fields of S3's
// options by their names.
func TestTheS3BlockOfAProfileSaysWhereRequestsGo(t *testing.T) {
	t.Setenv("AWS_CA_BUNDLE", "")
	for block, want := range map[string]map[string]string{
		"use_dualstack_endpoint = true":                             {"": "https://bucket.s3.dualstack.eu-west-1.amazonaws.com/", "http://localhost:1": "http://localhost:1/bucket"},
		"use_accelerate_endpoint = true":                            {"": "https://bucket.s3-accelerate.amazonaws.com/", "http://localhost:1": "http://localhost:1/bucket"},
		"addressing_style = path":                                   {"": "https://s3.eu-west-1.amazonaws.com/bucket", "http://localhost:1": "http://localhost:1/bucket"},
		"addressing_style = path\n  use_dualstack_endpoint = true":  {"": "https://s3.dualstack.eu-west-1.amazonaws.com/bucket"},
		"addressing_style = virtual":                                {"": "https://bucket.s3.eu-west-1.amazonaws.com/", "http://localhost:1": "http://bucket.localhost:1/"},
		"addressing_style = auto\n  use_dualstack_endpoint = False": {"": "https://bucket.s3.eu-west-1.amazonaws.com/"},
	} {
		config := filepath.Join(t.TempDir(), "config")
		require.NoError(t, os.WriteFile(config, []byte("[profile a]\nregion=eu-west-1\naws_access_key_id=AKIA\naws_secret_access_key=s\ns3 =\n  "+block+"\n"), 0o600))
		t.Setenv("AWS_CONFIG_FILE", config)
		t.Setenv("AWS_SHARED_CREDENTIALS_FILE", config+"none")
		for endpoint, url := range want {
			sent := new(lastURL)
			s, err := session.New(t.Context(), session.Options{Profile: "a", Endpoint: endpoint, HTTPClient: sent, MaxAttempts: 1})
			require.NoError(t, err)
			_, _ = session.Client(s, s3.NewFromConfig).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String("bucket")})
			assert.Equal(t, url, sent.url, "%s at %q", block, endpoint)
		}
	}
}
