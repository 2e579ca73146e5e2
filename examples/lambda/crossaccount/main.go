// Crossaccount is a Lambda function that looks into many accounts once a day
// and finds those whose root user is not safe: it has access keys, or no MFA.
//
// It assumes the role ROLE in each of ACCOUNTS (ids with a comma between), and
// publishes a summary to the SNS topic TOPIC_ARN.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sns"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/alert"
	"github.com/awsessentials/essentials/session"
	"github.com/awsessentials/essentials/session/across"
)

// reserve is kept free before the deadline, to publish what was found. Accounts
// that there was no time for are told too.
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
	accounts := strings.Split(setting("ACCOUNTS", "the accounts to look into, with a comma between"), ",")
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
	lambda.StartHandlerFunc(alert.OnFailure(a.topic, a.handle, alert.Options{RequestID: requestID}))
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

// summary is what one account has to say.
type summary struct {
	users             int
	rootKeys, rootMFA bool
}

// handle takes any event: it is called by the clock. Accounts that failed do not
// fail the invocation, since to try again would not open them; when not one could
// be counted, it does.
func (a auditor) handle(ctx context.Context, _ struct{}) (findings, error) {
	began := time.Now()
	targets := across.Targets(a.accounts, nil, a.sess.RoleIn(a.role))

	var f findings
	var errs []error
	for r := range across.Run(ctx, a.sess, targets, look, across.Options{Concurrency: 20, Reserve: reserve, Ordered: true}) {
		account := r.Target.Account
		switch r.State {
		case across.Done:
			f.Counted++
			f.Users += r.Value.users
			if r.Value.rootKeys {
				f.RootKeys = append(f.RootKeys, account)
			}
			if !r.Value.rootMFA {
				f.RootNoMFA = append(f.RootNoMFA, account)
			}
		case across.NotStarted:
			f.NotStarted = append(f.NotStarted, account)
			errs = append(errs, r.Err)
		default:
			f.Failed = append(f.Failed, account)
			errs = append(errs, r.Err)
			slog.Error("account not counted", "account", account, "state", r.State, "error", r.Err)
		}
	}
	if f.Counted == 0 {
		return f, fmt.Errorf("crossaccount: not one of %d accounts was counted: %w", len(targets), errors.Join(errs...))
	}
	return f, a.report(ctx, f, began)
}

// look is done in each account, by a session that is there.
func look(ctx context.Context, sess *session.Session, _ session.Target) (summary, error) {
	out, err := session.Client(sess, iam.NewFromConfig).GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		return summary{}, err
	}
	return summary{
		users:    int(out.SummaryMap["Users"]),
		rootKeys: out.SummaryMap["AccountAccessKeysPresent"] > 0,
		rootMFA:  out.SummaryMap["AccountMFAEnabled"] > 0,
	}, nil
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
