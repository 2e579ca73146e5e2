package session

import (
	"bufio"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

// sharedFiles are the files that the SDK reads: config first, then credentials.
func sharedFiles(lo *config.LoadOptions) []string {
	return append(slices.Clip(configFiles(lo)), credentialsFiles(lo)...)
}

func configFiles(lo *config.LoadOptions) []string {
	if lo.SharedConfigFiles != nil {
		return lo.SharedConfigFiles
	}
	return []string{cmp.Or(os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFilename())}
}

func credentialsFiles(lo *config.LoadOptions) []string {
	if lo.SharedCredentialsFiles != nil {
		return lo.SharedCredentialsFiles
	}
	return []string{cmp.Or(os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), config.DefaultSharedCredentialsFilename())}
}

// section is one profile as the files have it, without its secrets: of those
// only that they are there.
type section struct {
	kind, name string // "profile" or "sso-session", and the name without quotes
	values     map[string]string
}

// secretKeys are never kept.
var secretKeys = map[string]bool{"aws_secret_access_key": true, "aws_session_token": true, "aws_security_token": true}

// readSections reads the sections of a file, by the AWS CLI's rules for names.
// A file that is not there is empty.
func readSections(file string, isConfig bool) ([]section, error) {
	f, err := os.Open(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	var sections []section
	var current *section
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case trimmed[0] == '[':
			current = nil
			if kind, name, ok := sectionName(trimmed, isConfig); ok {
				sections = append(sections, section{kind, name, map[string]string{}})
				current = &sections[len(sections)-1]
			}
		case current == nil || line[0] == ' ' || line[0] == '\t':
			// Outside any section, or nested: neither says anything about a profile.
		default:
			key, value, ok := strings.Cut(line, "=")
			if !ok {
				continue
			}
			key = strings.ToLower(strings.TrimSpace(key))
			if secretKeys[key] {
				value = "(secret)"
			}
			current.values[key] = strings.TrimSpace(value)
		}
	}
	return sections, lines.Err()
}

// profileNames lists the names alone, for the texts of errors. What cannot be
// read has none.
func profileNames(lo *config.LoadOptions) []string {
	var names []string
	configs := len(configFiles(lo))
	for i, file := range sharedFiles(lo) {
		text, _ := os.ReadFile(file)
		for _, line := range strings.Split(string(text), "\n") {
			line = strings.TrimSpace(line)
			if !strings.HasPrefix(line, "[") {
				continue
			}
			if kind, name, ok := sectionName(line, i < configs); ok && kind == "profile" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// sectionName reads a header such as [default], [profile x] or
// [profile "my team"]. A bare [x] is a profile in the credentials file only.
func sectionName(header string, isConfig bool) (kind, name string, ok bool) {
	header, _, closed := strings.Cut(header[1:], "]")
	if !closed {
		return "", "", false
	}
	header = strings.TrimSpace(header)
	if !isConfig {
		return "profile", header, header != "" && !strings.HasPrefix(header, "profile ")
	}
	if header == "default" {
		return "profile", header, true
	}
	kind, name, _ = strings.Cut(header, " ")
	name = strings.TrimSpace(name)
	if len(name) >= 2 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0] {
		name = name[1 : len(name)-1]
	}
	return kind, name, name != "" && (kind == "profile" || kind == "sso-session")
}
