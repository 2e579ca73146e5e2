package session

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// botocore reads files for the fuzz target, in one process.
const botocore = `
import base64, json, os, sys, tempfile
from botocore.configloader import raw_config_parse, build_profile_map
from botocore.exceptions import ConfigParseError
path = os.path.join(tempfile.mkdtemp(), 'config')
print('ready', flush=True)
for line in sys.stdin:
    with open(path, 'wb') as f:
        f.write(base64.b64decode(line))
    try:
        raw = raw_config_parse(path)
        out = {'raw': raw, 'profiles': list(build_profile_map(raw)['profiles'])}
    except ConfigParseError:
        out = {'error': True}
    print(json.dumps(out), flush=True)
`

type botocoreReader struct {
	mu  sync.Mutex
	in  io.Writer
	out *bufio.Reader
}

type botocoreReading struct {
	Error    bool
	Raw      map[string]map[string]any
	Profiles []string
}

// startBotocore returns nil if Python or botocore is not installed.
func startBotocore(tb testing.TB) *botocoreReader {
	cmd := exec.Command("python3", "-X", "utf8", "-c", botocore)
	in, err := cmd.StdinPipe()
	require.NoError(tb, err)
	out, err := cmd.StdoutPipe()
	require.NoError(tb, err)
	if cmd.Start() != nil {
		return nil
	}
	tb.Cleanup(func() {
		_ = in.(io.Closer).Close()
		_ = cmd.Wait()
	})
	r := &botocoreReader{in: in, out: bufio.NewReaderSize(out, 1<<20)}
	if line, err := r.out.ReadString('\n'); err != nil || line != "ready\n" {
		return nil
	}
	return r
}

func (b *botocoreReader) read(tb testing.TB, text []byte) (r botocoreReading) {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, err := io.WriteString(b.in, base64.StdEncoding.EncodeToString(text)+"\n")
	require.NoError(tb, err)
	line, err := b.out.ReadBytes('\n')
	require.NoError(tb, err)
	require.NoError(tb, json.Unmarshal(line, &r))
	return r
}

var iniSeeds = []string{
	"[default]\nregion=eu-west-1\n",
	"[profile a]\r\nregion = eu-west-1\r\n\r\n[profile b]\rx=y\n",
	"\ufeff[profile a]\nx=1\n",
	"[profile \"my team\"]\nrole_arn: arn:aws:iam::1:role/R\n[profile 'b c']\n[profile\tx]\n[ profile y ]\n",
	"[profile a]\n  region = x\n  output = json\n s3 =\n   addressing_style = path\n   b = c\n",
	"[profile a]\ns3 =\n  no equals\n",
	"[profile a[1]]\nx=1\n[profile team#1] text\n; comment\n# comment\ny = 1 # inline\n",
	"[profile a]\nx=1\nX=2\n",
	"[a]\nx=1\n[a]\ny=2\n",
	"x=1\n[a]\n",
	"[a]\nkey\n",
	"[DEFAULT]\nx=1\n[a]\ny=2\n",
	"[a]\nx=1\n\n  more\n\n\n[b]\n",
	"[profile it's]\nx=1\n[profile \"a\\\"b\"]\n[profilex y]\n[services s]\n",
	"[a]\n=x\n",
	"[a]\nx\x1f=\x1cy\n\x0bz=\xc2\xa0w\n",
	"[]\nx=1\n",
	"[a\nx=1\n",
	"[default]\nx=1\n[profile default]\ny=1\n",
}

// checkAgainst holds our reading of a file against botocore's.
func checkAgainst(t *testing.T, text []byte, want botocoreReading) {
	file, err := parseINI("f", text)
	if err != nil {
		if !want.Error && !refusedByChoice(text) {
			t.Fatalf("%q: refused, and not by botocore: %v", text, err)
		}
		return
	}
	if want.Error {
		t.Fatalf("%q: botocore refuses it", text)
	}
	got := map[string]map[string]any{}
	for _, s := range file.sections {
		got[s.header] = map[string]any{}
		for _, o := range s.settings {
			if strings.HasPrefix(o.value, "\n") {
				nested := map[string]any{}
				for _, n := range o.nested {
					nested[n.name] = n.value
				}
				got[s.header][o.name] = nested
				continue
			}
			got[s.header][o.name] = o.value
		}
	}
	assert.Equal(t, want.Raw, got, "%q", text)
	files := &sharedFiles{ssoSessions: map[string]*iniSection{}, services: map[string]*iniSection{}}
	files.addConfig(file)
	assert.ElementsMatch(t, want.Profiles, files.names(), "%q", text)
}

// refusedByChoice reports whether a file has what this package alone refuses: a
// line that begins with a bracket and is no header, a null byte, a byte order
// mark.
func refusedByChoice(text []byte) bool {
	if undecodable(text) != "" {
		return true
	}
	for line := range strings.SplitSeq(string(unifyLineEnds(text)), "\n") {
		line = strings.TrimFunc(line, isSpace)
		if strings.HasPrefix(line, "[") && strings.LastIndexByte(line, ']') < 2 {
			return true
		}
	}
	return false
}

var update = flag.Bool("update", false, "record botocore's reading of the seeds and of the fuzzer's findings")

const recording = "testdata/botocore.json"

type recordedFile struct {
	Text     []byte // base64
	Botocore botocoreReading
}

// What botocore made of files, for machines without it.
func TestFilesAreReadAsRecorded(t *testing.T) {
	if *update {
		record(t)
	}
	text, err := os.ReadFile(recording)
	require.NoError(t, err)
	var files []recordedFile
	require.NoError(t, json.Unmarshal(text, &files))
	require.GreaterOrEqual(t, len(files), len(iniSeeds))
	for _, f := range files {
		checkAgainst(t, f.Text, f.Botocore)
	}
}

func record(t *testing.T) {
	python := startBotocore(t)
	require.NotNil(t, python, "python3 with botocore is needed")
	texts := append([]string(nil), iniSeeds...)
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	found, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(cache)), "fuzz/*/session/FuzzFilesAreReadAsBotocoreReadsThem/*"))
	require.NoError(t, err)
	more, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(cache)), "fuzz/*/*/*/session/FuzzFilesAreReadAsBotocoreReadsThem/*"))
	require.NoError(t, err)
	for _, path := range append(found, more...) {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		_, line, _ := strings.Cut(string(b), "\n[]byte(")
		text, err := strconv.Unquote(strings.TrimSuffix(strings.TrimSpace(line), ")"))
		if err == nil && len(text) < 300 {
			texts = append(texts, text)
		}
	}
	var files []recordedFile
	for _, text := range texts {
		files = append(files, recordedFile{[]byte(text), python.read(t, []byte(text))})
	}
	b, err := json.MarshalIndent(files, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(recording, append(b, '\n'), 0o600))
}

func FuzzFilesAreReadAsBotocoreReadsThem(f *testing.F) {
	for _, seed := range iniSeeds {
		f.Add([]byte(seed))
	}
	python := startBotocore(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 4096 {
			return // Python's expressions take long for long lines
		}
		if python == nil {
			_, _ = parseINI("f", text) // it must not panic; what is right is in TestFilesAreReadAsRecorded
			return
		}
		checkAgainst(t, text, python.read(t, text))
	})
}

func FuzzCommandsAreSplit(f *testing.F) {
	f.Add(`"a b" 'c' d\ e`)
	f.Fuzz(func(_ *testing.T, s string) {
		splitWords(s)
		splitWindowsWords(s)
	})
}
