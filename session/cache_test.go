package session

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
)

// TestMain lets the test binary play the other processes, and the tests think
// that they run on a laptop, also where that is an EC2 instance.
func TestMain(m *testing.M) {
	machine = func() string { return "" }
	switch dir := os.Getenv("SESSION_TEST_CACHE"); os.Getenv("SESSION_TEST_WORKER") {
	case "assume":
		assumeInAnotherProcess(dir)
	case "rewrite":
		rewriteInAnotherProcess(dir)
	default:
		os.Exit(m.Run())
	}
}

func workers(t *testing.T, n int, kind, dir string) []string {
	t.Helper()
	outputs := make([]strings.Builder, n)
	cmds := make([]*exec.Cmd, n)
	for i := range cmds {
		cmds[i] = exec.CommandContext(t.Context(), os.Args[0])
		cmds[i].Env = append(os.Environ(), "SESSION_TEST_WORKER="+kind, "SESSION_TEST_CACHE="+dir)
		cmds[i].Stdout, cmds[i].Stderr = &outputs[i], &outputs[i]
		require.NoError(t, cmds[i].Start())
	}
	lines := make([]string, n)
	for i, cmd := range cmds {
		require.NoError(t, cmd.Wait(), "%s", &outputs[i])
		lines[i] = strings.TrimSpace(outputs[i].String())
	}
	return lines
}

const cacheTestSecret = "planted-secret-cache"

// assumeInAnotherProcess opens a session with MFA and tells how often a person
// and STS were asked.
func assumeInAnotherProcess(dir string) {
	cloud := awstest.New(nil)
	cloud.SetLatency(100 * time.Millisecond)
	awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		return &sts.AssumeRoleOutput{
			Credentials: &types.Credentials{AccessKeyId: aws.String("ASIA1"), SecretAccessKey: aws.String(cacheTestSecret),
				SessionToken: aws.String(cacheTestSecret), Expiration: aws.Time(time.Now().Add(time.Hour))},
			AssumedRoleUser: &types.AssumedRoleUser{Arn: aws.String("arn:aws:sts::444455556666:assumed-role/Audit/x"), AssumedRoleId: aws.String("AROA:x")},
		}, nil
	}).Optional()
	asked := 0
	s, err := FromConfig(context.Background(), cloud.Config(), Options{
		Cache: CacheDir(dir),
		Roles: []Role{{ARN: "arn:aws:iam::444455556666:role/Audit", MFASerial: "arn:aws:iam::111122223333:mfa/ann"}},
		MFA:   func(context.Context, string) (string, error) { asked++; return "123456", nil },
	})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	id, err := s.Identity(context.Background())
	fmt.Println(asked, len(awstest.Calls[sts.AssumeRoleInput](cloud)), id.Account, err)
}

func TestManyProcessesAskForOneMFACode(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	lines := workers(t, 8, "assume", dir)
	asked := 0
	for _, line := range lines {
		switch line {
		case "1 1 444455556666 <nil>":
			asked++
		case "0 0 444455556666 <nil>":
		default:
			t.Errorf("a process said: %s", line)
		}
	}
	assert.Equal(t, 1, asked, "one process asks, the others wait for its answer")
	assert.Equal(t, []string{"0 0 444455556666 <nil>"}, workers(t, 1, "assume", dir), "nor does a later run ask")

	info, err := os.Stat(dir)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, f := range files {
		info, err := f.Info()
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm(), f.Name())
		assert.NotContains(t, f.Name(), "444455556666")
	}

	require.NoError(t, CacheDir(dir).Purge())
	assert.Equal(t, []string{"1 1 444455556666 <nil>"}, workers(t, 1, "assume", dir), "after a purge a person is asked again")
}

// rewriteInAnotherProcess writes entries of many lengths over each other, and
// reads them as fast as it can.
func rewriteInAnotherProcess(dir string) {
	path := filepath.Join(dir, strings.Repeat("ab", 32)+".json")
	for i := range 120 {
		token := strings.Repeat("x", 1+(i*7919+os.Getpid())%60000)
		if err := writeEntry(path, cacheEntry{entryVersion, time.Now().Add(time.Hour), "ASIA", fmt.Sprint(len(token)), token, Identity{}}); err != nil {
			fmt.Println("write:", err)
			os.Exit(1)
		}
		for range 5 {
			g := readEntry(path)
			if g == nil || fmt.Sprint(len(g.creds.SessionToken)) != g.creds.SecretAccessKey {
				fmt.Println("half a file was read")
				os.Exit(1)
			}
		}
	}
	fmt.Println("ok")
}

func TestNoProcessReadsHalfAFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	require.NoError(t, os.Mkdir(dir, 0o700))
	for _, line := range workers(t, 4, "rewrite", dir) {
		assert.Equal(t, "ok", line)
	}
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, files, 1, "no temporary file is left")
}

