package ssmres_test

import (
	"context"
	"fmt"
	"log"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/awstest"
	"github.com/awsessentials/essentials/resources"
	"github.com/awsessentials/essentials/resources/ssmres"
)

func TestValueIsReadAgainAfterPut(t *testing.T) {
	cloud := awstest.New(t)
	awstest.Return[ssm.GetParameterInput](cloud,
		&ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String("old")}},
		&ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String("new")}})
	awstest.Return[ssm.PutParameterInput](cloud, &ssm.PutParameterOutput{})
	p := ssmres.New(ssm.NewFromConfig(cloud.Config())).Parameter("/app/url")
	for range 2 {
		value, err := p.Value(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "old", value)
	}
	_, err := p.Put(t.Context(), "new", ssmres.Overwrite, ssmres.Type(types.ParameterTypeSecureString))
	require.NoError(t, err)
	value, err := p.Value(t.Context())
	require.NoError(t, err)
	assert.Equal(t, "new", value)
	in := awstest.Calls[ssm.PutParameterInput](cloud)[0]
	assert.True(t, *in.Overwrite)
	assert.Equal(t, types.ParameterTypeSecureString, in.Type)
	assert.True(t, *awstest.Calls[ssm.GetParameterInput](cloud)[0].WithDecryption)
}

// SSM answers without an error, and names those that it did not delete.
func TestDeleteOfAParameterThatIsGone(t *testing.T) {
	cloud := awstest.New(t)
	var listed []types.Parameter
	for n := range 12 {
		listed = append(listed, types.Parameter{Name: aws.String(fmt.Sprint("/app/", n))})
	}
	awstest.Return[ssm.GetParametersByPathInput](cloud, &ssm.GetParametersByPathOutput{Parameters: listed})
	awstest.Return[ssm.DeleteParametersInput](cloud,
		&ssm.DeleteParametersOutput{InvalidParameters: []string{"/app/7"}}, &ssm.DeleteParametersOutput{})
	n, err := ssmres.Open(cloud).Parameters("/app").Delete(t.Context())
	assert.Equal(t, 11, n)
	var failed *resources.ItemError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "ssm.Parameter(/app/7)", failed.Resource.String())
	assert.True(t, awserr.IsNotFound(failed.Err))
	calls := awstest.Calls[ssm.DeleteParametersInput](cloud)
	assert.Equal(t, []int{10, 2}, []int{len(calls[0].Names), len(calls[1].Names)})
}

// holding returns a parameter with a value.
func holding(t *testing.T, value string) *ssmres.Parameter {
	cloud := awstest.New(t)
	awstest.Return[ssm.GetParameterInput](cloud, &ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String(value)}})
	return ssmres.Open(cloud).Parameter("/app/p")
}

func is[T any](t *testing.T, text string, want T) {
	t.Helper()
	got, err := ssmres.Get[T](t.Context(), holding(t, text))
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func isNo[T any](t *testing.T, text string) {
	t.Helper()
	got, err := ssmres.Get[T](t.Context(), holding(t, text))
	require.ErrorContains(t, err, fmt.Sprintf("cannot be decoded into %T", got))
	assert.Zero(t, got)
	assert.NotContains(t, err.Error(), text)
}

func TestGetGivesTypes(t *testing.T) {
	type limits struct{ Max int }
	is(t, "text", "text")
	is(t, "-7", -7)
	is(t, "9007199254740993", int64(9007199254740993))
	is(t, "0.5", 0.5)
	is(t, "true", true)
	is(t, "90s", 90*time.Second)
	is(t, "a,b", []string{"a", "b"})
	is(t, `{"Max": 3}`, limits{3})
	is(t, "2030-01-02T03:04:05Z", time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC))
	isNo[int](t, "hunter2")
	isNo[bool](t, "hunter2")
	isNo[time.Duration](t, "hunter2")
	isNo[time.Time](t, "hunter2")
	isNo[limits](t, `{"Max": 12345678901234567890}`)
	isNo[int64](t, "99999999999999999999")
}

// openSSM returns the resources of a small cloud, in place of ssmres.Open(sess).
func openSSM() *ssmres.SSM {
	cloud := awstest.New(nil)
	awstest.Return[ssm.GetParameterInput](cloud, &ssm.GetParameterOutput{Parameter: &types.Parameter{Value: aws.String("90s")}})
	awstest.Return[ssm.GetParametersByPathInput](cloud, &ssm.GetParametersByPathOutput{Parameters: []types.Parameter{
		{Name: aws.String("/app/url"), Value: aws.String("https://example.com")}, {Name: aws.String("/app/timeout"), Value: aws.String("90s")}}})
	return ssmres.Open(cloud)
}

// A value by its type.
func ExampleGet() {
	timeout, err := ssmres.Get[time.Duration](context.Background(), openSSM().Parameter("/app/timeout"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(timeout)
	// Output: 1m30s
}

// All that a program has to know, in one listing.
func ExampleParameters_Values() {
	values, err := openSSM().Parameters("/app").Values(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(values["/app/url"], values["/app/timeout"])
	// Output: https://example.com 90s
}
