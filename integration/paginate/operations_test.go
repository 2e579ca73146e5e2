package paginate_test

import (
	"context"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/account"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/cloudformation"
	"github.com/aws/aws-sdk-go-v2/service/cloudfront"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kinesis"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sfn"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/tokens"
)

var update = flag.Bool("update", false, "write the golden files again")

// The services whose real types the rules are checked on.
var clients = []reflect.Type{
	reflect.TypeFor[*account.Client](),
	reflect.TypeFor[*autoscaling.Client](),
	reflect.TypeFor[*cloudformation.Client](),
	reflect.TypeFor[*cloudfront.Client](),
	reflect.TypeFor[*cloudwatch.Client](),
	reflect.TypeFor[*cloudwatchlogs.Client](),
	reflect.TypeFor[*dynamodb.Client](),
	reflect.TypeFor[*dynamodbstreams.Client](),
	reflect.TypeFor[*ec2.Client](),
	reflect.TypeFor[*ecs.Client](),
	reflect.TypeFor[*elasticloadbalancingv2.Client](),
	reflect.TypeFor[*eventbridge.Client](),
	reflect.TypeFor[*iam.Client](),
	reflect.TypeFor[*kinesis.Client](),
	reflect.TypeFor[*lambda.Client](),
	reflect.TypeFor[*organizations.Client](),
	reflect.TypeFor[*rds.Client](),
	reflect.TypeFor[*route53.Client](),
	reflect.TypeFor[*s3.Client](),
	reflect.TypeFor[*sfn.Client](),
	reflect.TypeFor[*sns.Client](),
	reflect.TypeFor[*sqs.Client](),
	reflect.TypeFor[*ssm.Client](),
	reflect.TypeFor[*sts.Client](),
}

// operation is an operation of a client, found by reflection.
type operation struct {
	service, name string
	in, out       reflect.Type
}

func operationsOf(client reflect.Type) []operation {
	service := client.Elem().PkgPath()[strings.LastIndexByte(client.Elem().PkgPath(), '/')+1:]
	var all []operation
	for m := range client.Methods() {
		f := m.Type
		if f.NumIn() == 4 && f.In(1) == reflect.TypeFor[context.Context]() && f.NumOut() == 2 &&
			f.In(2).Elem().Name() == m.Name+"Input" {
			all = append(all, operation{service, m.Name, f.In(2).Elem(), f.Out(0).Elem()})
		}
	}
	return all
}

// sdkPager is what a paginator of the SDK does, read from its source.
type sdkPager struct {
	in, out []string // token fields
	size    string   // page size field
}

// sdkPagers reads the paginators of a service from its source, since they keep
// their tokens to themselves.
func sdkPagers(dir string) (map[string]sdkPager, error) {
	pagers := map[string]sdkPager{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		base := filepath.Base(name)
		if strings.HasSuffix(base, "_test.go") || !strings.HasPrefix(base, "api_op_") && !strings.Contains(base, "paginator") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Name.Name != "NextPage" {
				continue
			}
			receiver := f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
			pagers[strings.TrimSuffix(receiver, "Paginator")] = readNextPage(f)
		}
	}
	return pagers, nil
}

func readNextPage(f *ast.FuncDecl) sdkPager {
	var p sdkPager
	ast.Inspect(f, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 {
			return true
		}
		to, from := selector(assign.Lhs[0]), selector(assign.Rhs[0])
		if field, ok := strings.CutPrefix(to, "params."); ok {
			if strings.HasPrefix(from, "p.") {
				p.in = append(p.in, field)
			} else if p.size == "" {
				p.size = field
			}
		}
		if field, ok := strings.CutPrefix(from, "result."); ok && strings.HasPrefix(to, "p.") {
			p.out = append(p.out, field)
		}
		return true
	})
	return p
}

// selector writes a.b.c, and "" for any other expression.
func selector(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return selector(e.X) + "." + e.Sel.Name
	}
	return ""
}