func TestCacheEntriesThatDoNotCount(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, strings.Repeat("00", 32)+".json")
	good := cacheEntry{entryVersion, time.Now().Add(time.Hour), "ASIA", "s", "t", Identity{}}
	text := func(change func(*cacheEntry)) string {
		e := good
		change(&e)
		b, err := json.Marshal(e)
		require.NoError(t, err)
		return string(b)
	}
	for _, test := range []struct {
		name, text string
		mode       os.FileMode
		hit        bool
	}{
		{"good", text(func(*cacheEntry) {}), 0o600, true},
		{"about to expire", text(func(e *cacheEntry) { e.Expires = time.Now().Add(earlyRefresh - time.Second) }), 0o600, false},
		{"expired", text(func(e *cacheEntry) { e.Expires = time.Now().Add(-time.Hour) }), 0o600, false},
		{"another version", text(func(e *cacheEntry) { e.Version++ }), 0o600, false},
		{"without a secret", text(func(e *cacheEntry) { e.SecretAccessKey = "" }), 0o600, false},
		{"cut off", text(func(*cacheEntry) {})[:40], 0o600, false},
		{"empty", "", 0o600, false},
		{"not JSON", "hello", 0o600, false},
		{"open to others", text(func(*cacheEntry) {}), 0o644, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_ = os.Remove(path)
			require.NoError(t, os.WriteFile(path, []byte(test.text), test.mode))
			g := readEntry(path)
			assert.Equal(t, test.hit, g != nil)
		})
	}
	t.Run("a link to elsewhere", func(t *testing.T) {
		other := filepath.Join(t.TempDir(), "other")
		require.NoError(t, writeEntry(other, good))
		_ = os.Remove(path)
		require.NoError(t, os.Symlink(other, path))
		g := readEntry(path)
		assert.Nil(t, g)
	})
}

func TestExpiredEntriesArePurgedAndOtherFilesLeftAlone(t *testing.T) {
	dir := t.TempDir()
	name := func(b string) string { return filepath.Join(dir, strings.Repeat(b, 32)+".json") }
	entry := func(expires time.Duration) cacheEntry {
		return cacheEntry{entryVersion, time.Now().Add(expires), "ASIA", "s", "t", Identity{}}
	}
	require.NoError(t, writeEntry(name("aa"), entry(time.Hour)))
	require.NoError(t, writeEntry(name("bb"), entry(-time.Hour)))
	require.NoError(t, os.WriteFile(name("cc"), []byte("broken"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.json"), []byte("broken"), 0o600))
	purgeExpired(dir, time.Now())
	assert.FileExists(t, name("aa"))
	assert.NoFileExists(t, name("bb"))
	assert.FileExists(t, name("cc"), "it may be of another version")
	assert.FileExists(t, filepath.Join(dir, "mine.json"))
	require.NoError(t, CacheDir(dir).Purge())
	assert.NoFileExists(t, name("aa"))
	assert.FileExists(t, filepath.Join(dir, "mine.json"))
	require.NoError(t, CacheDir(filepath.Join(dir, "none")).Purge())
}

func TestCacheFolderThatOthersMayReadIsRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	require.NoError(t, os.Mkdir(dir, 0o700))
	require.NoError(t, os.Chmod(dir, 0o755))
	_, err := FromConfig(t.Context(), awstest.New(t).Config(), Options{Cache: CacheDir(dir)})
	require.ErrorIs(t, err, awserr.ErrInvalid)
	assert.Contains(t, err.Error(), "chmod 700")
}

// Whatever changes the credentials changes the key.
func TestCacheKeyCoversEverythingThatMakesTheCredentials(t *testing.T) {
	role := Role{ARN: "a", ExternalID: "b", SessionName: "c", Duration: 1, Policy: "d", PolicyARNs: []string{"e"},
		Tags: map[string]string{"f": "g"}, TransitiveTags: []string{"f"}, SourceIdentity: "h", MFASerial: "i"}
	keys := map[string]string{}
	add := func(what, key string) {
		if other, ok := keys[key]; ok {
			t.Errorf("%s has the key of %s", what, other)
		}
		keys[key] = what
	}
	add("base", cacheKey("source", "endpoint", "name", []Role{role}))
	add("source", cacheKey("other", "endpoint", "name", []Role{role}))
	add("endpoint", cacheKey("source", "other", "name", []Role{role}))
	add("name", cacheKey("source", "endpoint", "other", []Role{role}))
	add("chain", cacheKey("source", "endpoint", "name", []Role{role, role}))
	for what, change := range map[string]func(*Role){
		"ARN": func(r *Role) { r.ARN = "x" }, "ExternalID": func(r *Role) { r.ExternalID = "x" },
		"SessionName": func(r *Role) { r.SessionName = "x" }, "Duration": func(r *Role) { r.Duration = 2 },
		"Policy": func(r *Role) { r.Policy = "x" }, "PolicyARNs": func(r *Role) { r.PolicyARNs = []string{"x"} },
		"Tags":           func(r *Role) { r.Tags = map[string]string{"f": "x"} },
		"TransitiveTags": func(r *Role) { r.TransitiveTags = nil },
		"SourceIdentity": func(r *Role) { r.SourceIdentity = "x" }, "MFASerial": func(r *Role) { r.MFASerial = "x" },
	} {
		r := cloneRoles([]Role{role})[0]
		change(&r)
		add(what, cacheKey("source", "endpoint", "name", []Role{r}))
	}
}

// Who assumes the role is part of the key: another's credentials are not used.
func TestCacheIsNotSharedBetweenPeople(t *testing.T) {
	cloud := awstest.New(t)
	awstest.On(cloud, func(_ context.Context, in *sts.AssumeRoleInput) (*sts.AssumeRoleOutput, error) {
		return &sts.AssumeRoleOutput{Credentials: &types.Credentials{AccessKeyId: aws.String("ASIA1"), SecretAccessKey: aws.String("s"),
			SessionToken: aws.String("t"), Expiration: aws.Time(time.Now().Add(time.Hour))}}, nil
	})
	dir := filepath.Join(t.TempDir(), "cache")
	openAs := func(key string) {
		cfg := cloud.Config()
		cfg.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: key, SecretAccessKey: "s"}, nil
		})
		_, err := FromConfig(t.Context(), cfg, Options{Cache: CacheDir(dir), Roles: []Role{{ARN: roleARN}}})
		require.NoError(t, err)
	}
	for _, key := range []string{"AKIAANN", "AKIABOB", "AKIAANN"} {
		openAs(key)
	}
	assert.Len(t, awstest.Calls[sts.AssumeRoleInput](cloud), 2)
}
