package session

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

// sharedFiles is the content of the shared files, which are read once for each
// session. All that a session knows of a profile comes from here; the SDK does not
// open the files.
type sharedFiles struct {
	config, credentials []string // the paths
	profiles            []*profile
	byName              map[string]*profile
	ssoSessions         map[string]*iniSection
	services            map[string]*iniSection
	ignored             []string // headers of config files that name no profile
	// unread is why an existing file could not be opened, or nil. The AWS CLI and the
	// SDK treat such a file as empty.
	unread error
}

// profile is a profile merged from both files. Each setting of the credentials file
// wins; keys and their token are always those of one file.
type profile struct {
	name     string
	settings map[string]*iniSetting
	// The sections of each kind of file that have keys, or half a pair, or nil.
	configKeys, credentialsKeys *iniSection
}

// maxFile is the most that is read of a file.
const maxFile = 16 << 20

// readSharedFiles reads the files that the options or the environment name, by
// default ~/.aws/config and ~/.aws/credentials. A file that does not exist is
// empty, as is one that is not a regular file or cannot be opened. Other errors are
// of type *iniError.
func readSharedFiles(lo *config.LoadOptions) (*sharedFiles, error) {
	f := &sharedFiles{
		config:      lo.SharedConfigFiles,
		credentials: lo.SharedCredentialsFiles,
		ssoSessions: map[string]*iniSection{}, services: map[string]*iniSection{},
	}
	if f.config == nil {
		f.config = []string{expand(cmp.Or(os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFilename()))}
	}
	if f.credentials == nil {
		f.credentials = []string{expand(cmp.Or(os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), config.DefaultSharedCredentialsFilename()))}
	}
	for _, path := range f.config {
		file, err := f.read(path)
		if err != nil {
			return f, err
		}
		f.addConfig(file)
	}
	for _, path := range f.credentials {
		file, err := f.read(path)
		if err != nil {
			return f, err
		}
		for _, s := range file.sections {
			f.add(s.header, s, false)
		}
	}
	return f, nil
}

func (f *sharedFiles) read(path string) (*iniFile, error) {
	empty := &iniFile{path: path}
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() || errors.Is(err, fs.ErrNotExist) {
		return empty, nil
	}
	var text []byte
	if err == nil {
		text, err = readBounded(path)
	}
	if err != nil {
		fault := &iniError{path, 0, "cannot be read: " + printable(rootMessage(err))}
		if errors.Is(err, errTooLarge) {
			return empty, fault
		}
		f.unread = fault
		return empty, nil
	}
	return parseINI(path, text)
}

var errTooLarge = errors.New("it is larger than 16 MiB")

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it is only read
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(text) > maxFile {
		err = errTooLarge
	}
	return text, err
}

// addConfig adds the sections of a config file: [default], and those whose header is
// a kind and a name, such as [profile "my team"]. A later section of the same name
// replaces an earlier one, except that [profile default] has precedence over
// [default], as in all SDKs.
func (f *sharedFiles) addConfig(file *iniFile) {
	profiles := map[string]*iniSection{}
	var order []string
	for _, s := range file.sections {
		kind, name, ok := sectionName(s.header)
		switch {
		case !ok:
			f.ignored = append(f.ignored, s.header)
		case kind == "profile":
			if profiles[name] == nil {
				order = append(order, name)
			}
			if s.header != "default" || profiles[name] == nil {
				profiles[name] = s
			}
		case kind == "sso-session":
			f.ssoSessions[name] = s
		case kind == "services":
			f.services[name] = s
		}
	}
	for _, name := range order {
		f.add(name, profiles[name], true)
	}
}

// sectionName splits the header of a section of a config file.
func sectionName(header string) (kind, name string, ok bool) {
	if header == "default" {
		return "profile", header, true
	}
	for _, kind := range []string{"profile", "sso-session", "services"} {
		if strings.HasPrefix(header, kind) {
			words, closed := splitWords(header)
			if closed && len(words) == 2 {
				return kind, words[1], true
			}
			return "", "", false
		}
	}
	return "", "", false
}

