package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/examples/internal/templates"
	"github.com/awsessentials/essentials/notify"
)

func TestTheTemplateAllowsWhatIsCalled(t *testing.T) {
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`[{"id":"i-1","title":"Disk full","text":"It is."}]`))
	}))
	defer feed.Close()
	at, err := url.Parse(feed.URL)
	require.NoError(t, err)

	const incidents, alerts = "arn:aws:sns:us-east-1:123456789012:incidents", "arn:aws:sns:us-east-1:123456789012:alerts"
	cloud := awstest.New(t)
	awstest.Return[sns.PublishBatchInput](cloud, &sns.PublishBatchOutput{
		Successful: []types.PublishBatchResultEntry{{Id: aws.String("0"), MessageId: aws.String("m-1")}},
	})
	awstest.Return[sns.PublishInput](cloud, &sns.PublishOutput{MessageId: aws.String("m-2")})
	client := sns.NewFromConfig(cloud.Config())
	p := publisher{
		feed:      at,
		incidents: notify.NewTopic(client, incidents, notify.TopicOptions{}),
		alerts:    notify.NewTopic(client, alerts, notify.TopicOptions{}),
	}
	_, err = p.handle(t.Context(), []byte(`{}`))
	require.NoError(t, err)

	templates.Check(t, cloud.Policy(), templates.Policy(t, "template.yaml", map[string]string{"Incidents": incidents, "Topic": alerts}))
}
