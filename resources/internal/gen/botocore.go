package gen

import (
	"encoding/json"
	"strings"
)

// checkAgainstBotocore checks that what botocore says of the pages and waiters
// of the operations used is there in the SDK too.
func (g *generator) checkAgainstBotocore() {
	var pages struct {
		Pagination map[string]struct {
			InputToken  any    `json:"input_token"`
			OutputToken any    `json:"output_token"`
			LimitKey    string `json:"limit_key"`
		}
	}
	var waits struct {
		Waiters map[string]struct{ Operation string }
	}
	for _, doc := range []struct {
		data []byte
		into any
	}{{g.Paginators, &pages}, {g.Waiters, &waits}} {
		if doc.data == nil {
			continue
		}
		if err := json.Unmarshal(doc.data, doc.into); err != nil {
			g.errorf("botocore: %w", err)
			return
		}
	}
	for _, c := range g.collections {
		p, ok := pages.Pagination[c.op.name]
		if ok != isPaged(c.op) && g.Paginators != nil && !unpaged[c.op.name] {
			g.errorf("paginator of %s: the SDK and botocore do not agree whether it pages", c.op.name)
		}
		if !ok {
			continue
		}
		for _, token := range append(texts(p.InputToken), p.LimitKey) {
			if token != "" {
				if _, err := field(c.op.in, token); err != nil {
					g.errorf("paginator of %s: %w", c.op.name, err)
				}
			}
		}
		for _, token := range texts(p.OutputToken) {
			member, _, _ := strings.Cut(strings.TrimSpace(strings.FieldsFunc(token, func(r rune) bool { return r == '|' })[0]), "[")
			member, _, _ = strings.Cut(member, ".")
			if _, err := field(c.op.out, member); err != nil {
				g.errorf("paginator of %s: %w", c.op.name, err)
			}
		}
	}
	if g.Waiters == nil {
		return
	}
	for _, k := range g.kinds {
		for _, w := range k.model.Waiters {
			_, op, err := g.sdk.waiter(w.Value.WaiterName)
			if err != nil {
				continue // reported before
			}
			if model, ok := waits.Waiters[w.Value.WaiterName]; !ok || model.Operation != op.name {
				g.errorf("waiter %s: botocore polls %q, the SDK %s", w.Value.WaiterName, model.Operation, op.name)
			}
		}
	}
}

// unpaged are operations that page, but for which botocore has no paginator.
var unpaged = map[string]bool{}

// texts is a text or a list of them.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
