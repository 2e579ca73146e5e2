// Package weight measures what the library adds to a program: bytes of the
// binary's sections, and for a Lambda function the time from the start of the
// process to its first event.
package weight

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/lambda/lambdatest"
)

// mostListing is how many bytes the first listing may add to a program.
const mostListing = 295_000

func TestAFunctionIsNoLarger(t *testing.T) {
	for _, pair := range [][2]string{{"raw", "essentials"}, {"rawenv", "env"}} {
		raw, ours := size(t, pair[0]), size(t, pair[1])
		t.Logf("%s %d bytes, %s %d bytes: %+.2f%%", pair[0], raw, pair[1], ours, 100*float64(ours-raw)/float64(raw))
		assert.LessOrEqual(t, ours, raw)
	}
}

// mostOfWire is what wire.Fast may add, in bytes. Nearly half of it is the
// runtime's table of lines; zipped, it is less than half.
const mostOfWire = 40_000

func TestWireIsLittle(t *testing.T) {
	raw, fast := size(t, "sts"), size(t, "stswire")
	t.Logf("raw %d bytes, with wire.Fast %d more", raw, fast-raw)
	assert.LessOrEqual(t, fast-raw, int64(mostOfWire))
}

// mostOfS3Fast is what s3fast.Decode may add to a program that lists S3, in bytes.
const mostOfS3Fast = 55_000

func TestS3FastIsLittle(t *testing.T) {
	raw, fast := size(t, "raws3fast"), size(t, "s3fast")
	t.Logf("raw %d bytes, with s3fast.Decode %d more", raw, fast-raw)
	assert.LessOrEqual(t, fast-raw, int64(mostOfS3Fast))
}

// It was 547,000 while a listing linked encoding/json.
func TestAListingAddsLittleToAProgram(t *testing.T) {
	raw, ours := size(t, "rawlisting"), size(t, "listing")
	t.Logf("raw %d bytes, with paginate.List %d bytes more", raw, ours-raw)
	assert.LessOrEqual(t, ours-raw, int64(mostListing))
}

// What collections with a batch action may add to the SDK's client, in bytes.
const (
	mostOfFive    = 475_000
	mostOfFurther = 9_000 // each
)

func TestCollectionsOfResourcesAddLittle(t *testing.T) {
	one := size(t, "ec2one") - size(t, "rawec2one")
	five := size(t, "ec2five") - size(t, "rawec2five")
	t.Logf("one collection of EC2 %d bytes more, five %d, each further one %d", one, five, (five-one)/4)
	assert.LessOrEqual(t, five, int64(mostOfFive))
	assert.LessOrEqual(t, (five-one)/4, int64(mostOfFurther))
}

// mostOfS3 is what listing and deleting by s3res may add to a program with a
// session and the client of S3.
const mostOfS3 = 1.04

func TestS3AddsLittle(t *testing.T) {
	raw, ours := size(t, "raws3"), size(t, "s3")
	t.Logf("raw %d bytes, s3res %d more: %+.2f%%", raw, ours-raw, 100*float64(ours-raw)/float64(raw))
	assert.LessOrEqual(t, float64(ours), mostOfS3*float64(raw))
}

// size builds as the examples are built for Lambda, and returns the bytes of all
// sections that are in the file. The file itself moves in steps of 64 KiB, to
// which its segments are aligned.
func size(t *testing.T, dir string) int64 {
	bin := filepath.Join(t.TempDir(), "bootstrap")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", bin, ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	file, err := elf.Open(bin)
	require.NoError(t, err)
	defer file.Close()
	var bytes int64
	for _, section := range file.Sections {
		if section.Type != elf.SHT_NOBITS {
			bytes += int64(section.FileSize)
		}
	}
	return bytes
}

// BenchmarkStart starts each of the functions in turn, 20 times for one
// iteration, and reports the medians of the time to the first event:
//
//	go test -run '^$' -bench Start -benchtime 1x ./internal/weight
func BenchmarkStart(b *testing.B) {
	env := map[string]string{"TOPIC_ARN": "arn:aws:sns:us-east-1:123456789012:t"}
	names := []string{"raw", "essentials"}
	bins := map[string]string{}
	for _, name := range names {
		bins[name] = lambdatest.Build(b, name)
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for range 20 {
			for _, name := range names { // in turn, so that both see the same machine
				res := lambdatest.New(b, bins[name], lambdatest.Options{Env: env}).Invoke(b, lambdatest.Event{Payload: []byte("not an event")})
				if res.Exit != nil {
					b.Fatal(name, ": ", res.Log)
				}
				took[name] = append(took[name], res.Init)
			}
		}
	}
	for _, name := range names {
		slices.Sort(took[name])
		b.ReportMetric(float64(took[name][len(took[name])/2].Microseconds())/1000, name+"-init-ms")
	}
}
