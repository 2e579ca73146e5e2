package lambdares

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/resources"
)

// FunctionError reports that a function was invoked and failed: by an error of
// its own, a timeout or a crash. Type, Message and Payload come from the
// function; Error quotes and bounds them.
type FunctionError struct {
	Function resources.Identity
	Kind     string // "Unhandled", or "Handled" by older runtimes
	Type     string // such as "ValueError" or "Sandbox.Timedout", or ""
	Message  string
	Payload  []byte // the whole answer, with the stack trace if there is one
}

// Error returns the function, the type and the message, or else the payload.
func (e *FunctionError) Error() string {
	text := fmt.Sprintf("lambda.Invoke: %v: the function failed", e.Function)
	if e.Type != "" {
		text += ": " + quote(e.Type)
	}
	if e.Message != "" {
		return text + ": " + quote(e.Message)
	}
	if e.Type == "" {
		return text + ": " + quote(string(e.Payload))
	}
	return text
}

func quote(s string) string {
	if len(s) > 300 {
		s = strings.ToValidUTF8(s[:300], "") + "..."
	}
	return fmt.Sprintf("%q", s)
}

// InvokeJSON invokes the function (Invoke) with in as JSON, and decodes the
// answer into the value that out points to. A nil in sends no payload; a nil out
// ignores the answer. A function that fails is a [*FunctionError]. Lambda takes
// and answers at most 6 MB.
//
// The SDK sends a request again that failed on its way, so a function may run
// more than once, and gives up an answer that takes longer than its HTTP client
// waits.
func (f *Function) InvokeJSON(ctx context.Context, in, out any, changes ...func(*lambda.InvokeInput)) error {
	return invokeJSON(ctx, f, in, out, changes)
}

// InvokeJSON invokes the version of the function that the alias names, as
// [Function.InvokeJSON] does.
func (a *Alias) InvokeJSON(ctx context.Context, in, out any, changes ...func(*lambda.InvokeInput)) error {
	return invokeJSON(ctx, a, in, out, changes)
}

// InvokeJSON invokes the version of the function, as [Function.InvokeJSON] does.
func (v *Version) InvokeJSON(ctx context.Context, in, out any, changes ...func(*lambda.InvokeInput)) error {
	return invokeJSON(ctx, v, in, out, changes)
}

// invocable is a function, an alias or a version.
type invocable interface {
	check(operation string) error
	Identity() resources.Identity
	Invoke(ctx context.Context, changes ...func(*lambda.InvokeInput)) (*lambda.InvokeOutput, error)
}

func invokeJSON(ctx context.Context, f invocable, in, out any, changes []func(*lambda.InvokeInput)) error {
	if err := f.check("lambda.Invoke"); err != nil {
		return err
	}
	if out != nil {
		if err := resources.CheckTarget("lambda.Invoke", "out", out); err != nil {
			return err
		}
	}
	var payload []byte
	if in != nil {
		var err error
		if payload, err = json.Marshal(in); err != nil {
			return resources.Unencodable("lambda.Invoke", "in", in, err)
		}
	}
	answer, err := f.Invoke(ctx, append([]func(*lambda.InvokeInput){func(i *lambda.InvokeInput) { i.Payload = payload }}, changes...)...)
	if err != nil {
		return err
	}
	if answer.FunctionError != nil {
		failure := &FunctionError{Function: f.Identity(), Kind: *answer.FunctionError, Payload: answer.Payload}
		var told struct{ ErrorType, ErrorMessage string }
		if json.Unmarshal(answer.Payload, &told) == nil {
			failure.Type, failure.Message = told.ErrorType, told.ErrorMessage
		}
		return failure
	}
	if out == nil || len(answer.Payload) == 0 { // an event is answered by nothing
		return nil
	}
	if err := json.Unmarshal(answer.Payload, out); err != nil {
		return fmt.Errorf("%v: %w", f.Identity(), err)
	}
	return nil
}

// Allow lets a principal, such as "events.amazonaws.com" or an account, invoke
// the function on behalf of a source, such as the ARN of a rule
// (AddPermission). It does nothing if the policy has the same statement, and
// returns the service's error if a statement of that ID says something else.
func (f *Function) Allow(ctx context.Context, statementID, principal, sourceARN string, changes ...func(*lambda.AddPermissionInput)) error {
	in := &lambda.AddPermissionInput{}
	remember := func(i *lambda.AddPermissionInput) { in = i }
	source := func(i *lambda.AddPermissionInput) { i.SourceArn = resources.Prefix(sourceARN) }
	all := append(append([]func(*lambda.AddPermissionInput){source}, changes...), remember)
	_, err := f.AddPermission(ctx, statementID, "lambda:InvokeFunction", principal, all...)
	if !awserr.IsAlreadyExists(err) {
		return err
	}
	policy, policyErr := f.Policy(ctx, func(p *lambda.GetPolicyInput) { p.Qualifier = in.Qualifier })
	if policyErr != nil {
		return policyErr
	}
	if allows(aws.ToString(policy.Policy), in) {
		return nil
	}
	return err
}

// allows reports whether a policy has the statement that in asks for.
func allows(policy string, in *lambda.AddPermissionInput) bool {
	var p struct {
		Statement []struct {
			Sid       string
			Action    string
			Principal any
			Condition map[string]map[string]string
		}
	}
	if json.Unmarshal([]byte(policy), &p) != nil {
		return false
	}
	for _, s := range p.Statement {
		if s.Sid != aws.ToString(in.StatementId) {
			continue
		}
		want := map[string]string{}
		for key, value := range map[string]*string{
			"AWS:SourceArn": in.SourceArn, "AWS:SourceAccount": in.SourceAccount, "aws:PrincipalOrgID": in.PrincipalOrgID,
			"lambda:EventSourceToken": in.EventSourceToken, "lambda:FunctionUrlAuthType": resources.Prefix(string(in.FunctionUrlAuthType)),
		} {
			if value != nil {
				want[strings.ToLower(key)] = *value
			}
		}
		for _, keys := range s.Condition {
			for key, value := range keys {
				if want[strings.ToLower(key)] != value {
					return false
				}
				delete(want, strings.ToLower(key))
			}
		}
		return len(want) == 0 && s.Action == aws.ToString(in.Action) && isPrincipal(s.Principal, aws.ToString(in.Principal))
	}
	return false
}

// isPrincipal reports whether what a policy has is the principal asked for:
// Lambda writes an account as the ARN of its root.
func isPrincipal(has any, want string) bool {
	switch has := has.(type) {
	case string:
		return has == want
	case map[string]any:
		for _, value := range has {
			s, _ := value.(string)
			return len(has) == 1 && (s == want || strings.HasSuffix(s, ":iam::"+want+":root"))
		}
	}
	return false
}
