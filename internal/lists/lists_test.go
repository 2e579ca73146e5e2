package lists_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/internal/lists"
)

type (
	tag      struct{ Key string }
	instance struct {
		ID    string
		Tags  []tag
		Disks []disk
	}
	disk        struct{ ID string }
	reservation struct {
		Instances []instance
		Owner     *string
	}
	description struct{ Shards []shard }
	shard       struct{ ID string }
	tree        struct {
		Name     string
		Children []tree
		Leaf     *leaf
	}
	leaf   struct{ Names []string }
	output struct {
		Reservations []reservation
		Description  *description
		Rows         [][]cell
		Pointers     []*pointed
		Names        []string
		Maps         []map[string]any
		Tree         *tree
		When         *time.Time
		Left, Right  []twin
		Wide         wide
		hidden       []disk
	}
	cell    struct{ Text string }
	pointed struct{ ID string }
	twin    struct{ ID string }
	wide    struct{ A, B, C, D deep }
	deep    struct{ E, F, G deeper }
	deeper  struct{ H []deepest }
	deepest struct{ ID string }
)

func of[T any](t *testing.T, page *output) []T {
	t.Helper()
	items, err := lists.Of[T](reflect.TypeFor[*output]())
	require.NoError(t, err)
	return items(page)
}

func TestTheTypeOfTheItemsNamesTheList(t *testing.T) {
	page := &output{
		Reservations: []reservation{
			{Instances: []instance{{ID: "a", Disks: []disk{{"d1"}}}}}, {},
			{Instances: []instance{{ID: "b"}, {ID: "c", Disks: []disk{{"d2"}, {"d3"}}}}},
		},
		Description: &description{Shards: []shard{{"s1"}, {"s2"}}},
		Rows:        [][]cell{{{"1"}, {"2"}}, nil, {{"3"}}},
		Pointers:    []*pointed{{"p1"}, nil, {"p2"}},
		Names:       []string{"n1", "n2"},
		Maps:        []map[string]any{{"k": 1}},
		Tree:        &tree{Leaf: &leaf{Names: []string{"deeper than Names"}}, Children: []tree{{Name: "child"}}},
		hidden:      []disk{{"hidden"}},
	}
	assert.Equal(t, page.Reservations, of[reservation](t, page), "at the top")
	assert.Equal(t, []instance{page.Reservations[0].Instances[0], page.Reservations[2].Instances[0], page.Reservations[2].Instances[1]}, of[instance](t, page), "in a list")
	assert.Equal(t, []disk{{"d1"}, {"d2"}, {"d3"}}, of[disk](t, page), "in a list in a list")
	assert.Equal(t, []shard{{"s1"}, {"s2"}}, of[shard](t, page), "in a struct behind a pointer")
	assert.Equal(t, []cell{{"1"}, {"2"}, {"3"}}, of[cell](t, page), "a list of lists")
	assert.Equal(t, page.Rows, of[[]cell](t, page), "whose lists are the items")
	assert.Equal(t, []*pointed{{"p1"}, nil, {"p2"}}, of[*pointed](t, page), "pointers as they are")
	assert.Equal(t, []pointed{{"p1"}, {"p2"}}, of[pointed](t, page), "what pointers point to")
	assert.Equal(t, page.Names, of[string](t, page), "the nearest wins")
	assert.Equal(t, page.Maps, of[map[string]any](t, page))
	assert.Equal(t, []tree{{Name: "child"}}, of[tree](t, page), "of a type that contains itself")

	empty := new(output)
	assert.Empty(t, of[instance](t, empty))
	assert.Empty(t, of[shard](t, empty), "a nil pointer on the way is an empty list")
}

func TestPointersPointIntoThePage(t *testing.T) {
	page := &output{Reservations: []reservation{{Instances: []instance{{ID: "a"}, {ID: "b"}}}, {Instances: []instance{{ID: "c"}}}}}
	got := of[*instance](t, page)
	require.Len(t, got, 3)
	assert.Same(t, &page.Reservations[0].Instances[1], got[1])
	assert.Same(t, &page.Reservations[1].Instances[0], got[2])
	assert.Empty(t, of[*instance](t, new(output)))
}

func TestItemsDoNotReachIntoThePageBehindTheLastOne(t *testing.T) {
	backing := []string{"a", "b"}
	got := of[string](t, &output{Names: backing[:1]})
	_ = append(got, "x")
	assert.Equal(t, "b", backing[1])
}

func TestATypeThatNamesNoListOrSeveral(t *testing.T) {
	for _, row := range []struct {
		err  error
		want string
	}{
		{errOf[twin](), "output has more than one list of that type: Left []lists_test.twin, Right []lists_test.twin"},
		{errOf[*twin](), "output has more than one list of that type: Left []lists_test.twin, Right []lists_test.twin"},
		{errOf[int](), "output has no list of that type, but Reservations []lists_test.reservation, "},
		{errOf[byte](), "output has no list of that type"},
		{errOf[time.Time](), "Reservations[].Instances []lists_test.instance, "},
		{errOf[deepest](), "output has more than one list of that type: Wide.A.E.H []lists_test.deepest, "},
	} {
		require.Error(t, row.err)
		assert.Contains(t, row.err.Error(), row.want)
	}
	for _, out := range []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[output](), reflect.TypeFor[*string](), reflect.TypeFor[any]()} {
		_, err := lists.Of[string](out)
		require.Error(t, err, out)
	}
	_, err := lists.Of[string](reflect.TypeFor[*leaf]())
	require.NoError(t, err)
	_, err = lists.Of[string](reflect.TypeFor[*struct{ A int }]())
	assert.EqualError(t, err, " has no list")
}

func errOf[T any]() error {
	_, err := lists.Of[T](reflect.TypeFor[*output]())
	return err
}
