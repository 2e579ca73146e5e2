package similar

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"audit", "adit", 1}, {"audit", "uadit", 1}, {"prod", "dev", 4}, {"übung", "ubung", 1}} {
		assert.Equal(t, test.want, editDistance(test.a, test.b), "%q %q", test.a, test.b)
		assert.Equal(t, test.want, editDistance(test.b, test.a), "%q %q", test.b, test.a)
	}
	assert.Equal(t, []string{"audit", "audit-prod"}, To("audi", []string{"audit-prod", "audit", "other"}, 3))
	assert.Empty(t, To("x", []string{"production"}, 3))
	assert.Equal(t, []string{"eu-west-2"}, To("eu-west-1", []string{"eu-west-1", "eu-west-2"}, 3), "never the name itself")
}

func TestWhatDiffersInCaseOrQuotesIsMeant(t *testing.T) {
	regions := []string{"eu-west-1", "eu-west-2", "eu-west-3"}
	for _, name := range []string{"EU-WEST-1", " eu-west-1", `"eu-west-1"`, "'eu-west-1'\n"} {
		assert.Equal(t, []string{"eu-west-1"}, To(name, regions, 3), "%q", name)
	}
}
