package gen

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNoMistakeInAModelBecomesAProgram makes every text of a model another one,
// and takes away every member and every element: what does not resolve is an
// error, and nothing panics or becomes what is no Go. Of the second model, which
// is larger, it tries what the first does not have: waiters, and listings that
// another operation describes.
func TestNoMistakeInAModelBecomesAProgram(t *testing.T) {
	ecs, err := os.ReadFile("../../ecsres/model.json")
	require.NoError(t, err)
	toy := toyConfig(t)
	for _, c := range []Config{toy, {Model: ecs, Dir: ".", SDK: "github.com/aws/aws-sdk-go-v2/service/ecs", Package: "ecsres", Entry: "ECS", About: "ECS"}} {
		t.Run(c.Entry, func(t *testing.T) {
			s, err := loadSDK(c.Dir, c.SDK)
			require.NoError(t, err)
			var required map[string][]string // read once
			generate := func(model []byte) error {
				m, err := parseModel(model)
				if err != nil {
					return err
				}
				g := newGenerator(c, m, s)
				g.required = required
				_, err = g.result()
				required = g.required
				return err
			}
			require.NoError(t, generate(c.Model))
			var doc any
			require.NoError(t, json.Unmarshal(c.Model, &doc))
			tried := 0
			try := func(what, path string, mustFail bool) {
				tried++
				model, err := json.Marshal(doc)
				require.NoError(t, err)
				assert.NotPanics(t, func() { err = generate(model) }, "%s %s", what, path)
				if mustFail {
					assert.Error(t, err, "%s %s", what, path)
				} else if err != nil {
					assert.NotContains(t, err.Error(), notFormatted, "%s %s", what, path)
				}
			}
			visit(doc, "", func(path string, old any, set func(any), remove func()) {
				defer set(old)
				if text, ok := old.(string); c.Entry == "ECS" {
					if ok && (strings.Contains(path, ".waiters.") || strings.Contains(path, ".hasMany.")) && !strings.HasSuffix(path, ".x-doc") {
						set("Bogus" + text)
						try("Bogus", path, true)
					}
					return
				}
				if remove != nil {
					remove()
					try("without", path, false)
				}
				switch old.(type) {
				case string:
					words := strings.HasSuffix(path, ".x-doc") || strings.HasSuffix(path, ".x-about")
					for _, wrong := range []string{"Bogus", "Bogus[].Bogus"} {
						set(wrong)
						try(wrong, path, !words)
					}
					set("")
					try("empty", path, false)
				case map[string]any:
					set(map[string]any{})
					try("empty", path, false)
				case []any:
					set([]any{})
					try("empty", path, false)
				}
			})
			assert.Greater(t, tried, 100)
		})
	}
}

// visit calls f for every member and element, with what sets and removes it.
func visit(v any, path string, f func(path string, old any, set func(any), remove func())) {
	switch v := v.(type) {
	case map[string]any:
		for key, e := range v {
			f(path+"."+key, e, func(e any) { v[key] = e }, func() { delete(v, key) })
			visit(e, path+"."+key, f)
		}
	case []any:
		for i, e := range v {
			f(fmt.Sprintf("%s[%d]", path, i), e, func(e any) { v[i] = e }, nil)
			visit(e, fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}
