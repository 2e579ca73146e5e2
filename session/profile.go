package session

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/awsessentials/essentials/internal/similar"
)

// missing returns the error for a profile that does not exist.
func (f *sharedFiles) missing(name, from string) error {
	e := &ProfileError{
		Profile: shown(name), From: from, Files: f.paths(), Similar: similar.To(name, f.names(), 3),
		Err: config.SharedConfigProfileNotExistError{Profile: shown(name)},
	}
	hint := didYouMean(e.Similar)
	for _, header := range f.ignored {
		if mentions(header, name) {
			hint = "; the section [" + unquoted(header) + `] is not one of a profile, whose header is [profile name] or [profile "two words"]`
		}
	}
	for _, other := range f.names() {
		if kind, inConfig, _ := sectionName(other); kind == "profile" && inConfig == name && other != name {
			hint = "; the credentials file has the section [" + unquoted(other) + "], whose header there is the name alone: [" + unquoted(name) + "]"
		}
	}
	names := f.names()
	switch {
	case hint != "":
	case len(names) == 0:
		hint = "; there are no profiles in " + listed(e.Files, " and ", quotedPath)
	case len(names) == 1:
		hint = "; there is " + some(names)
	default:
		hint = "; there are " + some(names)
	}
	e.Reason = "does not exist" + hint
	return e
}

// some joins the first names of a list that may be long.
func some(names []string) string {
	const most = 10
	list := listed(names[:min(len(names), most)], ", ", unquoted)
	if len(names) > most {
		list += ", ..."
	}
	return list
}

// listed joins texts, each in a form that is safe in a message.
func listed(texts []string, separator string, as func(string) string) string {
	list := ""
	for i, text := range texts {
		if i > 0 {
			list += separator
		}
		list += as(text)
	}
	return list
}

// mentions reports whether a header contains a name as a whole word.
func mentions(header, name string) bool {
	for i := range header {
		if rest, ok := strings.CutPrefix(header[i:], name); ok && name != "" {
			before, _ := utf8.DecodeLastRuneInString(header[:i])
			after, _ := utf8.DecodeRuneInString(rest)
			if !isWord(before) && !isWord(after) {
				return true
			}
		}
	}
	return false
}

// required returns the error of Options.RequireProfile.
func (f *sharedFiles) required(chosen setting) error {
	reason := "a profile has to be chosen by name here; set Options.Profile or AWS_PROFILE"
	if chosen.value != "" {
		reason = "is the default one, and " + reason
	}
	if names := f.names(); len(names) > 0 {
		reason += " (there are " + some(names) + ")"
	}
	return &ProfileError{Profile: chosen.value, From: chosen.from, Reason: reason, Files: f.paths()}
}

// Setting returns a setting of the session's profile in the shared files, or "". A
// setting in an indented block is named by the block, a dot and the setting:
// Setting("s3.addressing_style"). Secret settings are not returned.
func (s *Session) Setting(name string) string {
	if s == nil || s.state == nil || s.profileRead == nil {
		return ""
	}
	name, nested, isNested := strings.Cut(name, ".")
	name = strings.ToLower(name) // names in a block keep their case, as in the AWS CLI
	switch {
	case slices.Contains(secretSettings, name), slices.Contains(secretSettings, strings.ToLower(nested)):
		return ""
	case isNested:
		return s.profileRead.nested(name, nested)
	}
	return s.profileRead.get(name)
}
