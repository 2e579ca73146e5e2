package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
)

func TestListsABucket(t *testing.T) {
	server := moto.Start(t)
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	t.Setenv("AWS_SESSION_TOKEN", "")
	t.Setenv("AWS_PROFILE", "")
	t.Setenv("AWS_CONFIG_FILE", filepath.Join(t.TempDir(), "none"))
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", filepath.Join(t.TempDir(), "none"))
	bucket := "logs"
	client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")})
	_, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: &bucket})
	require.NoError(t, err)
	for i := range 7 {
		key := fmt.Sprintf("in/%d, & more", i)
		_, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader(key)})
		require.NoError(t, err)
	}
	list := func(args ...string) (string, string, int) {
		var out, errs bytes.Buffer
		status := run(t.Context(), append([]string{"-bucket", bucket, "-region", "us-east-1", "-endpoint", server.URL}, args...), &out, &errs)
		return out.String(), errs.String(), status
	}

	out, errs, status := list("-prefix", "in/")
	require.Zero(t, status, errs)
	lines := strings.Split(strings.TrimSpace(out), "\r\n")
	require.Len(t, lines, 8)
	assert.Equal(t, "key,size,modified,class", lines[0])
	assert.True(t, strings.HasPrefix(lines[1], `"in/0, & more",12,20`), lines[1])
	assert.Contains(t, errs, "7 objects")

	// Three, and the others in another run.
	state := filepath.Join(t.TempDir(), "place.json")
	first, errs, status := list("-format", "jsonl", "-limit", "3", "-state", state)
	require.Zero(t, status, errs)
	second, errs, status := list("-format", "jsonl", "-state", state)
	require.Zero(t, status, errs)
	var keys []string
	for line := range strings.Lines(first + second) {
		var object struct{ Key string }
		require.NoError(t, json.Unmarshal([]byte(line), &object))
		keys = append(keys, object.Key)
	}
	assert.Len(t, keys, 7)
	assert.Equal(t, 3, strings.Count(first, "\n"))
	assert.IsIncreasing(t, keys)
}

func TestWrongFlags(t *testing.T) {
	for _, args := range [][]string{{}, {"-bucket", "b", "-format", "xml"}, {"more"}} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, run(t.Context(), args, &out, &errs))
		assert.Contains(t, errs.String(), "s3list:")
	}
}
