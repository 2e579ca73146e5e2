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

// A Cache keeps the credentials of assumed roles from one run of a program to
// the next. [CacheDir] is the only implementation.
type Cache interface {
	// open returns the cache, ready for use, or why it cannot be used.
	open() (Cache, error)

	// get returns the cached credentials of a role, or assumes the role and
	// caches them.
	get(ctx context.Context, role cached) (*roleCredentials, error)

	// drop removes the cached credentials of a role, if they have the access
	// key.
	drop(ctx context.Context, role cached, accessKey string)
}

// cached is a role as a cache sees it.
type cached interface {
	cacheKey(context.Context) (string, error)
	assume(context.Context) (*roleCredentials, error)
}

// A CacheDir is a [Cache] in the folder of that name: a file of mode 0600 for each
// role, named by a digest of everything that determines its credentials. The
// folder is created with mode 0700; opening a session fails if others may read it.
// Processes that need the same role at the same time make one request to STS, and
// ask for an MFA code once.
type CacheDir string

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

// open creates the folder, or returns an error if others may read it. The result does
// not depend on the working directory, which the program may change.
func (dir CacheDir) open() (Cache, error) {
	fail := func(reason string) (Cache, error) {
		return nil, invalid("session.New", "Options.Cache", string(dir), reason)
	}
	switch {
	case dir == "":
		return fail("must name a folder")
	case dir[0] == '~':
		return fail("begins with ~, which only shells expand; use os.UserCacheDir")
	}
	path, err := filepath.Abs(string(dir))
	if err != nil {
		return fail("cannot be used: " + printable(rootMessage(err)))
	}
	dir = CacheDir(path)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(string(dir), 0o700); err == nil {
			info, err = os.Stat(string(dir))
		}
	}
	switch {
	case err != nil:
		return fail("cannot be used: " + printable(rootMessage(err)))
	case !info.IsDir():
		return fail("is not a folder")
	case !private(info.Mode()):
		return fail(fmt.Sprintf("is open to others (mode %04o); run: chmod 700 %s", info.Mode().Perm(), shellWord(string(dir))))
	case !ownFile(info):
		return fail("belongs to another user")
	}
	return dir, nil
}

// private reports whether only the owner may read or write. On Windows the mode does
// not tell.
func private(mode fs.FileMode) bool { return runtime.GOOS == "windows" || mode.Perm()&0o077 == 0 }

// get lets one of several processes assume the role, while the others wait for
// the result.
func (dir CacheDir) get(ctx context.Context, role cached) (*roleCredentials, error) {
	key, err := role.cacheKey(ctx)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(string(dir), key+".json")
	if g := readEntry(path); g != nil {
		return g, nil
	}
	unlock, err := lockFile(ctx, filepath.Join(string(dir), key+".lock"))
	if err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("waiting for another process to assume the same role: %w", context.Cause(ctx))
		}
		return role.assume(ctx) // a folder that cannot be written costs the cache, not the work
	}
	defer unlock()
	if g := readEntry(path); g != nil {
		return g, nil
	}
	g, err := role.assume(ctx)
	if err == nil {
		if c := &g.creds; c.CanExpire {
			_ = writeEntry(path, cacheEntry{entryVersion, c.Expires, c.AccessKeyID, c.SecretAccessKey, c.SessionToken, g.identity})
		}
		purgeExpired(string(dir), time.Now())
	}
	return g, err
}

// drop removes the entry of a role whose credentials AWS has refused.
func (dir CacheDir) drop(ctx context.Context, role cached, accessKey string) {
	key, err := role.cacheKey(ctx)
	if err != nil {
		return
	}
	path := filepath.Join(string(dir), key+".json")
	if e, ok := parseEntry(path); ok && e.AccessKeyID == accessKey {
		_ = os.Remove(path) // what stays is refused again and costs a request
	}
}

// readEntry returns the credentials in a file, or nil if it is broken, belongs to
// another user, is open to others or is about to expire.
func readEntry(path string) *roleCredentials {
	e, ok := parseEntry(path)
	if !ok || !time.Now().Add(earlyRefresh).Before(e.Expires) {
		return nil
	}
	return &roleCredentials{identity: e.Identity, creds: aws.Credentials{
		AccessKeyID: e.AccessKeyID, SecretAccessKey: e.SecretAccessKey, SessionToken: e.SessionToken,
		Source: fromCacheDir, AccountID: e.Identity.Account, CanExpire: true, Expires: e.Expires,
	}}
}

// parseEntry reads a file of the cache. It reports false for a file that this version
// did not write, and does not open one that is not regular.
func parseEntry(path string) (cacheEntry, bool) {
	var e cacheEntry
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || !private(info.Mode()) || !ownFile(info) || info.Size() > maxEntry {
		return e, false
	}
	b, err := readBounded(path)
	if err != nil || json.Unmarshal(b, &e) != nil {
		return e, false
	}
	return e, e.Version == entryVersion && e.AccessKeyID != "" && e.SecretAccessKey != "" && e.SessionToken != ""
}

// maxEntry is more than the size of any entry, whose token has a few KiB.
const maxEntry = 1 << 20

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

// purgeExpired removes expired entries of this version, and temporary files of
// processes that were killed. Lock files stay, since removing one that a process holds
// would let another one in.
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
			if e, ok := parseEntry(path); ok && now.After(e.Expires) {
				_ = os.Remove(path)
			}
		}
	}
}

// Purge removes all cached credentials, so that roles are assumed, and MFA codes
// asked for, again. It does not remove other files. A folder that does not exist
// is not an error.
func (dir CacheDir) Purge() error {
	files, err := os.ReadDir(string(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("session: purge cache: %w", err)
	}
	var errs []error
	for _, f := range files {
		if isEntryName(f.Name()) {
			if err := os.Remove(filepath.Join(string(dir), f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				errs = append(errs, err)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("session: purge cache: %w", err)
	}
	return nil
}

// isEntryName reports whether a file in the folder is one of the cache.
func isEntryName(name string) bool {
	digest, ok := strings.CutSuffix(name, ".json")
	b, err := hex.DecodeString(digest)
	return ok && err == nil && len(b) == sha256.Size
}
