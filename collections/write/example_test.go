package write_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
)

// platforms is a small cloud with three platform applications, over two pages.
func platforms() collections.Collection[types.PlatformApplication] {
	cloud := awstest.New(nil)
	awstest.Pages[sns.ListPlatformApplicationsInput](cloud,
		&sns.ListPlatformApplicationsOutput{PlatformApplications: []types.PlatformApplication{
			{PlatformApplicationArn: aws.String("app/GCM/shop"), Attributes: map[string]string{"Enabled": "true"}},
			{PlatformApplicationArn: aws.String("app/APNS/店舗"), Attributes: map[string]string{"Enabled": "true"}},
		}},
		&sns.ListPlatformApplicationsOutput{PlatformApplications: []types.PlatformApplication{
			{PlatformApplicationArn: aws.String("app/ADM/=shop"), Attributes: map[string]string{"Enabled": "false"}},
		}})
	client := sns.NewFromConfig(cloud.Config())
	return collections.From(client.ListPlatformApplications, nil,
		func(out *sns.ListPlatformApplicationsOutput) []types.PlatformApplication {
			return out.PlatformApplications
		}).Collection
}

var (
	arn     = write.Col("Application", func(a types.PlatformApplication) *string { return a.PlatformApplicationArn })
	enabled = write.Col("Enabled", func(a types.PlatformApplication) string { return a.Attributes["Enabled"] })
)

func ExampleTable() {
	_, err := write.Table(os.Stdout, platforms().All(context.Background()), write.TableOptions{}, arn, enabled)
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// Application    Enabled
	// app/GCM/shop   true
	// app/APNS/店舗  true
	// app/ADM/=shop  false
}

func ExampleCSV() {
	var file strings.Builder
	rows, err := write.CSV(&file, platforms().All(context.Background()), write.CSVOptions{},
		write.Col("Name", func(a types.PlatformApplication) string { return path.Base(*a.PlatformApplicationArn) }), enabled)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(strings.ReplaceAll(file.String(), "\r\n", "\n"))
	fmt.Println(rows, "rows")
	// Output:
	// Name,Enabled
	// shop,true
	// 店舗,true
	// '=shop,false
	// 3 rows
}

func ExampleJSONLines() {
	attributes := collections.Map(platforms(), func(a types.PlatformApplication) map[string]string { return a.Attributes })
	if _, err := write.JSONLines(os.Stdout, attributes.Limit(2).All(context.Background())); err != nil {
		log.Fatal(err)
	}
	// Output:
	// {"Enabled":"true"}
	// {"Enabled":"true"}
}

func ExampleJSON() {
	type topic struct{ Name string }
	if _, err := write.JSON(os.Stdout, collections.Of(topic{"a"}, topic{"b"}).All(context.Background())); err != nil {
		log.Fatal(err)
	}
	// Output:
	// [
	// {"Name":"a"},
	// {"Name":"b"}
	// ]
}
