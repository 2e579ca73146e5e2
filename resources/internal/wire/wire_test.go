package wire

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/moto"
	"github.com/awsessentials/essentials/resources/internal/gen"
)

var update = flag.Bool("update", false, "write the table in the documentation")

const table = "../../../docs/resources.md"

type iamCreateLoginProfileInput = iam.CreateLoginProfileInput

func readSeeker(s string) *strings.Reader { return strings.NewReader(s) }

func longText(n int) string { return strings.Repeat("x", n) }

// missing is what moto does not do, or does in its own way: the method, and part
// of the answer.
var missing = map[string]map[string]string{
	"sfnres": {
		"(*Machine).StartSyncExecution": "request send failed", // its host has a prefix, which moto's has not
	},
	"iamres": { // the current user is none that has keys or devices
		"(*CurrentUser).AccessKeys":          "NoSuchEntity",
		"(*CurrentUser).MFADevices":          "NoSuchEntity",
		"(*CurrentUser).SigningCertificates": "NoSuchEntity",
	},
}

// TestTheResourcesOnTheWire makes what a service can have, goes through every
// collection and relation, loads everything, and calls every action.
func TestTheResourcesOnTheWire(t *testing.T) {
	server := moto.Start(t)
	var rows, lacks []string
	for _, s := range stories {
		t.Run(s.pkg, func(t *testing.T) {
			facts := facts(t, s.pkg)
			sess := config{aws.Config{
				Region: "us-east-1", BaseEndpoint: aws.String(server.URL),
				Retryer:     func() aws.Retryer { return aws.NopRetryer{} },
				Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
			}}
			c := newCrawler()
			sess.cfg.APIOptions = append(sess.cfg.APIOptions, c.record(s.pkg))
			entry := reflect.ValueOf(s.story(t.Context(), t, sess))
			c.crawl(t.Context(), entry)
			c.act(t.Context(), entry)
			row, others := row(t, s.pkg, entry.Type().Elem().Name(), facts, c)
			rows = append(rows, row)
			if len(others) > 0 {
				lacks = append(lacks, fmt.Sprintf("| `%s` | %s |\n", s.pkg, strings.Join(others, ", ")))
			}
		})
	}
	if t.Failed() || len(rows) < len(stories) { // with -run, for one service
		return
	}
	text, err := os.ReadFile(table)
	require.NoError(t, err)
	begin, end := "<!-- begin table -->\n", "<!-- end table -->"
	before, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	want := before + begin + header + strings.Join(rows, "") + lacking + strings.Join(lacks, "") + end + after
	if *update {
		require.NoError(t, os.WriteFile(table, []byte(want), 0o644))
		return
	}
	assert.Equal(t, want, string(text), "run go test -update")
}

const header = "| package | types | identifiers | loads | actions | batch actions | collections | relations | waiters |\n|---|---|---|---|---|---|---|---|---|\n"

const lacking = "\nWhat moto does not do, or not with what the test has at hand:\n\n| package | methods |\n|---|---|\n"

// unknown are moto's answers to what it does not know.
var unknown = regexp.MustCompile(`StatusCode: 5|StatusCode: 404.*deserialization failed`)

// row is the row of a service: of each kind of feature how many were tried on
// the wire, of how many there are, and the methods that were not.
func row(t *testing.T, pkg, entry string, facts []gen.Fact, c *crawler) (row string, others []string) {
	total, worked := map[string]int{}, map[string]int{}
	for _, f := range facts {
		total[f.Kind]++
		answer, called := c.answers[f.Go]
		switch {
		case f.Kind == "type" || f.Kind == "identifier":
			worked[f.Kind]++
			continue
		case c.done[f.Go+" "+f.Operation] || ended[pkg+"."+f.Go]:
			answer, called = "", true
		case f.Kind == "has" && strings.HasPrefix(f.Go, "(*"+entry+")."):
			answer, called = "", true
		}
		reason, excused := missing[pkg][f.Go]
		if called && answer == "" {
			worked[f.Kind]++
			assert.False(t, excused, "%s works: take it from the list", f.Go)
			continue
		}
		others = append(others, "`"+strings.NewReplacer("(*", "", ")", "").Replace(f.Go)+"`")
		switch {
		case excused:
			assert.Contains(t, answer, reason, "%s", f.Go)
		case !called && f.Kind != "waiter":
			t.Errorf("%s.%s is not called", pkg, f.Go)
		case called && !unknown.MatchString(answer):
			t.Errorf("%s.%s: %s", pkg, f.Go, answer)
		}
	}
	of := func(kind string) string {
		if worked[kind] == total[kind] {
			return fmt.Sprint(total[kind])
		}
		return fmt.Sprintf("%d of %d", worked[kind], total[kind])
	}
	row = "| `" + pkg + "`"
	for _, kind := range []string{"type", "identifier", "load", "action", "batchAction", "hasMany", "has", "waiter"} {
		row += " | " + of(kind)
	}
	return row + " |\n", others
}

var directive = regexp.MustCompile(`//go:generate .*resgen -service (\w+) -entry (\w+) -about "(.*)"`)

// facts are what the generator made of the model.
func facts(t *testing.T, pkg string) []gen.Fact {
	dir := filepath.Join("..", "..", pkg)
	text, err := os.ReadFile(filepath.Join(dir, "doc.go"))
	require.NoError(t, err)
	args := directive.FindStringSubmatch(string(text))
	require.NotNil(t, args)
	c := gen.Config{Dir: dir, Package: pkg, Entry: args[2], About: args[3], SDK: "github.com/aws/aws-sdk-go-v2/service/" + args[1]}
	boto3, err := gen.Boto3()
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	require.NoError(t, gen.ReadModels(&c, args[1], boto3))
	result, err := gen.Generate(c)
	require.NoError(t, err)
	return result.Facts
}
