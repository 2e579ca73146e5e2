package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/waiters"
)

// A role is what the function, or who calls it, may do.
type role struct {
	name     string
	service  string            // who may assume it
	policies map[string]string // JSON by name
}

// ensureRole makes the role what it should be and returns its ARN.
func (d *deployer) ensureRole(ctx context.Context, r role) (arn string, err error) {
	trust := document(statement{
		Effect: "Allow", Action: []string{"sts:AssumeRole"},
		Principal: map[string]string{"Service": r.service},
	})
	did := "unchanged"
	out, err := d.iam.GetRole(ctx, &iam.GetRoleInput{RoleName: &r.name})
	switch {
	case awserr.IsNotFound(err):
		var created *iam.CreateRoleOutput
		created, err = d.iam.CreateRole(ctx, &iam.CreateRoleInput{
			RoleName:                 &r.name,
			AssumeRolePolicyDocument: &trust,
			Tags:                     []iamtypes.Tag{{Key: aws.String(tagKey), Value: aws.String(tagValue)}},
		})
		if err != nil {
			return "", err
		}
		did, arn = "created", aws.ToString(created.Role.Arn)
	case err != nil:
		return "", err
	case !ownRole(out.Role):
		return "", fmt.Errorf("the role %s exists and was not made by this program: choose another -name", r.name)
	default:
		arn = aws.ToString(out.Role.Arn)
	}

	// Putting a policy that is there already changes nothing.
	for name, policy := range r.policies {
		if _, err = d.iam.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: &r.name, PolicyName: &name, PolicyDocument: &policy}); err != nil {
			return "", err
		}
	}
	old, err := d.iam.ListRolePolicies(ctx, &iam.ListRolePoliciesInput{RoleName: &r.name})
	if err != nil {
		return "", err
	}
	for _, name := range old.PolicyNames {
		if _, wanted := r.policies[name]; wanted {
			continue
		}
		if _, err := d.iam.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: &r.name, PolicyName: &name}); err != nil {
			return "", err
		}
	}
	d.report("role", r.name, did)
	return arn, nil
}

// removeRole deletes the role with its policies.
func (d *deployer) removeRole(ctx context.Context, name string) error {
	out, err := d.iam.GetRole(ctx, &iam.GetRoleInput{RoleName: &name})
	switch {
	case awserr.IsNotFound(err):
		return nil
	case err != nil:
		return err
	case !ownRole(out.Role):
		return fmt.Errorf("the role %s was not made by this program: it stays", name)
	}
	policies, err := d.iam.ListRolePolicies(ctx, &iam.ListRolePoliciesInput{RoleName: &name})
	if err != nil {
		return err
	}
	for _, policy := range policies.PolicyNames {
		if _, err := d.iam.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: &name, PolicyName: &policy}); err != nil {
			return err
		}
	}
	if _, err := d.iam.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: &name}); err != nil {
		return err
	}
	d.report("role", name, "deleted")
	return nil
}

func ownRole(r *iamtypes.Role) bool {
	for _, t := range r.Tags {
		if aws.ToString(t.Key) == tagKey && aws.ToString(t.Value) == tagValue {
			return true
		}
	}
	return false
}

// A new role is not known everywhere at once: for some seconds Lambda and
// EventBridge Scheduler answer that they cannot assume it. roleSettling makes a
// wait go on over just that answer.
func roleSettling(err error) waiters.Class {
	if awserr.Is(err, "InvalidParameterValueException", "ValidationException") && strings.Contains(awserr.Message(err), "assume") {
		return waiters.Transient
	}
	return waiters.Unclassified
}

type statement struct {
	Effect    string
	Action    []string
	Principal map[string]string `json:",omitempty"`
	Resource  []string          `json:",omitempty"`
}

// document is an IAM policy of one statement.
func document(s statement) string {
	doc, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": []statement{s}})
	if err != nil {
		panic(err) // it is made of strings
	}
	return string(doc)
}
