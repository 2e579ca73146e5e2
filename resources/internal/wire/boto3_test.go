package wire

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/dynamores"
	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/resources/iamres"
	"github.com/awsessentials/essentials/resources/internal/gen"
	"github.com/awsessentials/essentials/resources/s3res"
	"github.com/awsessentials/essentials/resources/sqsres"
)

// TestTheSameStoryAsBoto3 tells one story with boto3 and with this library on
// the same server, and compares what both see.
func TestTheSameStoryAsBoto3(t *testing.T) {
	if _, err := gen.Boto3(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	server := moto.Start(t)
	cmd := exec.Command("python3", "testdata/story.py", server.URL, "python")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	var boto3 map[string]any
	require.NoError(t, json.Unmarshal(out, &boto3))

	facts := tell(t, config{aws.Config{
		Region: "us-east-1", BaseEndpoint: aws.String(server.URL), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	}}, "golang")
	text, err := json.Marshal(facts)
	require.NoError(t, err)
	var ours map[string]any
	require.NoError(t, json.Unmarshal(text, &ours))
	assert.Equal(t, boto3, ours)
}

// tell is testdata/story.py in Go.
func tell(t *testing.T, sess config, name string) map[string]any {
	ctx := t.Context()
	facts := map[string]any{}

	ec2s := ec2res.Open(sess)
	vpc, err := ec2s.CreateVpc(ctx, func(in *ec2.CreateVpcInput) { in.CidrBlock = aws.String("10.1.0.0/16") })
	require.NoError(t, err)
	require.NoError(t, vpc.WaitUntilAvailable(ctx, soon))
	subnet, err := vpc.CreateSubnet(ctx, func(in *ec2.CreateSubnetInput) { in.CidrBlock = aws.String("10.1.1.0/24") })
	require.NoError(t, err)
	image, _, err := ec2s.Images().First(ctx)
	require.NoError(t, err)
	instances, err := subnet.CreateInstances(ctx, 5, 5, func(in *ec2.RunInstancesInput) { in.ImageId = &image.ID })
	require.NoError(t, err)
	for _, i := range instances[:2] {
		_, err := i.CreateTags(ctx, ec2res.TagList(map[string]string{"Owner": "me"}))
		require.NoError(t, err)
	}
	_, err = vpc.Instances(ec2res.Filter("instance-state-name", "running")).
		Filter(func(i *ec2res.Instance) bool { return i.Tag("Owner") == "" }).Stop(ctx)
	require.NoError(t, err)
	states := func() (all []string) {
		require.NoError(t, vpc.Instances().Do(ctx, func(i *ec2res.Instance) error {
			all = append(all, string(i.Data.State.Name))
			return nil
		}))
		slices.Sort(all)
		return all
	}
	facts["states"] = states()
	first := ec2s.Instance(instances[0].ID)
	require.NoError(t, first.Load(ctx))
	of := first.Vpc()
	require.NoError(t, of.Load(ctx))
	facts["cidr of the instance's vpc"] = of.Data.CidrBlock
	var cidrs, groups []string
	require.NoError(t, vpc.Subnets().Do(ctx, func(s *ec2res.Subnet) error { cidrs = append(cidrs, *s.Data.CidrBlock); return nil }))
	facts["subnets"] = cidrs
	limited, err := vpc.Instances().Limit(3).Count(ctx)
	require.NoError(t, err)
	facts["limited"] = limited
	require.NoError(t, vpc.SecurityGroups().Do(ctx, func(g *ec2res.SecurityGroup) error { groups = append(groups, *g.Data.GroupName); return nil }))
	facts["group"] = groups
	_, err = vpc.Instances().Terminate(ctx)
	require.NoError(t, err)
	facts["after"] = slices.Compact(states())

	bucket, err := s3res.Open(sess, s3res.PathStyle).CreateBucket(ctx, name)
	require.NoError(t, err)
	_, err = bucket.Versioning().Enable(ctx)
	require.NoError(t, err)
	for _, k := range []string{"old/a", "old/b", "new/c"} {
		require.NoError(t, bucket.Object(k).Write(ctx, []byte(k)))
	}
	_, err = bucket.Object("old/b").Delete(ctx)
	require.NoError(t, err)
	var objects [][]any
	require.NoError(t, bucket.Objects("").Do(ctx, func(o *s3res.Object) error {
		objects = append(objects, []any{o.Key, *o.Data.Size})
		return nil
	}))
	facts["objects"] = objects
	keys := func(prefix string) (all []string) {
		require.NoError(t, bucket.ObjectVersions(prefix).Do(ctx, func(v *s3res.ObjectVersion) error { all = append(all, v.ObjectKey); return nil }))
		slices.Sort(all)
		return all
	}
	facts["versions"] = keys("old/")
	_, err = bucket.ObjectVersions("old/").Delete(ctx)
	require.NoError(t, err)
	facts["left"] = keys("")
	object := bucket.Object("new/c")
	require.NoError(t, object.Load(ctx))
	facts["length"] = object.Data.Size
	versioning := bucket.Versioning()
	require.NoError(t, versioning.Load(ctx))
	facts["status"] = versioning.Data.Status

	queue, err := sqsres.Open(sess).CreateQueue(ctx, name)
	require.NoError(t, err)
	_, err = queue.SendAll(ctx, sqsres.Text("m0", "m1", "m2", "m3", "m4"))
	require.NoError(t, err)
	var bodies []string
	for m, err := range queue.Messages(ctx, sqsres.ReceiveOptions{Wait: 1e9}) {
		require.NoError(t, err)
		bodies = append(bodies, m.Body())
		m.Delete()
	}
	slices.Sort(bodies)
	facts["messages"] = bodies

	iams := iamres.Open(sess)
	user, err := iams.CreateUser(ctx, name)
	require.NoError(t, err)
	group, err := iams.CreateGroup(ctx, name)
	require.NoError(t, err)
	_, err = group.AddUser(ctx, user.Name)
	require.NoError(t, err)
	var users, ofUser []bool
	require.NoError(t, group.Users().Do(ctx, func(u *iamres.User) error { users = append(users, u.Identity() == user.Identity()); return nil }))
	require.NoError(t, user.Groups().Do(ctx, func(g *iamres.Group) error { ofUser = append(ofUser, g.Identity() == group.Identity()); return nil }))
	facts["users"], facts["groups"] = users, ofUser

	table, err := dynamores.Open(sess).CreateTable(ctx, name, func(in *dynamodb.CreateTableInput) {
		in.AttributeDefinitions = []dynamotypes.AttributeDefinition{{AttributeName: aws.String("id"), AttributeType: dynamotypes.ScalarAttributeTypeS}}
		in.KeySchema = []dynamotypes.KeySchemaElement{{AttributeName: aws.String("id"), KeyType: dynamotypes.KeyTypeHash}}
		in.BillingMode = dynamotypes.BillingModePayPerRequest
	})
	require.NoError(t, err)
	require.NoError(t, table.WaitUntilExists(ctx, soon))
	type item struct {
		ID string `dynamodbav:"id"`
		N  int    `dynamodbav:"n"`
	}
	var items []item
	for i := range 60 {
		items = append(items, item{string(rune('A' + i)), i})
	}
	items[7].ID = "7"
	_, err = table.PutAll(ctx, items)
	require.NoError(t, err)
	count, err := dynamores.Scan[item](table).Count(ctx)
	require.NoError(t, err)
	facts["items"] = count
	seventh, _, err := dynamores.Get[item](ctx, table, dynamores.Key{"id": "7"})
	require.NoError(t, err)
	facts["item"] = seventh.N
	facts["table"] = table.Data.TableStatus
	return facts
}
