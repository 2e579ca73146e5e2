package paginate_test

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/lists"
)

// botocoreNames are the services whose package has another name than their
// models in botocore.
var botocoreNames = map[string]string{
	"cloudwatchlogs": "logs", "elasticloadbalancingv2": "elbv2", "eventbridge": "events", "sfn": "stepfunctions",
}

// TestListNamesWhatTheModelsSay holds the lists that List finds by the type of
// their items against the results that botocore's models name, for all paginated
// operations of the services.
func TestListNamesWhatTheModelsSay(t *testing.T) {
	data := botocoreData(t)
	agree := 0
	for _, client := range clients {
		var pagination struct {
			Pagination map[string]struct {
				Result any `json:"result_key"`
			}
		}
		service := filepath.Base(client.Elem().PkgPath())
		if name, ok := botocoreNames[service]; ok {
			service = name
		}
		models, err := filepath.Glob(filepath.Join(data, service, "*", "paginators-1.json*"))
		require.NoError(t, err)
		if len(models) == 0 {
			continue
		}
		load(t, strings.TrimSuffix(models[len(models)-1], ".gz"), &pagination)
		for _, op := range operationsOf(client) {
			model, ok := pagination.Pagination[op.name]
			if !ok || model.Result == nil {
				continue
			}
			name := op.service + "." + op.name
			for _, result := range fieldNames(model.Result) {
				list, ok := listAt(op.out, strings.Split(result, "."))
				if !ok {
					continue // a map or a number
				}
				found, err := lists.Path(op.out, list.Elem())
				if assert.NoError(t, err, name) {
					assert.Equal(t, result, found, name)
				}
				agree++
			}
		}
	}
	t.Logf("%d lists of the models", agree)
	assert.Greater(t, agree, 400)
}

// listAt is the type of the list that a path of fields leads to.
func listAt(t reflect.Type, path []string) (reflect.Type, bool) {
	for _, name := range path {
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		f, ok := t.FieldByNameFunc(func(field string) bool { return strings.EqualFold(field, name) })
		if !ok {
			return nil, false
		}
		t = f.Type
	}
	return t, t.Kind() == reflect.Slice
}
