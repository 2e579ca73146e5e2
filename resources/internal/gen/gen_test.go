package gen

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files")

const toy = "testdata/toy"

func toyConfig(t *testing.T) Config {
	model, err := os.ReadFile(filepath.Join(toy, "model.json"))
	require.NoError(t, err)
	return Config{
		Model: model, Dir: ".", SDK: "github.com/aws/aws-sdk-go-v2/service/sqs",
		Package: "toy", Entry: "Toy", About: "a toy",
	}
}

func TestToyModel(t *testing.T) {
	result, err := Generate(toyConfig(t))
	require.NoError(t, err)
	for name, got := range result.Files {
		golden := filepath.Join(toy, name+".golden")
		if *update {
			require.NoError(t, os.WriteFile(golden, got, 0o644))
			continue
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err, "run go test -update")
		assert.Equal(t, string(want), string(got), name)
	}
	goldens, err := filepath.Glob(filepath.Join(toy, "*.golden"))
	require.NoError(t, err)
	assert.Len(t, goldens, len(result.Files))
	assert.Contains(t, result.Facts, Fact{"Queue", "action", "Purge", "(*Queue).Purge", "PurgeQueue"})
}

func TestWhatDoesNotResolveFails(t *testing.T) {
	for _, row := range []struct{ old, replaced, want string }{
		{`"operation": "PurgeQueue"`, `"operation": "PurgeQueues"`, "Queue.Purge: sqs.Client has no operation PurgeQueues"},
		{`"path": "QueueUrls[]"`, `"path": "QueueURLs[]"`, "has no field QueueURLs"},
		{`"path": "QueueUrls[]"`, `"path": "QueueUrls[?a]"`, "is no list"},
		{`"path": "Messages[].ReceiptHandle"`, `"path": "Messages[].Handle"`, "has no field Handle"},
		{`"target": "Entries[*].ReceiptHandle"`, `"target": "Entries[*].Handle"`, "has no field Handle"},
		{`"target": "AttributeNames[0]", "source": "string", "value": "All"`, `"target": "AttributeNames[0]", "source": "string", "value": "Alles"`, `has no constant "Alles"`},
		{`"type": "Message"`, `"type": "Letter"`, "there is no resource Letter"},
		{`"shape": "Message"`, `"shape": "Letter"`, "there is no type for the shape Letter"},
		{`{"target": "Url", "source": "identifier", "name": "QueueUrl"}`, `{"target": "Url", "source": "identifier", "name": "Queue"}`, "Message has no identifier Queue"},
		{`{"target": "Url", "source": "identifier", "name": "QueueUrl"}`, ``, "nothing gives the identifier Url"},
		{`"x-limit": 10,`, ``, "needs an x-limit"},
		{`"source": "index"`, `"source": "magic"`, `unknown source "magic"`},
		{`"path": "QueueUrl"}`, `"path": "@"}`, "cannot be an identifier"},
		{`"hasMany"`, `"hasAny"`, "unknown field"},
	} {
		c := toyConfig(t)
		changed := strings.Replace(string(c.Model), row.old, row.replaced, 1)
		require.NotEqual(t, string(c.Model), changed, row.old)
		c.Model = []byte(changed)
		_, err := Generate(c)
		assert.ErrorContains(t, err, row.want, row.replaced)
	}
	c := toyConfig(t)
	c.Entry = "Queue"
	_, err := Generate(c)
	assert.ErrorContains(t, err, "choose another")
}

func TestBotocoresPagesAndWaitersAreChecked(t *testing.T) {
	c := toyConfig(t)
	c.Paginators = []byte(`{"pagination": {"ListQueues": {"input_token": "NextToken", "output_token": "NextToken", "limit_key": "MaxResults"}}}`)
	_, err := Generate(c)
	require.NoError(t, err)
	c.Paginators = []byte(`{"pagination": {"ListQueues": {"input_token": "Marker", "output_token": "Markers[-1].Marker"}}}`)
	_, err = Generate(c)
	assert.ErrorContains(t, err, "ListQueuesInput has no field Marker")
	assert.ErrorContains(t, err, "ListQueuesOutput has no field Markers")
}

func TestOverlays(t *testing.T) {
	c := toyConfig(t)
	c.Overlays = [][]byte{[]byte(`{"resources": {"Message": null, "Queue": {"actions": {"ReceiveMessages": null}}}}`)}
	result, err := Generate(c)
	require.NoError(t, err)
	assert.NotContains(t, result.Files, "message.go")
	assert.NotContains(t, string(result.Files["queue.go"]), "ReceiveMessages")
}

func TestProse(t *testing.T) {
	assert.Equal(t, "internet gateways", plural("internet gateway"))
	assert.Equal(t, "policies", plural("policy"))
	assert.Equal(t, "ids", goVar("Ids"))
	assert.Equal(t, "topicARN", goVar("TopicArn"))
	for name, want := range map[string]string{
		"VpcPeeringConnection": "VPC peering connection", "SAMLProvider": "SAML provider", "NetworkAcls": "network ACLs", "Instance": "instance",
	} {
		assert.Equal(t, want, prose(name))
	}
	for noun, want := range map[string]string{
		"instance": "an instance", "user": "a user", "MFA device": "an MFA device", "VPC": "a VPC", "SAML provider": "a SAML provider", "ACL": "an ACL",
	} {
		assert.Equal(t, want, a(noun))
	}
	for name, want := range map[string]string{
		"Stop": "stops the instance", "AttachVolume": "attaches a volume to the instance", "AssociateWithVpc": "associates the instance with a VPC",
		"SetAsDefault": "sets the instance as the default", "ModifyAttribute": "modifies an attribute of the instance", "CreateTags": "sets tags of the instance",
		"ConsoleOutput": "returns the console output of the instance", "StartQuery": "starts a query of the instance", "GetItem": "reads an item of the instance",
		"CreateSnapshot": "creates a snapshot of the instance", "PutEvents": "writes events to the instance", "Unmonitor": "turns off detailed monitoring of the instance",
	} {
		assert.Equal(t, want, actionSentence(name, "instance"))
	}
}
