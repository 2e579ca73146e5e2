package wire_test

import (
	"context"
	"fmt"
	"log"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/awsessentials/essentials/wire"
)

// The same client with the same types, read by the faster decoder.
func ExampleFast() {
	cfg := aws.Config{Region: "eu-west-1", Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}
	cfg.HTTPClient = answering{status: http.StatusOK, body: []byte(
		`<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`)}

	client := sts.NewFromConfig(cfg, func(o *sts.Options) { o.Protocol = wire.Fast(o.Protocol) })
	out, err := client.GetCallerIdentity(context.TODO(), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*out.Account)
	// Output: 111122223333
}
