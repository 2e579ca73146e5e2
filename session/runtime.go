package session

import (
	"os"
	"strings"
	"sync"
)

// A Platform is where a program runs.
type Platform string

// The platforms that are distinguished. Laptop is any other: a machine where a
// person started the program.
const (
	Laptop    Platform = "laptop"
	Lambda    Platform = "lambda"
	ECS       Platform = "ecs"
	EKS       Platform = "eks"
	EC2       Platform = "ec2"
	CodeBuild Platform = "codebuild"
	CI        Platform = "ci"
)

// A Runtime is where the program runs, and how that was detected.
type Runtime struct {
	Platform Platform
	Sign     string // such as "AWS_LAMBDA_FUNCTION_NAME is set"
}

// interactive reports whether a person may be there to answer.
func (r Runtime) interactive() bool { return r.Platform != Lambda }

// DetectRuntime looks at the environment variables that AWS and CI systems set,
// and for EC2 at the machine's firmware names. It makes no request. A task of
// Step Functions is detected as the Lambda function or container that runs it.
func DetectRuntime() Runtime {
	return detectRuntime(os.Getenv, machine)
}

// machine returns the sign of an EC2 instance, or "". Tests replace it.
var machine = func() string {
	firmware.Do(func() { firmwareSign = machineSign(os.ReadFile) })
	return firmwareSign
}

// The firmware is read once: a process does not move to another machine.
var (
	firmware     sync.Once
	firmwareSign string
)

// detectRuntime decides by the environment; ec2 returns the sign of an EC2 instance, or
// "".
func detectRuntime(getenv func(string) string, ec2 func() string) Runtime {
	set := func(name string) bool { return getenv(name) != "" }
	execution := getenv("AWS_EXECUTION_ENV")
	switch {
	case set("AWS_LAMBDA_FUNCTION_NAME"):
		return Runtime{Lambda, "AWS_LAMBDA_FUNCTION_NAME is set"}
	case strings.HasPrefix(execution, "AWS_Lambda"):
		return Runtime{Lambda, "AWS_EXECUTION_ENV begins with AWS_Lambda"}
	case set("CODEBUILD_BUILD_ID"):
		return Runtime{CodeBuild, "CODEBUILD_BUILD_ID is set"}
	}
	for _, name := range []string{"GITHUB_ACTIONS", "GITLAB_CI", "JENKINS_URL", "BUILDKITE", "CI"} {
		if v := getenv(name); v != "" && v != "false" {
			return Runtime{CI, name + " is set"}
		}
	}
	switch {
	case set("ECS_CONTAINER_METADATA_URI_V4"):
		return Runtime{ECS, "ECS_CONTAINER_METADATA_URI_V4 is set"}
	case set("ECS_CONTAINER_METADATA_URI"):
		return Runtime{ECS, "ECS_CONTAINER_METADATA_URI is set"}
	case strings.HasPrefix(execution, "AWS_ECS"):
		return Runtime{ECS, "AWS_EXECUTION_ENV begins with AWS_ECS"}
	case set("KUBERNETES_SERVICE_HOST") && set("AWS_WEB_IDENTITY_TOKEN_FILE"):
		return Runtime{EKS, "KUBERNETES_SERVICE_HOST and AWS_WEB_IDENTITY_TOKEN_FILE are set"}
	case set("KUBERNETES_SERVICE_HOST") && set("AWS_CONTAINER_CREDENTIALS_FULL_URI"):
		return Runtime{EKS, "KUBERNETES_SERVICE_HOST and AWS_CONTAINER_CREDENTIALS_FULL_URI are set"}
	case set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"):
		return Runtime{ECS, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is set"}
	}
	if sign := ec2(); sign != "" {
		return Runtime{EC2, sign}
	}
	return Runtime{Laptop, "no sign of Lambda, a container, EC2 or CI"}
}

// machineSign recognizes an EC2 instance by its firmware: by the vendor on current
// instances, by the UUID of the hypervisor on those of Xen.
func machineSign(readFile func(string) ([]byte, error)) string {
	const vendor, hypervisor = "/sys/class/dmi/id/sys_vendor", "/sys/hypervisor/uuid"
	if b, err := readFile(vendor); err == nil && strings.HasPrefix(string(b), "Amazon EC2") {
		return vendor + " is Amazon EC2"
	}
	if b, err := readFile(hypervisor); err == nil && strings.HasPrefix(strings.ToLower(string(b)), "ec2") {
		return hypervisor + " begins with ec2"
	}
	return ""
}
