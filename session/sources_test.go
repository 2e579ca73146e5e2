package session

import (
	"bufio"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// botocoreSources says how botocore would get credentials, without a request.
const botocoreSources = `
import json, os, sys, tempfile
import botocore.session, botocore.credentials as c
home = tempfile.mkdtemp()
os.environ.clear()
os.environ.update(HOME=home, PATH='/bin:/usr/bin', AWS_EC2_METADATA_DISABLED='true', AWS_CONFIG_FILE=home+'/config', AWS_SHARED_CREDENTIALS_FILE=home+'/credentials')
base = dict(os.environ)
c.EC = object()
def cached(self): return dict(access_key='l', secret_key='s', token='t', expiry_time='2099-01-01T00:00:00Z', account_id='1')
c.LoginCredentialFetcher.load_cached_credentials = cached
def tell(creds):
    if creds is None: return 'platform'
    f = getattr(creds, '_refresh_using', None)
    f = getattr(f, '_refresh', f)
    f = getattr(f, '__self__', f)
    if isinstance(f, c.AssumeRoleCredentialFetcher):
        return 'role ' + f._role_arn[-1] + ' with ' + tell(f._source_credentials)
    if isinstance(f, c.AssumeRoleWithWebIdentityCredentialFetcher):
        return 'web identity ' + f._role_arn[-1] + ' ' + f._web_identity_token_loader._web_identity_token_path
    if isinstance(f, c.SSOCredentialFetcher):
        return 'sso ' + ' '.join([f._account_id, f._role_name, f._sso_region, f._start_url, f._sso_session_name or '-'])
    if isinstance(f, c.LoginCredentialFetcher): return 'login'
    return 'keys ' + creds.access_key + ' ' + (creds.token or '-')
print('ready', flush=True)
for line in sys.stdin:
    q = json.loads(line)
    os.environ.clear(); os.environ.update(base); os.environ.update(q['Env'])
    for name in ('config', 'credentials'):
        with open(home + '/' + name, 'w') as f: f.write(q[name.capitalize()])
    try:
        s = botocore.session.Session(profile=q['Profile'] or None)
        a = tell(s.get_credentials())
    except Exception as e: a = 'error ' + type(e).__name__
    print(json.dumps(a), flush=True)
`

// sourceQuestion is a situation: which credentials sign?
type sourceQuestion struct {
	Config, Credentials, Profile string
	Env                          map[string]string
}

// atoms are settings that say something about credentials.
var atoms = map[string]string{
	"keys":       "aws_access_key_id=AKIA%\naws_secret_access_key=s\n",
	"token":      "aws_access_key_id=AKIA%\naws_secret_access_key=s\naws_session_token=t%\n",
	"id":         "aws_access_key_id=AKIA%\n",
	"secret":     "aws_secret_access_key=s\n",
	"role":       "role_arn=arn:aws:iam::222222222222:role/R\nsource_profile=b\n",
	"selfrole":   "role_arn=arn:aws:iam::222222222222:role/R\nsource_profile=a\n",
	"envrole":    "role_arn=arn:aws:iam::222222222222:role/R\ncredential_source=Environment\n",
	"barerole":   "role_arn=arn:aws:iam::222222222222:role/R\n",
	"source":     "source_profile=b\n",
	"web":        "role_arn=arn:aws:iam::222222222222:role/W\nweb_identity_token_file=/f%\n",
	"webfile":    "web_identity_token_file=/f%\n",
	"webempty":   "role_arn=arn:aws:iam::222222222222:role/W\nweb_identity_token_file=\nsource_profile=b\n",
	"sso":        "sso_session=s\nsso_account_id=1%\nsso_role_name=N\n",
	"ssolegacy":  "sso_start_url=https://l\nsso_region=us-east-1\nsso_account_id=1%\nsso_role_name=N\n",
	"ssohalf":    "sso_session=s\nsso_account_id=1%\n",
	"ssosession": "sso_session=s\n",
	"ssoother":   "sso_session=s\nsso_region=us-west-2\nsso_account_id=1%\nsso_role_name=N\n",
	"login":      "login_session=arn:aws:iam::111122223333:user/%\n",
	"process":    "credential_process=/bin/echo '{\"Version\":1,\"AccessKeyId\":\"PROC%\",\"SecretAccessKey\":\"s\"}'\n",
	"region":     "region=eu-west-1\n",
}

// section is a section with atoms for a profile of that name.
func section(header, name string, of ...string) string {
	text := "[" + header + "]\n"
	for _, a := range of {
		text += strings.ReplaceAll(atoms[a], "%", name)
	}
	return text
}

// sourceQuestions are mixtures: two kinds in the config file, one in the
// credentials file, all kinds as a source, and keys of the environment.
func sourceQuestions() map[string]sourceQuestion {
	const session = "[sso-session s]\nsso_start_url=https://s\nsso_region=us-east-1\n"
	all := map[string]sourceQuestion{}
	kinds := slices.Sorted(maps.Keys(atoms))
	environments := map[string]map[string]string{
		"":     {},
		"+env": {"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s"},
		"+web": {"AWS_WEB_IDENTITY_TOKEN_FILE": "/e", "AWS_ROLE_ARN": "arn:aws:iam::222222222222:role/E"},
	}
	add := func(name, profile, cfg, creds string, env string) {
		all[name] = sourceQuestion{Config: cfg + session, Credentials: creds, Profile: profile, Env: environments[env]}
	}
	for _, one := range kinds {
		for _, two := range kinds {
			if one < two {
				add(one+","+two, "a", section("profile a", "a", one, two)+section("profile b", "b", "keys"), "", "")
			}
			add(one+"|"+two, "a", section("profile a", "a", one), section("a", "c", two)+section("b", "b", "keys"), "")
			add(one+"->"+two, "a", section("profile a", "a", "role")+section("profile b", "b", one), section("b", "c", two), "")
		}
		for env := range environments {
			add(one+env, "a", section("profile a", "a", one)+section("profile b", "b", "keys"), "", env)
			add("default "+one+env, "", section("default", "a", one)+section("profile b", "b", "keys"), "", env)
		}
	}
	return all
}

// ourSource says in the same words what a session would do.
func ourSource(t *testing.T, dir string, q sourceQuestion) string {
	lo := &config.LoadOptions{SharedConfigFiles: []string{filepath.Join(dir, "config")}, SharedCredentialsFiles: []string{filepath.Join(dir, "credentials")}}
	require.NoError(t, os.WriteFile(lo.SharedConfigFiles[0], []byte(q.Config), 0o600))
	require.NoError(t, os.WriteFile(lo.SharedCredentialsFiles[0], []byte(q.Credentials), 0o600))
	var env config.EnvConfig
	env.Credentials.AccessKeyID, env.Credentials.SecretAccessKey = q.Env["AWS_ACCESS_KEY_ID"], q.Env["AWS_SECRET_ACCESS_KEY"]
	env.WebIdentityTokenFilePath, env.RoleARN = q.Env["AWS_WEB_IDENTITY_TOKEN_FILE"], q.Env["AWS_ROLE_ARN"]
	files, err := readSharedFiles(lo)
	if err != nil {
		return "error " + err.Error()
	}
	from := setting{q.Profile, "test"}
	p, err := files.choose(from)
	if err != nil {
		return "error " + err.Error()
	}
	s, err := files.source(p, q.Profile != "", env)
	if err != nil {
		return "error " + err.Error()
	}
	b := &providers{platform: platform{lo: lo, env: env}, files: files}
	b.cfg.Region = "eu-west-1"
	provider, err := b.of(s)
	if err != nil {
		return "error " + err.Error()
	}
	text := "platform"
	switch s.kind {
	case fromKeys, fromConfigKeys, fromEnvironment, fromProcess:
		c, err := provider.Retrieve(t.Context())
		if err != nil {
			return "error " + err.Error()
		}
		text = "keys " + c.AccessKeyID + " " + or(c.SessionToken, "-")
	case fromSSO:
		login, _ := files.sso(s.owner)
		text = strings.Join([]string{"sso", login.account, login.role, login.region, login.startURL, or(login.session, "-")}, " ")
	case fromWebIdentity:
		text = "web identity " + s.owner.get("role_arn")[len("arn:aws:iam::222222222222:role/"):] + " " + s.owner.get("web_identity_token_file")
	case fromEnvWebIdentity:
		text = "web identity " + env.RoleARN[len("arn:aws:iam::222222222222:role/"):] + " " + env.WebIdentityTokenFilePath
	case fromLogin:
		text = "login"
	}
	for _, r := range s.roles {
		text = "role " + r.ARN[len(r.ARN)-1:] + " with " + text
	}
	return text
}

// A question is answered as botocore answers it, or refused with a reason, or
// otherwise for a reason that has a row in docs/decisions/session-differences.md.
func TestMixturesOfCredentialsAreResolvedAsRecorded(t *testing.T) {
	questions := sourceQuestions()
	if *update {
		recordSources(t, questions)
	}
	text, err := os.ReadFile(sourcesRecording)
	require.NoError(t, err)
	var recorded map[string]string
	require.NoError(t, json.Unmarshal(text, &recorded))
	require.Len(t, recorded, len(questions))
	dir := t.TempDir()
	for name, q := range questions {
		got, want := ourSource(t, dir, q), recorded[name]
		refused, wantsRefusal := strings.HasPrefix(got, "error"), strings.HasPrefix(want, "error")
		switch {
		case got == want, refused && wantsRefusal:
		case refused:
			assert.Regexp(t, "half a pair|has a source_profile and neither|an empty web_identity_token_file", got, "%s: botocore: %s", name, want)
		case want == "error PartialCredentialsError" && strings.Contains(name, "barerole"): // row 13
			assert.Contains(t, got, "role R with ", name)
		case strings.HasSuffix(name, "+web") && want == "platform": // row 14
			assert.Equal(t, "web identity E /e", got, name)
		default:
			assert.Equal(t, want, got, name)
		}
	}
}

const sourcesRecording = "testdata/botocore-sources.json"

func recordSources(t *testing.T, questions map[string]sourceQuestion) {
	python := exec.Command("python3", "-X", "utf8", "-c", botocoreSources)
	in, err := python.StdinPipe()
	require.NoError(t, err)
	out, err := python.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, python.Start())
	lines := bufio.NewReader(out)
	_, err = lines.ReadString('\n')
	require.NoError(t, err, "python3 with botocore is needed")
	answers := map[string]string{}
	for name, q := range questions {
		line, err := json.Marshal(q)
		require.NoError(t, err)
		_, err = in.Write(append(line, '\n'))
		require.NoError(t, err)
		answer, err := lines.ReadBytes('\n')
		require.NoError(t, err)
		var text string
		require.NoError(t, json.Unmarshal(answer, &text))
		answers[name] = text
	}
	require.NoError(t, in.Close())
	require.NoError(t, python.Wait())
	b, err := json.MarshalIndent(answers, "", " ")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(sourcesRecording, append(b, '\n'), 0o600))
}
