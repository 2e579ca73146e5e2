package session

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/config"
)

// ProfileKind is how a profile gets its credentials.
type ProfileKind string

// The kinds of profiles.
const (
	KeysProfile        ProfileKind = "keys"
	RoleProfile        ProfileKind = "role"
	SSOProfile         ProfileKind = "sso"
	LoginProfile       ProfileKind = "login"
	ProcessProfile     ProfileKind = "process"
	WebIdentityProfile ProfileKind = "web identity"
	NoCredentials      ProfileKind = "none"
)

// A ProfileInfo is what the shared files say of a profile, without its secrets,
// which are not kept when the files are read.
type ProfileInfo struct {
	Name    string
	Kind    ProfileKind
	Account string // that the credentials lead to, when the files tell: from the role, the login or aws_account_id
	Region  string
	Role    string // the role's ARN, or the name of the role of a login
	Source  string // the profile or other source that a role is assumed with, or the sso-session
	MFA     bool   // whether a code is asked for
}

// Profiles lists the profiles of the shared files that AWS_CONFIG_FILE and
// AWS_SHARED_CREDENTIALS_FILE name, by default ~/.aws/config and
// ~/.aws/credentials: those of the config file in its order, then those that only
// the other has. A file that is not there is empty; one that cannot be read is an
// error.
func Profiles() ([]ProfileInfo, error) {
	merged, err := mergedProfiles(new(config.LoadOptions))
	if err != nil {
		return nil, err
	}
	infos := make([]ProfileInfo, len(merged))
	for i, s := range merged {
		infos[i] = s.info()
	}
	return infos, nil
}

// mergedProfiles reads the profiles of all files. What a later file says of a
// profile wins.
func mergedProfiles(lo *config.LoadOptions) ([]section, error) {
	var merged []section
	add := func(files []string, isConfig bool) error {
		for _, f := range files {
			sections, err := readSections(f, isConfig)
			if err != nil {
				return fmt.Errorf("session: profiles: %w", err)
			}
			for _, s := range sections {
				if s.kind != "profile" {
					continue
				}
				i := slices.IndexFunc(merged, func(m section) bool { return m.name == s.name })
				if i < 0 {
					merged = append(merged, s)
					continue
				}
				for k, v := range s.values {
					merged[i].values[k] = v
				}
			}
		}
		return nil
	}
	if err := add(configFiles(lo), true); err != nil {
		return nil, err
	}
	return merged, add(credentialsFiles(lo), false)
}

// info reads a section as the SDK would.
func (s section) info() ProfileInfo {
	v := s.values
	p := ProfileInfo{
		Name: s.name, Kind: NoCredentials, Region: v["region"], Role: v["role_arn"],
		Account: cmp.Or(accountOf(v["role_arn"]), v["sso_account_id"], v["aws_account_id"]),
		MFA:     v["mfa_serial"] != "",
	}
	switch {
	case v["role_arn"] != "" && cmp.Or(v["source_profile"], v["credential_source"]) != "":
		p.Kind, p.Source = RoleProfile, cmp.Or(v["source_profile"], v["credential_source"])
	case v["aws_access_key_id"] != "" && v["aws_secret_access_key"] != "":
		p.Kind = KeysProfile
	case v["web_identity_token_file"] != "":
		p.Kind = WebIdentityProfile
	case cmp.Or(v["sso_session"], v["sso_start_url"]) != "":
		p.Kind, p.Source = SSOProfile, v["sso_session"]
		p.Role = cmp.Or(v["sso_role_name"], p.Role)
	case v["login_session"] != "":
		p.Kind = LoginProfile
	case v["credential_process"] != "":
		p.Kind = ProcessProfile
	}
	return p
}