// paginators are the paginators of each service, by the import path of its
// package. They are read once, for all tests.
var paginators = sync.OnceValues(func() (map[string]map[string]sdkPager, error) {
	args := []string{"list", "-f", "{{.ImportPath}} {{.Dir}}"}
	for _, client := range clients {
		args = append(args, client.Elem().PkgPath())
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]sdkPager{}
	for line := range strings.Lines(string(out)) {
		pkg, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		if all[pkg], err = sdkPagers(dir); err != nil {
			return nil, err
		}
	}
	return all, nil
})

func paginatorsOf(t *testing.T, client reflect.Type) map[string]sdkPager {
	t.Helper()
	all, err := paginators()
	require.NoError(t, err)
	require.Contains(t, all, client.Elem().PkgPath())
	return all[client.Elem().PkgPath()]
}

// What Op refuses although the SDK has a paginator, and why.
var refused = map[string]string{
	"dynamodb.BatchGetItem":  "the unprocessed keys are what is left of the request, and no token",
	"kinesis.DescribeStream": "the next token is the id of the last shard",
}

// TestOpFindsWhatThePaginatorsOfTheSDKUse compares the rules with the source of
// every paginator: the same token fields and the same page size.
func TestOpFindsWhatThePaginatorsOfTheSDKUse(t *testing.T) {
	for _, client := range clients {
		pagers := paginatorsOf(t, client)
		for _, op := range operationsOf(client) {
			sdk, ok := pagers[op.name]
			if !ok {
				continue
			}
			name := op.service + "." + op.name
			rule, err := tokens.For(op.in, op.out)
			if why, ok := refused[name]; ok {
				assert.ErrorIs(t, err, tokens.ErrUnknown, why)
				continue
			}
			if !assert.NoError(t, err) {
				continue
			}
			in, out := rule.Fields()
			size := rule.SizeField()
			// The paginator writes the page size and reads the flag as well.
			sdkIn := slices.DeleteFunc(slices.Clone(sdk.in), func(f string) bool { return f == size })
			sdkOut := slices.DeleteFunc(slices.Clone(sdk.out), func(f string) bool { return f == "IsTruncated" })
			assert.ElementsMatch(t, sdkIn, in, name)
			assert.ElementsMatch(t, sdkOut, out, name)
			if len(sdkIn) < len(sdk.in) || sdk.size != "" {
				assert.Contains(t, append(sdk.in, sdk.size), size, name)
			}
		}
	}
}

// TestOperationsWithoutAPaginatorOfTheSDK compares what is found beyond the
// SDK's paginators with a list that a person has read.
// Run it with -update to write the list anew.
func TestOperationsWithoutAPaginatorOfTheSDK(t *testing.T) {
	const golden = "testdata/without_paginator.txt"
	var list, table strings.Builder
	fmt.Fprintf(&table, "%-24s %11s %15s %18s\n", "service", "operations", "with paginator", "without paginator")
	var sum [3]int
	for _, client := range clients {
		pagers := paginatorsOf(t, client)
		operations := operationsOf(client)
		with, without := 0, 0
		for _, op := range operations {
			rule, err := tokens.For(op.in, op.out)
			if err != nil {
				continue
			}
			if _, ok := pagers[op.name]; ok {
				with++
				continue
			}
			without++
			fmt.Fprintln(&list, rule)
		}
		service := client.Elem().PkgPath()[strings.LastIndexByte(client.Elem().PkgPath(), '/')+1:]
		fmt.Fprintf(&table, "%-24s %11d %8d of %3d %18d\n", service, len(operations), with, len(pagers), without)
		sum[0] += with
		sum[1] += len(pagers)
		sum[2] += without
	}
	fmt.Fprintf(&table, "%-24s %11s %8d of %3d %18d", "together", "", sum[0], sum[1], sum[2])
	t.Logf("operations that Op can page\n%s", table.String())

	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(list.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), list.String())
}
