module github.com/awsessentials/essentials/resources

go 1.26

require (
	github.com/aws/aws-sdk-go-v2 v1.48.0
	github.com/aws/smithy-go v1.28.9
	github.com/awsessentials/essentials v0.0.0
)

replace github.com/awsessentials/essentials => ../