// add merges a section into the profile of that name.
func (f *sharedFiles) add(name string, s *iniSection, isConfig bool) {
	p := f.profile(name)
	if p == nil {
		p = &profile{name: name, settings: map[string]*iniSetting{}}
		f.profiles = append(f.profiles, p)
		if f.byName == nil {
			f.byName = map[string]*profile{}
		}
		f.byName[name] = p
	}
	for _, o := range s.settings {
		p.settings[o.name] = o
	}
	if s.setting(keyID) != nil || s.setting(keySecret) != nil {
		if isConfig {
			p.configKeys = s
		} else {
			p.credentialsKeys = s
		}
	}
}

// profile returns the profile of that name, or nil.
func (f *sharedFiles) profile(name string) *profile { return f.byName[name] }

// names returns the names of the profiles.
func (f *sharedFiles) names() []string {
	names := make([]string, len(f.profiles))
	for i, p := range f.profiles {
		names[i] = p.name
	}
	return names
}

// paths returns the names of the files, including those that do not exist.
func (f *sharedFiles) paths() []string { return slices.Concat(f.config, f.credentials) }

// The names of the settings for keys.
const (
	keyID     = "aws_access_key_id"
	keySecret = "aws_secret_access_key"
)

// secretSettings are the settings that are never returned or shown.
var secretSettings = []string{keySecret, "aws_session_token", "aws_security_token"}

// has reports whether the profile has a setting.
func (p *profile) has(name string) bool { return p.settings[name] != nil }

// get returns a setting without the comment behind it, or "".
func (p *profile) get(name string) string {
	o := p.settings[name]
	if o == nil {
		return ""
	}
	return withoutComment(o)
}

// raw returns a setting as the AWS CLI has it.
func (p *profile) raw(name string) string {
	if o := p.settings[name]; o != nil {
		return o.value
	}
	return ""
}

// nested returns a setting of an indented block, or "".
func (p *profile) nested(block, name string) string {
	if o := p.settings[block]; o != nil {
		return nestedSetting(o, name)
	}
	return ""
}

func nestedSetting(o *iniSetting, name string) string {
	value := ""
	for i := range o.nested {
		if o.nested[i].name == name {
			value = withoutComment(&o.nested[i]) // the last one counts
		}
	}
	return value
}

// withoutComment returns a value without the comment behind it, which the SDKs
// remove and the AWS CLI does not. A command keeps it, since it may be an argument.
func withoutComment(o *iniSetting) string {
	if o.name == "credential_process" {
		return o.value
	}
	return cutComment(o.value)
}

func cutComment(s string) string {
	for i := 1; i < len(s); i++ {
		if (s[i] == '#' || s[i] == ';') && (s[i-1] == ' ' || s[i-1] == '\t') {
			return strings.TrimRightFunc(s[:i], isSpace)
		}
	}
	return s
}

// expand replaces $NAME, ${NAME} and ~ in the path of a file, as the AWS CLI does.
// Variables that are not set stay as they are.
func expand(path string) string {
	path = expandVariables(path)
	rest, ok := strings.CutPrefix(path, "~")
	if !ok {
		return path
	}
	name, rest, _ := strings.Cut(filepath.ToSlash(rest), "/")
	home, err := os.UserHomeDir()
	if name != "" || err != nil {
		u, err := user.Current() // there may be no HOME in a job
		if name != "" {
			u, err = user.Lookup(name)
		}
		if err != nil {
			return path
		}
		home = u.HomeDir
	}
	return filepath.Join(home, rest)
}

// expandVariables replaces $NAME and ${NAME} by the variables that are set, as
// Python's os.path.expandvars does. Unlike [os.Expand] it leaves all else as it is.
func expandVariables(s string) string {
	var out strings.Builder
	for {
		before, after, found := strings.Cut(s, "$")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		length := strings.IndexFunc(after, func(r rune) bool { return !isWord(r) })
		if length < 0 {
			length = len(after)
		}
		name := after[:length]
		if inBraces, ok := strings.CutPrefix(after, "{"); ok {
			if name, _, ok = strings.Cut(inBraces, "}"); ok {
				length = len(name) + len("{}")
			}
		}
		value, ok := os.LookupEnv(name)
		if !ok || length == 0 {
			value = "$" + after[:length]
		}
		out.WriteString(value)
		s = after[length:]
	}
}
