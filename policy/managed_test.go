package policy

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// unmanaged are actions that no policy managed by AWS names, from the Service
// Authorization Reference.
var unmanaged = map[string]bool{
	"dynamodb:PartiQLInsert": true, "dynamodb:PartiQLUpdate": true, "dynamodb:PartiQLDelete": true,
	"s3:PutAnalyticsConfiguration": true, "s3:PutIntelligentTieringConfiguration": true, "s3:PutMetricsConfiguration": true,
	"secretsmanager:BatchGetSecretValue": true,
}

// The names of actions are checked against the policies that AWS manages, of
// which moto has a copy: 14,000 actions by name.
func TestRenamedActionsAreActionsOfIAM(t *testing.T) {
	const script = `
import json, os, re, moto
text = open(os.path.join(os.path.dirname(moto.__file__), "iam", "aws_managed_policies.py")).read()
actions = set()
for policy in json.loads(re.search(r'"""(.*)"""', text, re.S)[1]).values():
    statements = policy["Document"]["Statement"]
    for s in statements if isinstance(statements, list) else [statements]:
        named = s.get("Action", [])
        actions.update(named if isinstance(named, list) else [named])
print(json.dumps(sorted(actions)))
`
	out, err := exec.Command("python3", "-c", script).Output()
	if err != nil {
		const hint = "moto is not installed; get it with: pip install 'moto[server]'"
		if os.Getenv("CI") != "" {
			t.Fatal(hint, err)
		}
		t.Skip(hint)
	}
	var managed []string
	require.NoError(t, json.Unmarshal(out, &managed))
	known := map[string]bool{}
	for _, action := range managed {
		known[strings.ToLower(action)] = true
	}
	require.Greater(t, len(known), 10_000)
	unknown := 0
	check := func(action, of string) {
		if !known[strings.ToLower(action)] {
			unknown++
			assert.True(t, unmanaged[action], "%s, of %s, is in no policy", action, of)
		}
	}
	for operation, actions := range renamed {
		assert.False(t, known[strings.ToLower(operation)] && len(actions) == 1 && !strings.EqualFold(actions[0], operation),
			"%s is an action of its own", operation)
		for _, action := range actions {
			check(action, operation)
		}
	}
	for action, with := range versioned {
		check(with, action)
	}
	for service, prefix := range prefixes {
		found := false
		for action := range known {
			found = found || strings.HasPrefix(action, prefix+":")
		}
		assert.True(t, found, "%s of %s is the prefix of no action", prefix, service)
	}
	t.Logf("%d actions by name, %d of them in no managed policy", len(renamed)+len(versioned), unknown)
}
