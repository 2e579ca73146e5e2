package session

import (
	"cmp"

	"github.com/aws/aws-sdk-go-v2/config"
)

// A ProfileKind is how a profile gets its credentials.
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

// A ProfileInfo describes a profile of the shared files, without secrets,
// including values that look like secrets.
type ProfileInfo struct {
	Name    string
	Kind    ProfileKind
	Account string // of the credentials, if the files have it: in the role, the login or aws_account_id
	Region  string
	Role    string // the role's ARN, or the name of the role of a login
	Source  string // the profile or other source that a role is assumed with, or the sso-session
	MFA     bool   // whether a code is asked for
}

// Profiles lists the profiles of the shared files that AWS_CONFIG_FILE and
// AWS_SHARED_CREDENTIALS_FILE name, by default ~/.aws/config and
// ~/.aws/credentials, as [New] reads them: those of the config file in its order,
// then those that are only in the other. A file that does not exist is empty; for one
// that cannot be opened, or that the AWS CLI would refuse, the error is a
// [*ProfileError].
func Profiles() ([]ProfileInfo, error) {
	files, err := readSharedFiles(new(config.LoadOptions))
	if err == nil {
		err = files.unread
	}
	if err != nil {
		return nil, fileError(err, files)
	}
	infos := make([]ProfileInfo, len(files.profiles))
	for i, p := range files.profiles {
		infos[i] = files.info(p)
	}
	return infos, nil
}

// info returns the description of a profile.
func (f *sharedFiles) info(p *profile) ProfileInfo {
	info := ProfileInfo{
		Name: p.name, Kind: f.kind(p), Region: p.get("region"), Role: p.get("role_arn"),
		Account: cmp.Or(accountOf(p.get("role_arn")), p.get("aws_account_id")), MFA: p.has("mfa_serial"),
	}
	switch info.Kind {
	case RoleProfile:
		info.Source = cmp.Or(p.get("source_profile"), p.get("credential_source"))
	case SSOProfile:
		_, info.Source = lookup(f.ssoSessions, p, "sso_session")
		info.Account, info.Role = p.get("sso_account_id"), p.get("sso_role_name")
		if sso, err := f.sso(p); err == nil {
			info.Account, info.Role = sso.account, sso.role
		}
	case KeysProfile, LoginProfile, ProcessProfile:
		info.Account = p.get("aws_account_id")
	}
	for _, text := range []*string{&info.Region, &info.Role, &info.Account, &info.Source} {
		*text = shown(*text)
	}
	return info
}
