package across_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

func FuzzTargetsAreReadAsTheyWereWritten(f *testing.F) {
	f.Add("111122223333 eu-west-1\n# x\n\n444455556666")
	f.Add(`{"Account":"111122223333","Region":"eu-west-1","Role":{"ARN":"arn:aws:iam::111122223333:role/R","Tags":{"a":"b"},"Duration":3600000000000}}`)
	f.Add(`{"Profile":"a b","Name":"\n"}`)
	f.Fuzz(func(t *testing.T, text string) {
		targets, err := across.ReadTargets(strings.NewReader(text), nil)
		if err != nil {
			return
		}
		var file bytes.Buffer
		require.NoError(t, across.WriteTargets(&file, targets))
		again, err := across.ReadTargets(&file, nil)
		require.NoError(t, err)
		var second bytes.Buffer
		require.NoError(t, across.WriteTargets(&second, again))
		require.Len(t, again, len(targets))
		for i := range targets {
			assert.Equal(t, targets[i].String(), again[i].String())
		}
	})
}

func TestTargetsFileThatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"111122223333\nprod eu-west-1":             `line 2: "prod eu-west-1" is not an account`,
		"111122223333 eu-west-1 Audit":             "line 1",
		`{"Acount":"111122223333"}`:                `unknown field "Acount"`,
		"{":                                        "line 1",
		strings.Repeat("x", 1<<20+1):               "token too long",
		"# only a remark\n\n11112222333":           "line 3",
		`{"Account":"1"}{"Account":"2"}`:           "line 1 has more than one target",
		"111122223333 eu-west-1\n{\"Role\":\"x\"}": "line 2",
	} {
		_, err := across.ReadTargets(strings.NewReader(text), nil)
		require.Error(t, err)
		assert.Contains(t, err.Error(), "across: targets: ")
		assert.Contains(t, err.Error(), want)
	}
}

func TestProfileTargets(t *testing.T) {
	home(t, "[default]\nregion=eu-west-1\n[profile team]\nrole_arn=arn:aws:iam::222222222222:role/R\nsource_profile=default\n[profile \"my team\"]\nsso_session=corp\nsso_account_id=333333333333\nsso_role_name=Dev\n", "")
	targets, err := across.ProfileTargets("*team", "eu-west-1", "us-east-1")
	require.NoError(t, err)
	assert.Equal(t, []session.Target{
		{Name: "team", Profile: "team", Account: "222222222222", Region: "eu-west-1"},
		{Name: "team", Profile: "team", Account: "222222222222", Region: "us-east-1"},
		{Name: "my team", Profile: "my team", Account: "333333333333", Region: "eu-west-1"},
		{Name: "my team", Profile: "my team", Account: "333333333333", Region: "us-east-1"},
	}, targets)
	home(t, "[profile team/prod]\nregion=eu-west-1\n[profile a[1]]\nregion=eu-west-1\n", "")
	for pattern, want := range map[string]int{"*": 2, "team*": 1, "team/*": 1, "team?prod": 1, "team[/]prod": 1, `a\[1]`: 1} {
		targets, err = across.ProfileTargets(pattern)
		require.NoError(t, err, pattern)
		assert.Len(t, targets, want, pattern)
	}
	home(t, "[default]\n[profile team]\n[profile \"my team\"]\n", "")
	_, err = across.ProfileTargets("tean")
	require.ErrorIs(t, err, session.ErrProfile)
	assert.Contains(t, err.Error(), `there are default, team, my team`)
}

func TestNoNameOfAProfileForgesALogLine(t *testing.T) {
	config := filepath.Join(t.TempDir(), "config")
	require.NoError(t, os.WriteFile(config, []byte("[profile a\x1b[2J]\nregion=eu-west-1\n"), 0o600))
	t.Setenv("AWS_CONFIG_FILE", config)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", config+"none")
	_, err := across.ProfileTargets("b")
	require.ErrorIs(t, err, session.ErrProfile)
	assert.NotContains(t, err.Error(), "\x1b")
}
