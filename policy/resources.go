package policy

import (
	"cmp"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
)

// call is a call on its way into a document.
type call struct {
	prefix, operation          string
	region, account, partition string
	input                      reflect.Value // a struct, or invalid
}

func newCall(service, operation, region, account string, input any) call {
	partition := "aws"
	switch {
	case strings.HasPrefix(region, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		partition = "aws-us-gov"
	}
	return call{
		prefix: prefixOf(service), operation: operation,
		region: cmp.Or(region, "*"), account: cmp.Or(account, "*"), partition: partition,
		input: reflect.Indirect(reflect.ValueOf(input)),
	}
}

// allowIn adds to a document what the call needs.
func (c call) allowIn(d *Document) {
	actions, ok := renamed[c.prefix+":"+c.operation]
	if !ok {
		actions = []string{c.prefix + ":" + c.operation}
	}
	for _, action := range actions {
		if v, ok := versioned[action]; ok && c.namesVersion() {
			action = v
		}
		resources, why := c.resources(action)
		for _, r := range resources {
			d.allow(action, r, why)
		}
	}
	if source := strings.TrimPrefix(c.text("CopySource"), "/"); c.prefix == "s3" && source != "" {
		bucket, _, _ := strings.Cut(source, "/")
		d.allow("s3:GetObject", c.arnOf(bucket, "arn:P:s3:::%s/*"), "")
	}
	for _, role := range c.roles() {
		d.allow("iam:PassRole", role, "")
	}
}

// naming are the input members that name a resource, and its ARN: P is the
// partition, R the region and A the account. Of a service the first member that
// is set counts. Only operations whose name contains the last word have it.
var naming = []struct{ prefix, member, arn, operations string }{
	{"athena", "WorkGroup", "arn:P:athena:R:A:workgroup/%s", ""},
	{"autoscaling", "AutoScalingGroupName", "arn:P:autoscaling:R:A:autoScalingGroup:*:autoScalingGroupName/%s", ""},
	{"cloudformation", "StackName", "arn:P:cloudformation:R:A:stack/%s/*", ""},
	{"cloudwatch", "AlarmName", "arn:P:cloudwatch:R:A:alarm:%s", ""},
	{"cloudwatch", "AlarmNames", "arn:P:cloudwatch:R:A:alarm:%s", ""},
	{"ec2", "InstanceIds", "arn:P:ec2:R:A:instance/%s", ""},
	{"ec2", "InstanceId", "arn:P:ec2:R:A:instance/%s", ""},
	{"ec2", "VolumeId", "arn:P:ec2:R:A:volume/%s", ""},
	{"ec2", "SnapshotId", "arn:P:ec2:R::snapshot/%s", ""},
	{"ec2", "ImageId", "arn:P:ec2:R::image/%s", "Image"},
	{"ec2", "Resources", "arn:P:ec2:R:*:*/%s", "Tags"},
	{"ecr", "RepositoryName", "arn:P:ecr:R:A:repository/%s", ""},
	{"ecs", "Cluster", "arn:P:ecs:R:A:cluster/%s", "Cluster"},
	{"ecs", "ClusterName", "arn:P:ecs:R:A:cluster/%s", "Cluster"},
	{"ecs", "Clusters", "arn:P:ecs:R:A:cluster/%s", "Cluster"},
	{"events", "Rule", "arn:P:events:R:A:rule/%s", ""},
	{"events", "Name", "arn:P:events:R:A:rule/%s", "Rule"},
	{"glacier", "VaultName", "arn:P:glacier:R:A:vaults/%s", ""},
	{"iam", "RoleName", "arn:P:iam::A:role/%s", ""},
	{"iam", "UserName", "arn:P:iam::A:user/%s", ""},
	{"iam", "GroupName", "arn:P:iam::A:group/%s", ""},
	{"iam", "InstanceProfileName", "arn:P:iam::A:instance-profile/%s", ""},
	{"iam", "PolicyName", "arn:P:iam::A:policy/%s", "Policy"},
	{"kinesis", "StreamName", "arn:P:kinesis:R:A:stream/%s", ""},
	{"kms", "KeyId", "arn:P:kms:R:A:key/%s", ""},
	{"lambda", "FunctionName", "arn:P:lambda:R:A:function:%s", ""},
	{"lambda", "LayerName", "arn:P:lambda:R:A:layer:%s", ""},
	{"lambda", "UUID", "arn:P:lambda:R:A:event-source-mapping:%s", ""},
	{"logs", "LogGroupName", "arn:P:logs:R:A:log-group:%s:*", ""},
	{"logs", "LogGroupNames", "arn:P:logs:R:A:log-group:%s:*", ""},
	{"rds", "DBInstanceIdentifier", "arn:P:rds:R:A:db:%s", ""},
	{"rds", "DBClusterIdentifier", "arn:P:rds:R:A:cluster:%s", ""},
	{"rds", "DBSnapshotIdentifier", "arn:P:rds:R:A:snapshot:%s", ""},
	{"route53", "HostedZoneId", "arn:P:route53:::hostedzone/%s", ""},
	{"route53", "Id", "arn:P:route53:::hostedzone/%s", "HostedZone"},
	{"route53", "Id", "arn:P:route53:::change/%s", "Change"},
	{"scheduler", "Name", "arn:P:scheduler:R:A:schedule/G/%s", "Schedule"},
	{"secretsmanager", "SecretId", "arn:P:secretsmanager:R:A:secret:%s-*", ""},
	{"secretsmanager", "Name", "arn:P:secretsmanager:R:A:secret:%s-*", ""},
	{"sns", "Name", "arn:P:sns:R:A:%s", "Topic"},
	{"sqs", "QueueName", "arn:P:sqs:R:A:%s", ""},
	{"ssm", "Name", "arn:P:ssm:R:A:parameter/%s", "Parameter"},
	{"ssm", "Names", "arn:P:ssm:R:A:parameter/%s", "Parameter"},
	{"ssm", "Path", "arn:P:ssm:R:A:parameter/%s/*", "Parameter"},
	{"sts", "RoleArn", "%s", ""},
	{"states", "Name", "arn:P:states:R:A:stateMachine:%s", "CreateStateMachine"},
}

// resources returns the ARNs that the input names, or "*" and the reason.
func (c call) resources(action string) ([]string, string) {
	if slices.Contains([]string{"ec2", "autoscaling", "elasticloadbalancing"}, c.prefix) && strings.HasPrefix(c.operation, "Describe") {
		return []string{"*"}, "the action knows no resources"
	}
	var arns []string
	switch c.prefix {
	case "s3":
		arns = c.bucket(action)
	case "dynamodb":
		arns = c.tables()
	case "sqs":
		arns = c.queue()
	case "logs":
		if c.operation == "DescribeLogGroups" { // a prefix in the input does not narrow it
			arns = []string{c.arnOf("*", "arn:P:logs:R:A:log-group:%s")}
		}
	}
	if arns == nil {
		arns = c.byName()
	}
	if arns == nil {
		arns = c.byARN()
	}
	if len(arns) == 0 {
		return []string{"*"}, "no member of the input names a resource"
	}
	return arns, ""
}

func (c call) byName() []string {
	for _, n := range naming {
		if n.prefix != c.prefix || !strings.Contains(c.operation, n.operations) {
			continue
		}
		var arns []string
		for _, name := range c.texts(n.member) {
			if strings.HasPrefix(name, "alias/") {
				return nil // the ARN of the key is not known
			}
			arns = append(arns, c.arnOf(name, n.arn))
		}
		if arns != nil {
			return arns
		}
	}
	return nil
}

// byARN returns the ARNs of the same service in the input.
func (c call) byARN() []string {
	if c.input.Kind() != reflect.Struct {
		return nil
	}
	var arns []string
	for i := range c.input.NumField() {
		for _, text := range textsOf(c.input.Field(i)) {
			if parts := strings.SplitN(text, ":", 6); len(parts) == 6 && parts[0] == "arn" && parts[2] == c.prefix {
				arns = append(arns, text)
			}
		}
	}
	return arns
}

// arnOf is the ARN of a name in a pattern of naming; a name that is an ARN is
// taken as it is.
func (c call) arnOf(name, pattern string) string {
	if strings.HasPrefix(name, "arn:") {
		return name
	}
	for _, front := range []string{"/hostedzone/", "/change/", "hostedzone/"} {
		name = strings.TrimPrefix(name, front)
	}
	if c.prefix == "ssm" {
		name = strings.Trim(name, "/")
	}
	pattern = strings.NewReplacer(":P:", ":"+c.partition+":", ":R:", ":"+c.region+":", ":A:", ":"+c.account+":",
		"/G/", "/"+cmp.Or(c.text("GroupName"), "default")+"/").Replace(pattern)
	pattern = strings.ReplaceAll(pattern, ":A:", ":"+c.account+":") // behind R they share a colon
	if bus := c.text("EventBusName"); bus != "" && bus != "default" && c.prefix == "events" {
		name = bus[strings.LastIndex(bus, "/")+1:] + "/" + name
	}
	return fmt.Sprintf(pattern, name)
}

// bucket is the bucket, or all of its objects: keys change from run to run.
func (c call) bucket(action string) []string {
	name := c.text("Bucket")
	switch {
	case name == "":
		return nil
	case strings.Contains(action, "Object") && !strings.Contains(action, "Bucket"),
		action == "s3:AbortMultipartUpload", action == "s3:ListMultipartUploadParts":
		return []string{c.arnOf(name, "arn:P:s3:::%s/*")}
	}
	return []string{c.arnOf(name, "arn:P:s3:::%s")}
}

// tables are the tables in the input, in batches and transactions too, and the
// index of a query.
func (c call) tables() []string {
	names := c.texts("TableName")
	for _, member := range []string{"RequestItems", "TransactItems"} {
		names = append(names, tableNames(c.field(member))...)
	}
	slices.Sort(names)
	var arns []string
	for _, name := range slices.Compact(names) {
		arn := c.arnOf(name, "arn:P:dynamodb:R:A:table/%s")
		if index := c.text("IndexName"); index != "" {
			arn += "/index/" + index
		}
		arns = append(arns, arn)
	}
	return arns
}

// tableNames are the keys of RequestItems, and TableName wherever it is in
// TransactItems.
func tableNames(v reflect.Value) []string {
	v = reflect.Indirect(v)
	var names []string
	switch v.Kind() {
	case reflect.Map:
		for _, key := range v.MapKeys() {
			names = append(names, key.String())
		}
	case reflect.Slice:
		for i := range v.Len() {
			names = append(names, tableNames(v.Index(i))...)
		}
	case reflect.Struct:
		if f := v.FieldByName("TableName"); f.IsValid() {
			return textsOf(f)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Field(i).Kind() == reflect.Pointer {
				names = append(names, tableNames(v.Field(i))...)
			}
		}
	}
	return names
}

// queue is the queue of a URL, https://sqs.eu-west-1.amazonaws.com/111122223333/jobs.
func (c call) queue() []string {
	u, err := url.Parse(c.text("QueueUrl"))
	if err != nil {
		return nil
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) != 2 {
		return nil
	}
	c.account = parts[0]
	return []string{c.arnOf(parts[1], "arn:P:sqs:R:A:%s")}
}

// roles are the roles that the call hands to a service, which needs
// iam:PassRole.
func (c call) roles() []string {
	if c.prefix == "iam" || c.prefix == "sts" || !slices.ContainsFunc([]string{"Create", "Update", "Put", "Register", "Run", "Modify", "Start"},
		func(verb string) bool { return strings.HasPrefix(c.operation, verb) }) {
		return nil
	}
	roles := rolesIn(c.input, 3)
	slices.Sort(roles)
	return slices.Compact(roles)
}

func rolesIn(v reflect.Value, depth int) []string {
	v = reflect.Indirect(v)
	var roles []string
	switch {
	case depth == 0:
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() != reflect.Uint8:
		for i := range v.Len() {
			roles = append(roles, rolesIn(v.Index(i), depth)...)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !f.IsExported():
			case strings.HasSuffix(f.Name, "Role") || strings.HasSuffix(strings.ToLower(f.Name), "rolearn"):
				for _, text := range textsOf(v.Field(i)) {
					if strings.Contains(text, ":role/") {
						roles = append(roles, text)
					}
				}
			default:
				roles = append(roles, rolesIn(v.Field(i), depth-1)...)
			}
		}
	}
	return roles
}

// namesVersion reports whether the input is about versions of objects.
func (c call) namesVersion() bool {
	if c.text("VersionId") != "" {
		return true
	}
	objects := reflect.Indirect(c.field("Delete"))
	if objects.Kind() == reflect.Struct {
		objects = objects.FieldByName("Objects")
	}
	if objects.Kind() != reflect.Slice {
		return false
	}
	for i := range objects.Len() {
		if len(textsOf(objects.Index(i).FieldByName("VersionId"))) > 0 {
			return true
		}
	}
	return false
}

func (c call) field(name string) reflect.Value {
	if c.input.Kind() != reflect.Struct {
		return reflect.Value{}
	}
	return c.input.FieldByName(name)
}

func (c call) texts(name string) []string { return textsOf(c.field(name)) }

func (c call) text(name string) string {
	texts := c.texts(name)
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}

// textsOf returns a text, or the texts of a list; empty ones count as none.
func textsOf(v reflect.Value) []string {
	v = reflect.Indirect(v)
	switch {
	case v.Kind() == reflect.String && v.String() != "":
		return []string{v.String()}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		var texts []string
		for i := range v.Len() {
			texts = append(texts, v.Index(i).String())
		}
		return texts
	}
	return nil
}
