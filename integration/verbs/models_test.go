package verbs_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/verbs"
)

// operation is what a model says of an operation.
type operation struct {
	Service, Name string
	Readonly      bool
}

// modelled returns all operations of the installed models of botocore.
func modelled(t *testing.T) []operation {
	t.Helper()
	const script = `
import gzip, json, os, botocore
data = os.path.join(os.path.dirname(botocore.__file__), "data")
ops = []
for service in sorted(os.listdir(data)):
    versions = os.path.join(data, service)
    if not os.path.isdir(versions):
        continue
    path = os.path.join(versions, sorted(os.listdir(versions))[-1], "service-2.json.gz")
    if os.path.exists(path):
        with gzip.open(path) as f:
            model = json.load(f)
        for name, op in model["operations"].items():
            ops.append({"Service": model["metadata"].get("serviceId", ""), "Name": name, "Readonly": bool(op.get("readonly"))})
print(json.dumps(ops))
`
	out, err := exec.Command("python3", "-c", script).Output()
	if err != nil {
		const hint = "botocore is not installed; get it with: pip install botocore"
		if os.Getenv("CI") != "" {
			t.Fatal(hint, err)
		}
		t.Skip(hint)
	}
	var ops []operation
	require.NoError(t, json.Unmarshal(out, &ops))
	require.Greater(t, len(ops), 15_000)
	return ops
}

// mayChange are the operations that the models call readonly and that are
// writes here, with the reason.
var mayChange = map[string]string{
	"ivs.StartViewerSessionRevocation":      "ends the sessions of viewers",
	"ivs.BatchStartViewerSessionRevocation": "ends the sessions of viewers",
}

func TestEveryModelledOperationHasAClass(t *testing.T) {
	counts := map[verbs.Class]int{}
	exists := map[string]bool{}
	for _, op := range modelled(t) {
		name := strings.ToLower(op.Service) + "." + op.Name
		exists[name] = true
		class := verbs.Of(op.Service, op.Name)
		counts[class]++
		if op.Readonly && class != verbs.Read {
			assert.Contains(t, mayChange, name, "the model says that it only reads")
		}
		// A verb that changes something is never taken for one that reads.
		for _, verb := range []string{"Create", "Update", "Put", "Modify", "Delete", "Send", "Publish", "Invoke", "Run", "Tag", "Untag", "Terminate", "Purge"} {
			if rest, ok := strings.CutPrefix(op.Name, verb); ok && (rest == "" || rest[0] <= 'Z') && class == verbs.Read {
				assert.Contains(t, createsOnlyTokens, name, "begins with %s", verb)
			}
		}
	}
	for name := range mayChange {
		assert.True(t, exists[name], "%s is in no model", name)
	}
	for _, name := range verbs.Exceptions() {
		assert.True(t, exists[name] || notInBotocore[name], "%s is in no model", name)
	}
	t.Logf("%d read, %d write, %d destroy; %d of them by name and not by verb",
		counts[verbs.Read], counts[verbs.Write], counts[verbs.Destroy], len(verbs.Exceptions()))
	assert.Greater(t, counts[verbs.Read], 7_600)
	assert.Greater(t, counts[verbs.Destroy], 2_500)
}

// createsOnlyTokens make what a client needs before it can read.
var createsOnlyTokens = map[string]bool{
	"s3.CreateSession": true, "sso oidc.CreateToken": true, "sso oidc.CreateTokenWithIAM": true, "signin.CreateOAuth2Token": true,
}

// notInBotocore are operations of the Go SDK that botocore does not model.
var notInBotocore = map[string]bool{}
