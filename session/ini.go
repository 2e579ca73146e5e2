package session

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// iniFile is a shared file as the AWS CLI reads it, by the rules of Python's
// configparser. Sections are in their order; names of settings are in lower case.
type iniFile struct {
	path     string
	sections []*iniSection
}

type iniSection struct {
	header   string // between the brackets
	settings []*iniSetting
}

type iniSetting struct {
	name  string
	value string
	// nested are the settings of the indented block below a line without a value.
	nested []iniSetting
	line   int
}

// iniError reports why a file is refused.
type iniError struct {
	path   string
	line   int // 0: the file
	reason string
}

func (e *iniError) Error() string {
	if e.line == 0 {
		return fmt.Sprintf("the file %s %s", quotedPath(e.path), e.reason)
	}
	return fmt.Sprintf("the file %s, line %d, %s", quotedPath(e.path), e.line, e.reason)
}

func (s *iniSection) setting(name string) *iniSetting {
	for _, o := range s.settings {
		if o.name == name {
			return o
		}
	}
	return nil
}

// parseINI parses a file by the rules of the AWS CLI. As in the CLI, lines that are
// neither a header, a setting nor the continuation of one are errors, and so are
// sections and settings that occur twice. A line that begins with a bracket and is
// not a header is an error too, where the CLI may take it for a setting.
func parseINI(path string, text []byte) (*iniFile, error) {
	f := &iniFile{path: path}
	if reason := undecodable(text); reason != "" {
		return nil, &iniError{path, 0, reason}
	}
	p := iniParser{file: f, sections: map[string]int{}, settings: map[string]int{}}
	for n, line := range bytes.Split(unifyLineEnds(text), []byte("\n")) {
		if reason := p.line(n+1, string(line)); reason != "" {
			return nil, &iniError{path, n + 1, reason}
		}
	}
	return f, p.finish()
}

// undecodable returns why text cannot be read as UTF-8, or "".
func undecodable(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")), bytes.IndexByte(text, 0) >= 0:
		return "is UTF-16 or binary and cannot be read; save it as UTF-8"
	case bytes.HasPrefix(text, []byte("\ufeff")):
		return "begins with a byte order mark (BOM), which hides its first section; save it as UTF-8 without one"
	case !utf8.Valid(text):
		return "is not UTF-8 and cannot be read; save it as UTF-8"
	}
	return ""
}

func unifyLineEnds(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

type iniParser struct {
	file    *iniFile
	section *iniSection
	setting *iniSetting
	values  []string // the lines of setting
	indent  int

	sections map[string]int // their lines, by header
	settings map[string]int // those of section, by name
}

// line parses one line and returns what is wrong with it, or "".
func (p *iniParser) line(n int, line string) string {
	text := strings.TrimFunc(line, isSpace)
	switch {
	case text == "":
		if p.setting != nil {
			p.values = append(p.values, "")
		}
		return ""
	case text[0] == '#' || text[0] == ';':
		return ""
	}
	indent := utf8.RuneCountInString(line) - utf8.RuneCountInString(strings.TrimLeftFunc(line, isSpace))
	if p.setting != nil && indent > p.indent {
		p.values = append(p.values, text)
		return ""
	}
	p.indent = indent
	if text[0] == '[' {
		return p.header(n, text)
	}
	if p.section == nil {
		return "is before the first section"
	}
	at := strings.IndexAny(text, "=:")
	if at <= 0 {
		return "is neither a section, a setting nor indented"
	}
	p.end()
	written := strings.TrimRightFunc(text[:at], isSpace)
	name := strings.ToLower(written)
	if before := p.settings[name]; before > 0 {
		return fmt.Sprintf("sets %s again, which line %d has set", quoted(written), before)
	}
	p.settings[name] = n
	p.setting = &iniSetting{name: name, line: n}
	p.values = append(p.values[:0], strings.TrimFunc(text[at+1:], isSpace))
	p.section.settings = append(p.section.settings, p.setting)
	return ""
}

func (p *iniParser) header(n int, text string) string {
	end := strings.LastIndexByte(text, ']')
	if end < 2 {
		return `is a section without its "]" or without a name`
	}
	p.end()
	header := text[1:end]
	if before := p.sections[header]; before > 0 {
		return fmt.Sprintf("has the section [%s] again, which is in line %d; put the two together", unquoted(header), before)
	}
	p.sections[header] = n
	clear(p.settings)
	p.section = &iniSection{header: header}
	p.file.sections = append(p.file.sections, p.section)
	return ""
}

// end completes the current setting, if any.
func (p *iniParser) end() {
	if p.setting != nil {
		p.setting.value = strings.TrimRightFunc(strings.Join(p.values, "\n"), isSpace)
		p.setting = nil
	}
}

// finish parses indented blocks, and adds the settings of a section [DEFAULT] to all
// others, as configparser does.
func (p *iniParser) finish() error {
	p.end()
	var defaults []*iniSetting
	sections := p.file.sections[:0]
	for _, s := range p.file.sections {
		for _, o := range s.settings {
			if err := o.nest(p.file.path); err != nil {
				return err
			}
		}
		if s.header == "DEFAULT" {
			defaults = s.settings
			continue
		}
		sections = append(sections, s)
	}
	p.file.sections = sections
	for _, s := range sections {
		for _, o := range defaults {
			if s.setting(o.name) == nil {
				s.settings = append(s.settings, o)
			}
		}
	}
	return nil
}

// nest parses the block below a setting whose own line has no value.
func (o *iniSetting) nest(path string) error {
	if !strings.HasPrefix(o.value, "\n") {
		return nil
	}
	for _, line := range strings.FieldsFunc(o.value, isLineEnd) {
		if line = strings.TrimFunc(line, isSpace); line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !ok {
			return &iniError{path, o.line, fmt.Sprintf("begins the block %s, which has a line without =", quoted(o.name))}
		}
		o.nested = append(o.nested, iniSetting{name: strings.TrimFunc(name, isSpace), value: strings.TrimFunc(value, isSpace)})
	}
	return nil
}

// isSpace reports whether Python's str.strip removes r.
func isSpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// isLineEnd reports whether Python's str.splitlines splits at r.
func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// splitWords splits a text as a POSIX shell does, with quotes and backslashes but
// without comments and expansions. It reports whether all quotes are closed.
func splitWords(s string) (words []string, ok bool) {
	const none, single, double = 0, '\'', '"'
	var word strings.Builder
	inWord, quote := false, rune(none)
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quote == single && r != single, quote == double && r != double && r != '\\':
			word.WriteRune(r)
		case quote != none && r == quote:
			quote = none
		case r == '\\':
			i++
			if i == len(runes) {
				return nil, false
			}
			if quote == double && runes[i] != '"' && runes[i] != '\\' {
				word.WriteRune('\\')
			}
			word.WriteRune(runes[i])
			inWord = true
		case r == single || r == double:
			quote, inWord = r, true
		case r == ' ' || r == '\t' || r == '\r' || r == '\n':
			if inWord {
				words = append(words, word.String())
				word.Reset()
				inWord = false
			}
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, quote == none
}
