package paginate_test

import (
	"compress/gzip"
	"encoding/json"
	"go/token"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/tokens"
)

// model is what is needed of a service's model.
type model struct {
	Operations map[string]struct {
		Name          string
		Input, Output struct{ Shape string }
	}
	Shapes map[string]struct {
		Type    string
		Enum    []string
		Members map[string]struct{ Shape string }
	}
}

// typeOf is the type that the SDK would have for a shape, or one like it.
func (m model) typeOf(shape string, depth int) reflect.Type {
	s := m.Shapes[shape]
	switch s.Type {
	case "string":
		if s.Enum != nil {
			return reflect.TypeFor[string]()
		}
		return reflect.TypeFor[*string]()
	case "integer":
		return reflect.TypeFor[*int32]()
	case "long":
		return reflect.TypeFor[*int64]()
	case "boolean":
		return reflect.TypeFor[*bool]()
	case "map":
		return reflect.TypeFor[map[string]any]()
	case "list":
		return reflect.TypeFor[[]string]()
	case "structure":
		if depth == 0 {
			return reflect.TypeFor[*struct{}]()
		}
		return reflect.PointerTo(m.structOf(shape, depth-1))
	}
	return reflect.TypeFor[*float64]()
}

func (m model) structOf(shape string, depth int) reflect.Type {
	members := m.Shapes[shape].Members
	var fields []reflect.StructField
	seen := map[string]bool{}
	for _, member := range slices.Sorted(maps.Keys(members)) {
		name := goName(member)
		if seen[name] || !token.IsIdentifier(name) || !token.IsExported(name) {
			continue
		}
		seen[name] = true
		fields = append(fields, reflect.StructField{Name: name, Type: m.typeOf(members[member].Shape, depth)})
	}
	return reflect.StructOf(fields)
}

// load reads a JSON file, or its compressed form, and false when there is neither.
func load(t *testing.T, name string, into any) bool {
	data, err := os.ReadFile(name)
	if err != nil {
		compressed, err := os.Open(name + ".gz")
		if err != nil {
			return false
		}
		defer compressed.Close()
		r, err := gzip.NewReader(compressed)
		require.NoError(t, err)
		data, err = io.ReadAll(r)
		require.NoError(t, err)
	}
	require.NoError(t, json.Unmarshal(data, into))
	return true
}

// fieldNames are the Go names of the members in a model of a paginator, which
// are one text or a list.
func fieldNames(member any) []string {
	list, ok := member.([]any)
	if !ok {
		list = []any{member}
	}
	var names []string
	for _, m := range list {
		parts := strings.Split(m.(string), ".")
		for i, p := range parts {
			parts[i] = goName(p)
		}
		names = append(names, strings.Join(parts, "."))
	}
	return names
}

func goName(member string) string { return strings.ToUpper(member[:1]) + member[1:] }

// botocoreData is where the models of an installed botocore are. moto_server
// brings one along.
func botocoreData(t *testing.T) string {
	out, err := exec.Command("python3", "-c", "import botocore, os; print(os.path.dirname(botocore.__file__))").Output()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("needs the models of botocore: pip install botocore")
	}
	require.NoError(t, err, "needs the models of botocore: pip install botocore")
	return filepath.Join(strings.TrimSpace(string(out)), "data")
}

// TestRulesAgreeWithTheModelsOfEveryService holds the rules against the
// pagination models of botocore, for all services of AWS.
func TestRulesAgreeWithTheModelsOfEveryService(t *testing.T) {
	// What a path into the items gives as token cannot be told from names.
	exceptions := map[string]bool{
		"importexport.ListJobs":  true,
		"kinesis.DescribeStream": true,
		"s3.ListObjects":         true, // the same field, and without it the last key
		// It takes Limit and MaxResults for the same thing.
		"config.SelectAggregateResourceConfig": true,
	}
	services, err := filepath.Glob(filepath.Join(botocoreData(t), "*", "*", "service-2.json*"))
	require.NoError(t, err)
	agree, without := 0, 0
	for _, file := range services {
		dir := filepath.Dir(file)
		service := filepath.Base(filepath.Dir(dir))
		var m model
		require.True(t, load(t, filepath.Join(dir, "service-2.json"), &m))
		var pagination struct {
			Pagination map[string]struct {
				In   any `json:"input_token"`
				Out  any `json:"output_token"`
				Size any `json:"limit_key"`
				More any `json:"more_results"`
			}
		}
		load(t, filepath.Join(dir, "paginators-1.json"), &pagination)
		for name, op := range m.Operations {
			name := service + "." + name
			want, has := pagination.Pagination[op.Name]
			if exceptions[name] {
				continue
			}
			rule, err := tokens.Find(name, m.structOf(op.Input.Shape, 0), m.structOf(op.Output.Shape, 1))
			switch {
			case !has && err == nil:
				without++
			case has && assert.NoError(t, err):
				in, out := rule.Fields()
				assert.ElementsMatch(t, fieldNames(want.In), in, name)
				assert.ElementsMatch(t, fieldNames(want.Out), out, name)
				if want.Size != nil {
					assert.Equal(t, fieldNames(want.Size), []string{rule.SizeField()}, name)
				}
				if want.More != nil {
					assert.Equal(t, fieldNames(want.More), []string{rule.MoreField()}, name)
				}
				agree++
			}
		}
	}
	t.Logf("%d models agree, %d operations without a model page too", agree, without)
	assert.Greater(t, agree, 3000, "botocore has more paginators than that")
}
