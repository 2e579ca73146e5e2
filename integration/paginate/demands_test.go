package paginate_test

import (
	"html"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/tokens"
)

// documented is a service's model with its documentation.
type documented struct {
	Operations map[string]struct {
		Documentation string
		Input, Output struct{ Shape string }
	}
	Shapes map[string]struct {
		Members map[string]struct{ Documentation string }
	}
}

var (
	tags      = regexp.MustCompile(`<[^>]*>`)
	spaces    = regexp.MustCompile(`\s+`)
	sentences = regexp.MustCompile(`\. `)
)

func plainText(doc string) []string {
	return sentences.Split(spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(doc, "")), " "), -1)
}

// What documentation says of a page size, a token, and fields beside them.
var (
	sizeRefused = regexp.MustCompile(`(?i)^(you )?(cannot|can't) specify this parameter and|this option cannot be used|you can't use this option|don't specify a MaxItems|cannot use the MaxRecords|can't specify both this parameter and any of the pagination`)
	fieldNot    = regexp.MustCompile(`(?i)(cannot|can't) specify this parameter if you specify (the )?NextToken`)
	sizeNeeded  = regexp.MustCompile(`(?i)must set MaxResults to receive|only if you included the MaxResults|if you did not set MaxResults`)
)

// What ListShards refuses beside a token without saying so: "NextToken and
// StreamARN cannot be provided together".
var undocumented = map[string]bool{
	"kinesis.ListShards StreamARN": true, "kinesis.ListShards ShardFilter": true,
}

// This one says that it refuses a page size beside imageIds, which it does not have.
const withoutIDs = "ecrpublic.DescribeImageTags"

// TestDemandsAgreeWithTheDocumentation holds what the library knows of page sizes
// and tokens against the documentation in the models of all services.
func TestDemandsAgreeWithTheDocumentation(t *testing.T) {
	services, err := filepath.Glob(filepath.Join(botocoreData(t), "*", "*", "service-2.json*"))
	require.NoError(t, err)
	operations := 0
	for _, file := range services {
		dir := filepath.Dir(file)
		service := strings.ReplaceAll(filepath.Base(filepath.Dir(dir)), "-", "")
		var m model
		var docs documented
		require.True(t, load(t, filepath.Join(dir, "service-2.json"), &m))
		require.True(t, load(t, filepath.Join(dir, "service-2.json"), &docs))
		for name, op := range m.Operations {
			name, op, doc := service+"."+name, op, docs.Operations[name]
			in := m.structOf(op.Input.Shape, 0)
			rule, err := tokens.Find(name, in, m.structOf(op.Output.Shape, 1))
			if err != nil {
				continue
			}
			operations++
			var refused, cleared, saysCleared []string
			saysRefused := matches(sizeRefused, doc.Documentation)
			saysNeeded := false
			for member, d := range docs.Shapes[op.Input.Shape].Members {
				saysRefused = saysRefused || matches(sizeRefused, d.Documentation)
				saysNeeded = saysNeeded || matches(sizeNeeded, d.Documentation)
				if matches(fieldNot, d.Documentation) || undocumented[name+" "+goName(member)] {
					saysCleared = append(saysCleared, goName(member))
				}
			}
			for _, d := range docs.Shapes[op.Output.Shape].Members {
				saysNeeded = saysNeeded || matches(sizeNeeded, d.Documentation)
			}
			tokenFields, _ := rule.Fields()
			token, _ := rule.Synthetic(1)
			for i := range in.NumField() {
				f := in.Field(i)
				if f.Name == rule.SizeField() || slices.Contains(tokenFields, f.Name) {
					continue
				}
				v := reflect.New(in)
				fill(v.Elem().Field(i))
				if rule.HasPageSize() {
					require.NoError(t, rule.SetPageSize(v.Interface(), 100))
					if rule.PageSize(v.Interface()) == 0 {
						refused = append(refused, f.Name)
					}
				}
				if token != nil {
					rule.Set(v.Interface(), token)
					if v.Elem().Field(i).IsZero() {
						cleared = append(cleared, f.Name)
					}
				}
			}
			if name == withoutIDs {
				saysRefused = false
			}
			if service == "ec2" { // it says so of nine, and of all in its guide
				if saysRefused {
					assert.NotEmpty(t, refused, name)
				}
				for _, f := range refused {
					assert.True(t, strings.HasSuffix(f, "Ids"), "%s: %s", name, f)
				}
			} else {
				assert.Equal(t, saysRefused && rule.HasPageSize(), len(refused) > 0, "%s: the documentation says %v, the page size is left out beside %v", name, saysRefused, refused)
			}
			assert.ElementsMatch(t, saysCleared, cleared, name)
			assert.Equal(t, saysNeeded, rule.Needed() > 0, "%s: a page size is needed for a token", name)
		}
	}
	assert.Greater(t, operations, 3000)
}

func matches(re *regexp.Regexp, doc string) bool {
	for _, s := range plainText(doc) {
		if re.MatchString(strings.TrimSpace(s)) {
			return true
		}
	}
	return false
}

// fill sets a field to something.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("k"), reflect.Zero(v.Type().Elem()))
	case reflect.String:
		v.SetString("x")
	case reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1)
	}
}
