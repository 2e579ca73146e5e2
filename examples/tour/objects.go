package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/awsessentials/essentials/collections"
	"github.com/awsessentials/essentials/collections/write"
	"github.com/awsessentials/essentials/paginate"
)

const (
	wanted = 12 // items that the tour looks for
	before = 5  // items until it stops, to continue later
)

// large is the collection that the tour goes through.
func (t *tour) large() collections.Collection[s3types.Object] {
	objects := objectsOf(newS3(t.logs), t.world.bucket)
	if t.world.pageSize > 0 {
		objects = objects.PageSize(t.world.pageSize)
	}
	return objects.
		Filter(func(o s3types.Object) bool { return *o.Size > t.world.over }).
		Limit(wanted)
}

func (t *tour) collection(ctx context.Context) error {
	t.begin("collection", "A collection: lazy, filtered, limited", `objects := collections.List[types.Object](s3c.ListObjectsV2, input)
large := objects.Filter(isLarge).Limit(12)
for object, err := range large.All(ctx) { … }`)
	if t.world.bucket == "" {
		t.skip("there is no bucket in this region; -write makes one")
		return nil
	}
	requests := t.requests("ListObjectsV2")
	large := t.large()
	t.page.row("declared", plural(t.requests("ListObjectsV2")-requests, "request"))
	var found []s3types.Object
	for object, err := range large.All(ctx) {
		if err != nil {
			return err
		}
		found = append(found, object)
	}
	n := t.requests("ListObjectsV2") - requests
	t.fact("found", len(found), fmt.Sprintf("%s over %d bytes", plural(len(found), "object"), t.world.over))
	var table strings.Builder
	if _, err := write.Table(&table, collections.Of(found...).Limit(3).All(ctx), write.TableOptions{},
		write.Col("KEY", func(o s3types.Object) *string { return o.Key }),
		write.Col("SIZE", func(o s3types.Object) *int64 { return o.Size }),
		write.Col("LAST MODIFIED", func(o s3types.Object) *time.Time { return o.LastModified }),
	); err != nil {
		return err
	}
	t.page.block(table.String())
	t.fact("requests", n, plural(n, "request")+"; the page after the last item is not asked for")
	return nil
}

func (t *tour) resume(ctx context.Context) error {
	t.begin("cursor", "Stop anywhere, continue later, in another process", `cursor := new(paginate.Cursor)
for object, err := range large.Track(cursor).All(ctx) { … break … }
state, err := cursor.MarshalText() // keep it in a file, a table, an event
for object, err := range large.Resume(state).All(ctx) { … }`)
	if t.world.bucket == "" {
		t.skip("there is no bucket in this region")
		return nil
	}
	var whole, parts []string
	for object, err := range t.large().All(ctx) {
		if err != nil {
			return err
		}
		whole = append(whole, *object.Key)
	}

	cursor := new(paginate.Cursor)
	for object, err := range t.large().Track(cursor).All(ctx) {
		if err != nil {
			return err
		}
		if parts = append(parts, *object.Key); len(parts) == before {
			break
		}
	}
	state, err := cursor.MarshalText()
	if err != nil {
		return err
	}
	stopped := len(parts)
	if stopped > 0 {
		t.fact("stopped at", parts[stopped-1], parts[stopped-1])
	}
	t.fact("state", len(state), fmt.Sprintf("%d bytes of text: %.40s…", len(state), state))
	for object, err := range t.large().Limit(max(len(whole)-stopped, 0)).Resume(state).All(ctx) {
		if err != nil {
			return err
		}
		parts = append(parts, *object.Key)
	}
	if len(parts) > stopped {
		t.fact("resumed at", parts[stopped], parts[stopped])
	}
	if fmt.Sprint(parts) != fmt.Sprint(whole) {
		return fmt.Errorf("the two parts are not the whole: %v and %v", parts, whole)
	}
	t.fact("same items", true, fmt.Sprintf("%d + %d in two runs are the %d of one", stopped, len(parts)-stopped, len(whole)))
	return nil
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
