package gen

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var directive = regexp.MustCompile(`//go:generate .*resgen -service (\w+) -entry (\w+) -about "(.*)"`)

// TestTheCommittedCodeIsWhatWouldBeGenerated generates every package again.
func TestTheCommittedCodeIsWhatWouldBeGenerated(t *testing.T) {
	boto3, err := Boto3()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	docs, err := filepath.Glob("../../*res/doc.go")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(docs), 9)
	for _, doc := range docs {
		dir := filepath.Dir(doc)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			text, err := os.ReadFile(doc)
			require.NoError(t, err)
			args := directive.FindStringSubmatch(string(text))
			require.NotNil(t, args, "doc.go has a go:generate line")
			c := Config{
				Dir: dir, Package: filepath.Base(dir), Entry: args[2], About: args[3],
				SDK: "github.com/aws/aws-sdk-go-v2/service/" + args[1],
			}
			require.NoError(t, ReadModels(&c, args[1], boto3))
			result, err := Generate(c)
			require.NoError(t, err)
			for name, want := range result.Files {
				have, err := os.ReadFile(filepath.Join(dir, name))
				require.NoError(t, err)
				assert.Equal(t, string(want), string(have), "%s: run go generate", name)
			}
		})
	}
}
