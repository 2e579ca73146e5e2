// First prints the running instances without an Owner tag.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/awsessentials/essentials/resources/ec2res"
	"github.com/awsessentials/essentials/session"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	sess, err := session.New(ctx, session.Options{
		Profile: "audit", Region: "eu-west-1",
		AllowedAccounts: []string{"111122223333"}, // never the wrong account
		Writes:          session.ReadOnly,         // and no write by accident
	})
	if err == nil {
		err = untagged(ctx, sess)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "untagged:", err) // one sentence: what is wrong, and what to do
		os.Exit(1)
	}
}

func untagged(ctx context.Context, sess *session.Session) error {
	running := ec2res.Open(sess).Instances(ec2res.Filter("instance-state-name", "running"))
	return running.Filter(func(i *ec2res.Instance) bool { return i.Tag("Owner") == "" }).
		Do(ctx, func(i *ec2res.Instance) error {
			_, err := fmt.Println(i.ID, i.Data.InstanceType, i.Tag("Name"))
			return err
		})
}
