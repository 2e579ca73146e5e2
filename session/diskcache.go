package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// diskCache keeps the credentials of roles in files of one folder, a file for
// each, named by a digest of everything that makes the credentials.
type diskCache struct{ dir string }

// entryVersion changes when the meaning of a file does; others are misses.
const entryVersion = 1

// cacheEntry is a file of the cache.
type cacheEntry struct {
	Version         int
	Expires         time.Time
	AccessKeyID     string
	SecretAccessKey string
	SessionToken    string
	Identity        Identity
}

// openCache makes the folder, or refuses one that others may read.
func openCache(dir string) (*diskCache, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, optionsError("CacheDir: %v", err)
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, optionsError("CacheDir: %v", err)
	case !info.IsDir():
		return nil, optionsError("CacheDir %s is not a folder", dir)
	case !private(info.Mode()):
		return nil, optionsError("CacheDir %s is open to others (mode %04o); run: chmod 700 %s", dir, info.Mode().Perm(), dir)
	}
	return &diskCache{dir}, nil
}

// private reports whether nobody else may read or write. Windows says nothing
// about others in the mode.
func private(mode fs.FileMode) bool { return runtime.GOOS == "windows" || mode.Perm()&0o077 == 0 }

// get returns the credentials kept under key, or those that assume returns,
// which it keeps. Of several processes that need the same, one asks while the
// others wait for its answer.
func (c *diskCache) get(ctx context.Context, key string, assume func(context.Context) (aws.Credentials, Identity, error)) (aws.Credentials, Identity, error) {
	path := filepath.Join(c.dir, key+".json")
	if creds, id, ok := readEntry(path); ok {
		return creds, id, nil
	}
	unlock, err := lockFile(ctx, filepath.Join(c.dir, key+".lock"))
	if err != nil {
		if ctx.Err() != nil {
			return aws.Credentials{}, Identity{}, fmt.Errorf("session: waiting for another process to assume the same role: %w", context.Cause(ctx))
		}
		return assume(ctx) // a folder that cannot be written costs the cache, not the work
	}
	defer unlock()
	if creds, id, ok := readEntry(path); ok {
		return creds, id, nil
	}
	creds, id, err := assume(ctx)
	if err != nil {
		return creds, id, err
	}
	if creds.CanExpire {
		_ = writeEntry(path, cacheEntry{entryVersion, creds.Expires, creds.AccessKeyID, creds.SecretAccessKey, creds.SessionToken, id})
	}
	purgeExpired(c.dir, time.Now())
	return creds, id, nil
}

// readEntry returns what a file holds. A file that is broken, open to others or
// about to expire is a miss.
func readEntry(path string) (aws.Credentials, Identity, bool) {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || !private(info.Mode()) {
		return aws.Credentials{}, Identity{}, false
	}
	e, ok := parseEntry(path)
	if !ok || !time.Now().Add(earlyRefresh).Before(e.Expires) {
		return aws.Credentials{}, Identity{}, false
	}
	return aws.Credentials{
		AccessKeyID: e.AccessKeyID, SecretAccessKey: e.SecretAccessKey, SessionToken: e.SessionToken,
		Source: "session cache", AccountID: e.Identity.Account, CanExpire: true, Expires: e.Expires,
	}, e.Identity, true
}

func parseEntry(path string) (cacheEntry, bool) {
	var e cacheEntry
	b, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(b, &e) != nil {
		return e, false
	}
	return e, e.Version == entryVersion && e.AccessKeyID != "" && e.SecretAccessKey != "" && e.SessionToken != ""
}

// writeEntry replaces the file in one step, so that a reader sees the old one or
// the new one.
func writeEntry(path string, e cacheEntry) error {
	b, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// purgeExpired removes entries that have expired or cannot be read, and
// temporary files that a process left when it was killed. Lock files stay: to
// remove one that another process holds would let a third one in.
func purgeExpired(dir string, now time.Time) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		switch {
		case strings.HasPrefix(f.Name(), ".new-"):
			if info, err := f.Info(); err == nil && now.Sub(info.ModTime()) > time.Hour {
				_ = os.Remove(path)
			}
		case isEntryName(f.Name()):
			if e, ok := parseEntry(path); !ok || now.After(e.Expires) {
				_ = os.Remove(path)
			}
		}
	}
}

// PurgeCache removes the credentials that [Options.CacheDir] keeps in dir, so
// that every role is assumed, and every MFA code asked for, anew. Other files are
// left alone. A folder that does not exist is not an error.
func PurgeCache(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return fmt.Errorf("session: purge cache: %w", err)
	}
	var errs []error
	for _, f := range files {
		if isEntryName(f.Name()) {
			if err := os.Remove(filepath.Join(dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("session: purge cache: %w", err)
	}
	return nil
}

// isEntryName tells the files of the cache from others in the folder.
func isEntryName(name string) bool {
	digest, ok := strings.CutSuffix(name, ".json")
	b, err := hex.DecodeString(digest)
	return ok && err == nil && len(b) == sha256.Size
}

// cacheKey digests all that makes the credentials of the last of the roles: who
// assumes the first, each role with every field, and whose STS is asked.
func cacheKey(source, endpoint, namePrefix string, roles []Role) string {
	b, err := json.Marshal(struct {
		Source, Endpoint, Name string
		Roles                  []Role
	}{source, endpoint, namePrefix, roles})
	if err != nil { // cannot be: all fields are strings and numbers
		panic(err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
