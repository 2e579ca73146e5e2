package session

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"

	"github.com/awsessentials/essentials/internal/similar"
)

// missing is the error of a profile that does not exist.
func (f *sharedFiles) missing(name, from string) error {
	e := &ProfileError{
		Profile: shown(name), From: from, Files: f.paths(), Near: similar.To(name, f.names(), 3),
		Err: config.SharedConfigProfileNotExistError{Profile: shown(name)},
	}
	hint := didYouMean(e.Near)
	for _, header := range f.ignored {
		if strings.Contains(header, name) {
			hint = "; the section [" + unquoted(header) + `] is not one of a profile, whose header is [profile name] or [profile "two words"]`
		}
	}
	names := f.names()
	switch {
	case hint != "":
	case len(names) == 0:
		hint = "; there are no profiles in " + strings.Join(e.Files, " and ")
	default:
		hint = "; there are " + some(names)
	}
	e.Reason = "does not exist" + hint
	return e
}

// some lists the first of many names.
func some(names []string) string {
	first := names[:min(len(names), 10)]
	text := make([]string, len(first))
	for i, name := range first {
		text[i] = unquoted(name)
	}
	return strings.Join(text, ", ")
}

// required is the error of Options.RequireProfile.
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
	name = strings.ToLower(name)
	for _, secret := range secretSettings {
		if name == secret {
			return ""
		}
	}
	if block, setting, ok := strings.Cut(name, "."); ok {
		return s.profileRead.nested(block, setting)
	}
	return s.profileRead.get(name)
}
