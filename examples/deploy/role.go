package main

import (
	"context"
	"encoding/json"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/awsessentials/essentials/awserr"
)

// A role is what the function, or who calls it, may do.
type role struct {
	name     string
	service  string            // who may assume it
	policies map[string]string // JSON by name
}

// ensureRole makes the role what it should be and returns its ARN. now is what
// there is, which is ours.
func (d *deployer) ensureRole(ctx context.Context, now *iamtypes.Role, r role) (arn string, err error) {
	trust := document(statement{
		Effect: "Allow", Action: []string{"sts:AssumeRole"},
		Principal: map[string]string{"Service": r.service},
	})
	var changed []string
	if now == nil {
		if now, err = d.createRole(ctx, r.name, trust); err != nil {
			return "", err
		}
		changed = []string{"created"}
	} else if !sameDocument(aws.ToString(now.AssumeRolePolicyDocument), trust) {
		if _, err := d.iam.UpdateAssumeRolePolicy(ctx, &iam.UpdateAssumeRolePolicyInput{RoleName: &r.name, PolicyDocument: &trust}); err != nil {
			return "", err
		}
		changed = append(changed, "trust")
	}
	policies, err := d.ensurePolicies(ctx, r)
	if err != nil {
		return "", err
	}
	d.report("role", r.name, summary(append(changed, policies...)))
	return aws.ToString(now.Arn), nil
}

// summary says what was done to a thing.
func summary(changed []string) string {
	switch {
	case len(changed) == 0:
		return "unchanged"
	case changed[0] == "created":
		return "created"
	}
	return "updated: " + strings.Join(changed, ", ")
}

func (d *deployer) createRole(ctx context.Context, name, trust string) (*iamtypes.Role, error) {
	created, err := d.iam.CreateRole(ctx, &iam.CreateRoleInput{
		RoleName:                 &name,
		AssumeRolePolicyDocument: &trust,
		Tags:                     []iamtypes.Tag{{Key: aws.String(tagKey), Value: aws.String(tagValue)}},
	})
	if awserr.Is(err, "EntityAlreadyExists") {
		// A try whose reply was lost made it, or somebody else did just now.
		now, getErr := d.getRole(ctx, name)
		if getErr == nil && ownRole(now) {
			return now, nil
		}
	}
	if err != nil {
		return nil, err
	}
	return created.Role, nil
}

// ensurePolicies puts the policies that differ, deletes those that are too many,
// and says which.
func (d *deployer) ensurePolicies(ctx context.Context, r role) (changed []string, err error) {
	var names []string
	for p := iam.NewListRolePoliciesPaginator(d.iam, &iam.ListRolePoliciesInput{RoleName: &r.name}); p.HasMorePages(); {
		page, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		names = append(names, page.PolicyNames...)
	}
	for _, name := range slices.Sorted(maps.Keys(r.policies)) {
		want := r.policies[name]
		if slices.Contains(names, name) {
			now, err := d.iam.GetRolePolicy(ctx, &iam.GetRolePolicyInput{RoleName: &r.name, PolicyName: &name})
			if err != nil {
				return nil, err
			}
			if sameDocument(aws.ToString(now.PolicyDocument), want) {
				continue
			}
		}
		if _, err = d.iam.PutRolePolicy(ctx, &iam.PutRolePolicyInput{RoleName: &r.name, PolicyName: &name, PolicyDocument: &want}); err != nil {
			return nil, err
		}
		changed = append(changed, "policy "+name)
	}
	for _, name := range names {
		if _, wanted := r.policies[name]; wanted {
			continue
		}
		if _, err := d.iam.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: &r.name, PolicyName: &name}); err != nil {
			return nil, err
		}
		changed = append(changed, "policy "+name+" deleted")
	}
	return changed, nil
}

// sameDocument reports whether IAM's policy document, which is escaped as in a
// URL, says the same as ours.
func sameDocument(escaped, ours string) bool {
	text, err := url.PathUnescape(escaped)
	if err != nil {
		return false
	}
	var a, b any
	return json.Unmarshal([]byte(text), &a) == nil && json.Unmarshal([]byte(ours), &b) == nil && reflect.DeepEqual(a, b)
}

// removeRole deletes a role of ours with its policies.
func (d *deployer) removeRole(ctx context.Context, r *iamtypes.Role) error {
	if !ownRole(r) {
		return nil
	}
	policies, err := d.iam.ListRolePolicies(ctx, &iam.ListRolePoliciesInput{RoleName: r.RoleName})
	if err != nil {
		return err
	}
	for _, policy := range policies.PolicyNames {
		if _, err := d.iam.DeleteRolePolicy(ctx, &iam.DeleteRolePolicyInput{RoleName: r.RoleName, PolicyName: &policy}); err != nil && !awserr.IsNotFound(err) {
			return err
		}
	}
	if _, err := d.iam.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: r.RoleName}); err != nil && !awserr.IsNotFound(err) {
		return err
	}
	d.report("role", aws.ToString(r.RoleName), "deleted")
	return nil
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
