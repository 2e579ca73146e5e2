// Crossaccount is a Lambda function that looks into many accounts once a day
// and finds those whose root user is not safe: it has access keys, or no MFA.
//
// It assumes the role ROLE in each of ACCOUNTS (ids with a comma between), and
// publishes a summary to the SNS topic TOPIC_ARN. Thousands of accounts are for the
// state machine beside it, of which this function does one item: DISTRIBUTED.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/orgs"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// reserve is kept free before the deadline, to publish what was found. Accounts
// that there was no time for are reported too.
const reserve = 5 * time.Second

// An auditor knows where to look and whom to tell.
type auditor struct {
	sess     *session.Session
	accounts []string
	role     string
	topic    *notify.Topic
}

func main() {
	slog.SetDefault(lambdacontext.NewLogger())
	accounts := ids(os.Getenv("ACCOUNTS")) // the state machine names them itself
	role := setting("ROLE", "the name of the role to assume in each account")
	topic := topicARN("TOPIC_ARN", "the topic for the summary")
	sess, err := session.FromEnv(context.Background())
	if err != nil {
		fatal(err)
	}
	a := auditor{
		sess:     sess,
		accounts: accounts,
		role:     role,
		topic:    notify.NewTopic(session.Client(sess, sns.NewFromConfig), topic, notify.TopicOptions{}),
	}
	alerting := alert.OnFailure(a.topic, a.handle, alert.Options{RequestID: requestID})
	lambda.StartHandlerFunc(func(ctx context.Context, ev event) (any, error) {
		if ev.Account != "" || ev.List {
			return a.handle(ctx, ev) // the state machine reports failures, not each item
		}
		return alerting(ctx, ev)
	})
}

// findings are the answer. Each account is in exactly one of Counted, Failed and
// NotStarted.
type findings struct {
	Counted    int      `json:"counted"`
	Users      int      `json:"users"`
	RootKeys   []string `json:"rootKeys"`
	RootNoMFA  []string `json:"rootNoMFA"`
	Failed     []string `json:"failed"`
	NotStarted []string `json:"notStarted"`
}

// An event says what to do: to look into all accounts, when a schedule calls, or
// into one, as an item of a state machine's Map, or to list those of the
// organization, for that Map.
type event struct {
	Source  string `json:"source"`
	Account string `json:"account"`
	List    bool   `json:"list"`
}

func (a auditor) handle(ctx context.Context, ev event) (any, error) {
	switch {
	case ev.Account != "":
		return a.one(ctx, ev.Account)
	case ev.List:
		return a.list(ctx)
	case ev.Source == "aws.scheduler" || ev.Source == "aws.events":
		return a.all(ctx)
	}
	return nil, awserr.Invalid("crossaccount", "event", nil, `it is not a schedule's: want that, {"account": ID} or {"list": true}`)
}

// all looks into each account and publishes what was found. Accounts that failed
// do not fail the invocation, since to try again would not open them; when not one
// could be counted, it does.
func (a auditor) all(ctx context.Context) (findings, error) {
	began := time.Now()
	if len(a.accounts) == 0 {
		return findings{}, errors.New("the environment variable ACCOUNTS is not set: it is the accounts to look into, with a comma between")
	}
	targets := across.Targets(a.accounts, nil, a.sess.RoleIn(a.role))

	var f findings
	var first error
	for r := range across.Run(ctx, a.sess, targets, look, across.Options{Concurrency: 20, Reserve: reserve, Ordered: true}) {
		account := r.Target.Account
		if r.Err != nil && first == nil {
			first = r.Err
		}
		switch r.State {
		case across.Done:
			f.Counted++
			f.Users += r.Value.Users
			if r.Value.RootKeys {
				f.RootKeys = append(f.RootKeys, account)
			}
			if !r.Value.RootMFA {
				f.RootNoMFA = append(f.RootNoMFA, account)
			}
		case across.NotStarted: // told in the summary, and not line by line
			f.NotStarted = append(f.NotStarted, account)
		default:
			f.Failed = append(f.Failed, account)
			slog.ErrorContext(ctx, "account not counted", "account", account, "state", r.State, "error", r.Err)
		}
	}
	if f.Counted == 0 {
		return f, fmt.Errorf("not one of %d accounts was counted, the first for: %w", len(targets), first)
	}
	return f, a.report(ctx, f, began)
}

// A finding is what one account has to say.
type finding struct {
	Account  string `json:"account"`
	Users    int    `json:"users"`
	RootKeys bool   `json:"rootKeys"`
	RootMFA  bool   `json:"rootMFA"`
}

// one looks into one account. It only reads, so that an item may be tried again.
// Its errors are as they are, since the state machine matches their types: an
// account that cannot be entered is an AssumeError.
func (a auditor) one(ctx context.Context, account string) (finding, error) {
	target := session.Target{Account: account, Role: a.sess.Role(account, a.role)}
	there, err := a.sess.Enter(ctx, target)
	if err != nil {
		if e, ok := errors.AsType[*session.AssumeError](err); ok {
			return finding{}, e
		}
		return finding{}, err
	}
	return look(ctx, there, target)
}

// look is done in each account, by a session that is there.
func look(ctx context.Context, sess *session.Session, t session.Target) (finding, error) {
	out, err := session.Client(sess, iam.NewFromConfig).GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		return finding{}, err
	}
	return finding{
		Account:  t.Account,
		Users:    int(out.SummaryMap["Users"]),
		RootKeys: out.SummaryMap["AccountAccessKeysPresent"] > 0,
		RootMFA:  out.SummaryMap["AccountMFAEnabled"] > 0,
	}, nil
}

// A listing is the active accounts of the organization.
type listing struct {
	Accounts []string `json:"accounts"`
}

func (a auditor) list(ctx context.Context) (listing, error) {
	var l listing
	for account, err := range orgs.Accounts(ctx, a.sess, orgs.Query{}) {
		if err != nil {
			return listing{}, err
		}
		l.Accounts = append(l.Accounts, aws.ToString(account.Id))
	}
	return l, nil
}

// ids splits a list of accounts. Blanks and doubles are dropped: an account that is
// written twice is one account.
func ids(text string) (accounts []string) {
	for _, id := range strings.Split(text, ",") {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(accounts, id) {
			accounts = append(accounts, id)
		}
	}
	return accounts
}

func (a auditor) report(ctx context.Context, f findings, began time.Time) error {
	s := alert.Summary{Job: "root user audit", Started: began}
	list := func(name string, accounts []string) {
		if len(accounts) > 0 {
			s.Add(name, strings.Join(accounts, " "))
		}
	}
	s.Add("accounts", f.Counted)
	s.Add("users", f.Users)
	list("root has keys", f.RootKeys)
	list("root without MFA", f.RootNoMFA)
	list("failed", f.Failed)
	list("no time for", f.NotStarted)
	_, err := a.topic.Publish(ctx, s.Message())
	return err
}
