package programs

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/awsessentials/essentials/resources/cfnres"
	"github.com/awsessentials/essentials/session"
)

const template = `{"Parameters": {"Env": {"Type": "String"}},
 "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "${AWS::StackName}-${Env}"}}}},
 "Outputs": {"Topic": {"Value": {"Ref": "Topic"}}, "Env": {"Value": {"Ref": "Env"}}}}`

var stacks = []string{"new", "old", "same"}

// BEGIN

// J08 creates or updates stacks and prints their outputs. An error names the
// resources that failed.
func J08(ctx context.Context, sess *session.Session) error {
	for _, name := range stacks {
		stack := cfnres.Open(sess).Stack(name)
		if err := stack.Deploy(ctx, template, cfnres.Parameters(map[string]string{"Env": "prod"})); err != nil {
			return err
		}
		outputs := stack.Outputs()
		for _, key := range slices.Sorted(maps.Keys(outputs)) {
			fmt.Println(name, key, outputs[key])
		}
	}
	return nil
}

// END
