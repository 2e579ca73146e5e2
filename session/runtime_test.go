package session

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRuntimeIsToldByItsSigns(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   map[string]string
		files map[string]string
		want  Platform
	}{
		{"nothing", nil, nil, Laptop},
		{"Lambda", map[string]string{"AWS_LAMBDA_FUNCTION_NAME": "f"}, nil, Lambda},
		{"Lambda by its execution environment", map[string]string{"AWS_EXECUTION_ENV": "AWS_Lambda_provided.al2023"}, nil, Lambda},
		{"a build", map[string]string{"CODEBUILD_BUILD_ID": "p:1", "CI": "true"}, nil, CodeBuild},
		{"GitHub", map[string]string{"GITHUB_ACTIONS": "true", "CI": "true"}, nil, CI},
		{"CI switched off", map[string]string{"CI": "false"}, nil, Laptop},
		{"ECS", map[string]string{"ECS_CONTAINER_METADATA_URI_V4": "http://169.254.170.2/v4"}, nil, ECS},
		{"Fargate", map[string]string{"AWS_EXECUTION_ENV": "AWS_ECS_FARGATE"}, nil, ECS},
		{"EKS with a role for its service account", map[string]string{"KUBERNETES_SERVICE_HOST": "x", "AWS_WEB_IDENTITY_TOKEN_FILE": "y"}, nil, EKS},
		{"EKS with pod identity", map[string]string{"KUBERNETES_SERVICE_HOST": "x", "AWS_CONTAINER_CREDENTIALS_FULL_URI": "y"}, nil, EKS},
		{"another Kubernetes", map[string]string{"KUBERNETES_SERVICE_HOST": "x"}, nil, Laptop},
		{"EC2", nil, map[string]string{"/sys/class/dmi/id/sys_vendor": "Amazon EC2\n"}, EC2},
		{"EC2 on Xen", nil, map[string]string{"/sys/hypervisor/uuid": "ec2e1916-9099\n"}, EC2},
		{"a machine of another maker", nil, map[string]string{"/sys/class/dmi/id/sys_vendor": "LENOVO\n"}, Laptop},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := detectRuntime(func(name string) string { return test.env[name] }, func() string {
				return machineSign(func(path string) ([]byte, error) {
					if text, ok := test.files[path]; ok {
						return []byte(text), nil
					}
					return nil, errors.New("no such file")
				})
			})
			assert.Equal(t, test.want, got.Platform)
			assert.NotEmpty(t, got.Sign)
		})
	}
}

func TestRegionsAndTheirPartitions(t *testing.T) {
	for region, want := range map[string]string{
		"eu-west-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "us-iso-east-1": "aws-iso", "us-isob-east-1": "aws-iso-b",
		"eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f", "eusc-de-east-1": "aws-eusc", "ap-southeast-9": "aws",
		"aws-global": "aws", "aws-cn-global": "aws-cn", "fips-us-gov-west-1": "aws-us-gov", "us-east-1-fips": "aws",
	} {
		p, err := PartitionOf(region)
		require.NoError(t, err, region)
		assert.Equal(t, want, p.ID, region)
	}
	for _, region := range []string{"", "us-east", "us-eats-1", "us-east-0", "us-east-1a", "US-EAST-1", "eu west 1", "xx-east-1", "us-gov-east", "us-east-1-", "mars-north-1"} {
		_, err := PartitionOf(region)
		assert.Error(t, err, region)
	}
	for _, r := range knownRegions() {
		_, err := PartitionOf(r)
		assert.NoError(t, err, r)
	}
}

func TestRegionsByPattern(t *testing.T) {
	us, err := Regions("us-*-?")
	require.NoError(t, err)
	assert.Equal(t, []string{"us-east-1", "us-east-2", "us-west-1", "us-west-2"}, us, "of one partition")
	all, err := Regions()
	require.NoError(t, err)
	assert.NotContains(t, all, "us-gov-east-1")
	assert.Contains(t, all, "mx-central-1")
	_, err = Regions("eu-*", "sn-*")
	require.ErrorIs(t, err, ErrUnknownRegion)
	for region, optIn := range map[string]bool{"eu-west-1": false, "eu-south-2": true, "xx-west-1": false, "eu-west-9": true, "us-gov-west-1": false} {
		assert.Equal(t, optIn, OptIn(region), region)
	}
	some, err := MatchRegions([]string{"b-1", "a-1", "c-1"}, "[bc]-*")
	require.NoError(t, err)
	assert.Equal(t, []string{"b-1", "c-1"}, some)
}
