package search_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/paginate"
	"github.com/awsessentials/essentials/paginate/search"
)

func TestANameThatNoMemberHasIsRefused(t *testing.T) {
	op := paginate.Op(things.ListThings, nil)
	for expression, want := range map[string]string{
		"Thigns[].Name":                             `ListThingsOutput has no member "Thigns"; there is Things`,
		"Things[].Nmae":                             `thing has no member "Nmae"; there is Name`,
		"thing_s":                                   `no member "thing_s"`,
		"NAME":                                      `no member "NAME"`,
		"ResultMetadata":                            `no member "ResultMetadata"`,
		"ResponseMetadata.RequestId":                `no member "ResponseMetadata"`,
		"Things[?Nam == 'a'].Name":                  `no member "Nam"`,
		"Things[?Name == Nam]":                      `no member "Nam"`,
		"Things[?!Nam || Name]":                     `no member "Nam"`,
		"Things[].{n: Nam}":                         `no member "Nam"`,
		"Things[].[Name, Siz]":                      `no member "Siz"`,
		"Things[*].Nam":                             `no member "Nam"`,
		"Things[0].Nam":                             `no member "Nam"`,
		"Things[1:].Nam":                            `no member "Nam"`,
		"Things[] | [0].Nam":                        `no member "Nam"`,
		"(Things)[].Nam":                            `no member "Nam"`,
		"[Things, Things][].Nam":                    `no member "Nam"`,
		"[Things[0], Things[1]][].Nam":              `no member "Nam"`,
		"sort_by(Things, &Nam)[].Name":              `no member "Nam"`,
		"sort_by(Things, &Size)[].Nam":              `no member "Nam"`,
		"max_by(Things, &Size).Nam":                 `no member "Nam"`,
		"map(&Nam, Things)":                         `no member "Nam"`,
		"map(&@, Things)[].Nam":                     `no member "Nam"`,
		"reverse(Things)[].Nam":                     `no member "Nam"`,
		"not_null(Things[0], Things[1]).Nam":        `no member "Nam"`,
		"Things[?Size == true]":                     "the value is written `true`",
		"length(Thigns)":                            `no member "Thigns"`,
		"Things[].Name || Things[].Nam":             `no member "Nam"`,
		"Things[].Tags.env || Things[].Tag.env":     `thing has no member "Tag"; there is Tags`,
		"[Things[].Name, Groups[].Name, Nex]":       `no member "Nex"`,
		"{a: Things, b: Groups, c: @.Grups}":        `no member "Grups"; there is Groups`,
		"Things[?contains(Nam, 'a')].Name":          `no member "Nam"`,
		"Things[?Tags.env == 'prod' && @.Nam].Name": `no member "Nam"`,
	} {
		for _, err := range search.Items[any](t.Context(), op, expression) {
			require.ErrorIs(t, err, search.ErrExpression, expression)
			assert.ErrorContains(t, err, want, expression)
		}
	}
}

// The types say nothing of these, or one of several has the member.
func TestNamesThatMayHoldAValueAreNoError(t *testing.T) {
	op := paginate.Op(things.ListThings, nil)
	for _, expression := range []string{
		"Things[].Tags.anything", "Things[?Name==null].Size", "*.Nam", "Key.S", "Key.anything[].else", "Things[].{n: Name}[].x", "{a: Things}.b", "`{\"a\": 1}`.c",
		"[Things, Groups][]", "[Things[0], @][].Groups", "[Things[0], @][].Name", "(Things[0] || @).Groups", "*[].Name", "Things.Name",
		"At.Year", "to_array(Things)[].x", "merge(@, `{}`).x", "Things[].Name[].x", "@", "Things[].Tags.*.x", "things[].name", "nextToken",
		"[@, [@]] | [@, [@]] | [@, [@]] | [@, [@]] | [@, [@]] | [@, [@]] | [@, [@]] | [@, [@]] | [0]",
	} {
		_, err := paginate.Collect(search.Items[any](t.Context(), op, expression))
		assert.NoError(t, err, expression)
	}
}
