package notifytest_test

import (
	"context"
	"fmt"

	"github.com/awsessentials/essentials/notify"
	"github.com/awsessentials/essentials/notify/notifytest"
)

// The topic stands in for SNS in the tests of a program that publishes.
func ExampleTopic() {
	greet := func(ctx context.Context, topic *notify.Topic, name string) error {
		_, err := topic.Publish(ctx, notify.Message{Subject: "Welcome", Body: "Hello, " + name + "!"})
		return err
	}

	memory := notifytest.NewTopic("greetings", notifytest.Options{})
	err := greet(context.Background(), notify.NewTopic(memory, memory.ARN(), notify.TopicOptions{}), "Ada")
	fmt.Println(memory.Messages()[0].Message.Body, err)
	// Output:
	// Hello, Ada! <nil>
}
