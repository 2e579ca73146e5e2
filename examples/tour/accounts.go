package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/awsessentials/essentials/session"
)

func (t *tour) whoAmI(ctx context.Context) error {
	t.begin("identity", "Who am I, and where do I run?", "sess, err := "+t.opening()+"\nwho, err := sess.Identity(ctx)")
	who, err := t.home.Identity(ctx)
	if err != nil {
		return err
	}
	place := t.home.Runtime()
	t.fact("account", who.Account, who.Account)
	t.fact("as", who.ARN, who.ARN)
	t.fact("runs on", string(place.Platform), fmt.Sprintf("%s (%s)", place.Platform, place.Sign))
	t.fact("region", t.home.Region(), t.home.Region())
	return nil
}

// opening is the call that opened the session.
func (t *tour) opening() string {
	switch {
	case t.endpoint != "":
		return "session.New(ctx, session.Options{Endpoint: url})"
	case t.profile != "":
		return fmt.Sprintf("session.New(ctx, session.Options{Profile: %q})", t.profile)
	}
	return "session.FromConfig(ctx, cloud.Config(), session.Options{})"
}

func (t *tour) anotherAccount(ctx context.Context) error {
	t.begin("role", "A role in another account", `logs, err := sess.Assume(ctx, session.Role{ARN: "`+shorten(t.roleARN())+`"})`)
	arn := t.roleARN()
	if arn == "" {
		t.logs = t.home
		t.skip("name one with -role")
		return nil
	}
	logs, err := t.home.Assume(ctx, session.Role{ARN: arn})
	if err != nil {
		return err
	}
	who, err := logs.Identity(ctx)
	if err != nil {
		return err
	}
	t.logs = logs
	t.fact("account", who.Account, who.Account)
	t.fact("as", who.ARN, who.ARN)
	t.page.say("Its clients share one set of credentials, renewed before they expire.")
	return nil
}

// roleARN is the role to assume; none in a real account, unless one is named.
func (t *tour) roleARN() string {
	if t.role != "" || t.profile != "" {
		return t.role
	}
	return logsRole
}

// shorten keeps a line of code within the page.
func shorten(arn string) string {
	if _, name, ok := strings.Cut(arn, ":role/"); ok {
		return "arn:…:role/" + name
	}
	return "arn:…"
}
