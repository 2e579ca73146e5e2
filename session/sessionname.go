package session

import (
	"context"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"github.com/awsessentials/essentials/internal/xray"
)

// sessionName returns a name that can be traced: the prefix of the options, or the
// function or program and its user, and the request if there is one.
func sessionName(prefix string, rt Runtime, request string) string {
	parts := []string{prefix}
	if prefix == "" {
		if function := os.Getenv("AWS_LAMBDA_FUNCTION_NAME"); rt.Platform == Lambda && function != "" {
			parts = []string{function}
		} else {
			parts = []string{strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe"), userName(rt)}
		}
	}
	if request != "" {
		// The request distinguishes sessions, so it is not cut.
		room := maxNameLength - len(request) - 1
		return cleanName(cut(cleanName(join(parts)), max(room, 0)) + "-" + request)
	}
	return cleanName(join(parts))
}

func join(parts []string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "-")
}

// userName returns the name of the person on a laptop, or of the run on a CI server.
func userName(rt Runtime) string {
	switch rt.Platform {
	case CI:
		for _, name := range []string{"GITHUB_RUN_ID", "CI_JOB_ID", "BUILD_ID", "BUILDKITE_BUILD_NUMBER"} {
			if v := os.Getenv(name); v != "" {
				return v
			}
		}
	case CodeBuild:
		_, id, _ := strings.Cut(os.Getenv("CODEBUILD_BUILD_ID"), ":")
		return id
	}
	for _, name := range []string{"USER", "USERNAME", "LOGNAME"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}

// cleanName replaces characters that STS refuses in a session name, and cuts it to
// length.
func cleanName(s string) string {
	s = strings.Map(func(r rune) rune {
		if only(nameMarks, string(r)) {
			return r
		}
		return '-'
	}, s)
	s = cut(strings.Trim(s, "-"), maxNameLength)
	if len(s) < 2 {
		return "essentials"
	}
	return s
}

func cut(s string, n int) string {
	if len(s) > n {
		return s[:n]
	}
	return s
}

// requestID returns what ties a role session to one invocation: the root of the trace
// that Lambda's runtime puts in the context and in the environment.
func requestID(ctx context.Context) string {
	_, root, _ := strings.Cut(";"+xray.Trace(ctx), ";Root=")
	root, _, _ = strings.Cut(root, ";")
	if root == "" {
		return ""
	}
	return cleanName(root[strings.LastIndexByte(root, '-')+1:])
}
