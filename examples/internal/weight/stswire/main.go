// Command stswire is the command sts with wire.Fast.
package main

import (
	"context"
	"fmt"
	"log"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/awsessentials/essentials/wire"
)

func main() {
	cfg, err := config.LoadDefaultConfig(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	client := sts.NewFromConfig(cfg, func(o *sts.Options) { o.Protocol = wire.Fast(o.Protocol) })
	out, err := client.GetCallerIdentity(context.Background(), nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*out.Account)
}
