package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"debug/elf"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// maxUpload is what Lambda takes in one call; above it the code goes through S3.
// See https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
const maxUpload = 50 << 20

// A bundle is the function's code as Lambda takes it.
type bundle struct {
	zip    []byte
	sha256 string // as Lambda tells it: base64 of the digest of the zip
}

// buildBundle compiles the main package in dir for arm64 and zips it under the
// name that an OS-only runtime starts. The same source gives the same bytes, so
// that code which is deployed already can be told by its digest.
func buildBundle(ctx context.Context, dir string) (bundle, error) {
	tmp, err := os.MkdirTemp("", "deploy-")
	if err != nil {
		return bundle{}, err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	bin := filepath.Join(tmp, "bootstrap")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", bin, ".")
	cmd.Dir = dir
	// The flags of who runs this are for other builds: -race, -mod, -tags.
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=arm64", "CGO_ENABLED=0", "GOFLAGS=")
	text, err := cmd.CombinedOutput()
	if err != nil {
		return bundle{}, fmt.Errorf("build %s: %w\n%s", dir, err, bytes.TrimSpace(text))
	}
	code, err := os.ReadFile(bin)
	if err != nil || !bytes.HasPrefix(code, []byte(elf.ELFMAG)) {
		return bundle{}, fmt.Errorf("build %s: no program came out; is it package main?", dir)
	}

	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	header := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}
	header.SetMode(0o755)
	entry, err := w.CreateHeader(header)
	if err == nil {
		_, err = entry.Write(code)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return bundle{}, fmt.Errorf("zip %s: %w", dir, err)
	}
	if buf.Len() > maxUpload {
		return bundle{}, fmt.Errorf("zip %s: %d bytes, but Lambda takes %d in one upload", dir, buf.Len(), maxUpload)
	}
	sum := sha256.Sum256(buf.Bytes())
	return bundle{zip: buf.Bytes(), sha256: base64.StdEncoding.EncodeToString(sum[:])}, nil
}
