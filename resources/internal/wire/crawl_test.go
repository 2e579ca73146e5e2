package wire

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	dynamotypes "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// crawler calls the methods of resources, from an entry type on. What it calls is
// noted by type and method, with the best answer that it had.
type crawler struct {
	answers map[string]string // "(*Instance).Load" to "", or what went wrong
	done    map[string]bool   // "(*Instance).Stop StopInstances", of the story
	seen    map[string]int    // resources crawled, by type
	visited map[string]bool
	found   []reflect.Value // resources, to act on later
	views   []reflect.Value // collections
	samples []reflect.Value // resources that do not exist
}

func newCrawler() *crawler {
	return &crawler{answers: map[string]string{}, done: map[string]bool{}, seen: map[string]int{}, visited: map[string]bool{}}
}

// note keeps the best answer.
func (c *crawler) note(v reflect.Value, method string, err error) {
	name := "(*" + v.Type().Elem().Name() + ")." + method
	switch old, known := c.answers[name]; {
	case err == nil:
		c.answers[name] = ""
	case !known || old != "":
		c.answers[name] = err.Error()
	}
}

// record notes the methods of resources whose requests are answered, which the
// stack of the call tells, with the operation.
func (c *crawler) record(pkg string) func(*middleware.Stack) error {
	method := regexp.MustCompile(`/resources/` + pkg + `\.(\(\*\w+\)\.\w+)$`)
	var mu sync.Mutex
	note := middleware.InitializeMiddlewareFunc("record", func(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			return out, metadata, err
		}
		mu.Lock()
		defer mu.Unlock()
		callers := make([]uintptr, 100)
		frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
		for more := true; more; {
			var frame runtime.Frame
			frame, more = frames.Next()
			if m := method.FindStringSubmatch(frame.Function); m != nil {
				c.done[m[1]+" "+awsmiddleware.GetOperationName(ctx)] = true
			}
		}
		return out, metadata, nil
	})
	return func(stack *middleware.Stack) error { return stack.Initialize.Add(note, middleware.After) }
}

// perType bounds how many resources of a type are crawled.
const perType = 4

// crawl walks the collections and relations of v, and loads it.
func (c *crawler) crawl(ctx context.Context, v reflect.Value) {
	typ := v.Type().Elem().Name()
	if id, ok := v.Interface().(fmt.Stringer); ok {
		if c.visited[id.String()] || c.seen[typ] >= perType {
			return
		}
		c.visited[id.String()] = true
		c.seen[typ]++
		c.found = append(c.found, v)
	}
	if load := v.MethodByName("Load"); load.IsValid() {
		err, _ := load.Call([]reflect.Value{reflect.ValueOf(ctx)})[0].Interface().(error)
		c.note(v, "Load", err)
	}
	for i := range v.NumMethod() {
		name, method := v.Type().Method(i).Name, v.Method(i)
		t := method.Type()
		if t.NumOut() != 1 || t.NumIn() == 0 && slices.Contains([]string{"Client", "Service", "Identity"}, name) || name == "Format" {
			continue
		}
		var args []reflect.Value
		takesNothing := true
		for n := range t.NumIn() {
			if t.IsVariadic() && n == t.NumIn()-1 {
				break
			}
			if t.In(n).Kind() != reflect.String || !hasMethod(t.Out(0), "Collect") {
				takesNothing = false
				break
			}
			text := "" // all of them, by a prefix
			if name == "Parameters" {
				text = "/"
			}
			args = append(args, reflect.ValueOf(text))
		}
		out := t.Out(0)
		if !takesNothing {
			if out.Kind() == reflect.Pointer && hasMethod(out, "Identity") { // a sub-resource by its identifiers
				var args []reflect.Value
				for n := range t.NumIn() {
					args = append(args, sample(t.In(n)))
				}
				c.samples = append(c.samples, method.Call(args)[0])
				c.note(v, name, nil)
			}
			continue
		}
		switch {
		case out.Kind() == reflect.Pointer && hasMethod(out, "Collect"):
			c.collect(ctx, v, name, method.Call(args)[0])
		case out.Kind() == reflect.Pointer && hasMethod(out, "Identity"):
			r := method.Call(nil)[0]
			c.note(v, name, nil)
			if !r.IsNil() {
				c.crawl(ctx, r)
			}
		case out.Kind() == reflect.Slice && hasMethod(out.Elem(), "Identity"):
			list := method.Call(nil)[0]
			c.note(v, name, nil)
			for n := range list.Len() {
				c.crawl(ctx, list.Index(n))
			}
		}
	}
}

func hasMethod(t reflect.Type, name string) bool {
	_, ok := t.MethodByName(name)
	return ok
}

// collect ranges over a collection.
func (c *crawler) collect(ctx context.Context, v reflect.Value, name string, view reflect.Value) {
	limited := view.MethodByName("Limit").Call([]reflect.Value{reflect.ValueOf(50)})[0]
	results := limited.MethodByName("Collect").Call([]reflect.Value{reflect.ValueOf(ctx)})
	err, _ := results[1].Interface().(error)
	c.note(v, name, err)
	c.views = append(c.views, view)
	for n := range results[0].Len() {
		c.crawl(ctx, results[0].Index(n))
	}
}

// act calls every action of everything that was found, with zero arguments, and
// notes whether the request was answered. What destroys comes last.
func (c *crawler) act(ctx context.Context, entry reflect.Value) {
	for _, v := range c.samples {
		c.sample(ctx, v)
	}
	// Methods on the constructor-made samples come last: a real resource gives
	// the better answer.
	all := slices.Concat([]reflect.Value{entry}, c.found, c.samples)
	for _, destroys := range []bool{false, true} {
		for _, v := range c.views {
			c.actOnMany(ctx, v, destroys)
		}
		for _, v := range all {
			for i := range v.NumMethod() {
				name := v.Type().Method(i).Name
				if c.answered(v, name) || isDestroying(name) != destroys || name == "Load" || name == "Reload" || strings.HasPrefix(name, "WaitUntil") {
					continue
				}
				c.actOne(ctx, v, name, v.Method(i))
			}
		}
	}
}

// actOnMany calls the batch actions of a collection. One without a resource
// makes no request.
func (c *crawler) actOnMany(ctx context.Context, v reflect.Value, destroys bool) {
	for i := range v.NumMethod() {
		name, t := v.Type().Method(i).Name, v.Method(i).Type()
		if c.answered(v, name) || isDestroying(name) != destroys || !t.IsVariadic() || t.NumOut() != 2 || t.Out(0).Kind() != reflect.Int {
			continue
		}
		args := []reflect.Value{reflect.ValueOf(ctx)}
		for n := 1; n < t.NumIn()-1; n++ {
			args = append(args, sample(t.In(n)))
		}
		some := v.MethodByName("Limit").Call([]reflect.Value{reflect.ValueOf(2)})[0]
		results := some.MethodByName(name).Call(args)
		if err, _ := results[1].Interface().(error); err != nil || results[0].Int() > 0 {
			c.note(v, name, unanswered(err))
		}
	}
}

// sample loads a resource that does not exist, and takes its relations.
func (c *crawler) sample(ctx context.Context, v reflect.Value) {
	if load := v.MethodByName("Load"); load.IsValid() && !c.answered(v, "Load") {
		err, _ := load.Call([]reflect.Value{reflect.ValueOf(ctx)})[0].Interface().(error)
		c.note(v, "Load", unanswered(err))
	}
	for i := range v.NumMethod() {
		name, t := v.Type().Method(i).Name, v.Method(i).Type()
		if t.NumOut() != 1 || c.answered(v, name) || t.NumIn() > 1 || t.NumIn() == 1 && !t.IsVariadic() {
			continue
		}
		switch out := t.Out(0); {
		case hasMethod(out, "Collect"):
			view := v.Method(i).Call(nil)[0].MethodByName("Limit").Call([]reflect.Value{reflect.ValueOf(1)})[0]
			err, _ := view.MethodByName("Collect").Call([]reflect.Value{reflect.ValueOf(ctx)})[1].Interface().(error)
			c.note(v, name, unanswered(err))
		case hasMethod(out, "Identity"), out.Kind() == reflect.Slice && hasMethod(out.Elem(), "Identity"):
			v.Method(i).Call(nil)
			c.note(v, name, nil)
		}
	}
}

func (c *crawler) answered(v reflect.Value, method string) bool {
	answer, known := c.answers["(*"+v.Type().Elem().Name()+")."+method]
	return known && answer == ""
}

func isDestroying(name string) bool {
	return slices.ContainsFunc([]string{"Delete", "Terminate", "Release", "Deregister", "Remove", "Abort", "Purge"},
		func(verb string) bool { return strings.HasPrefix(name, verb) })
}

func (c *crawler) actOne(ctx context.Context, v reflect.Value, name string, method reflect.Value) {
	t := method.Type()
	if t.NumIn() < 2 || !t.IsVariadic() || t.In(0) != reflect.TypeFor[context.Context]() || t.NumOut() != 2 || t.In(t.NumIn()-1).Elem().Kind() != reflect.Func {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	args := []reflect.Value{reflect.ValueOf(ctx)}
	for n := 1; n < t.NumIn()-1; n++ {
		args = append(args, sample(t.In(n)))
	}
	err, _ := method.Call(args)[1].Interface().(error)
	c.note(v, name, unanswered(err))
}

// sample is a value for an argument.
func sample(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		v.SetString("sample")
	case reflect.Int32, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8:
		v.SetUint(1)
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(sample(t.Elem()))
	case reflect.Slice:
		v.Set(reflect.Append(v, sample(t.Elem())))
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		v.SetMapIndex(sample(t.Key()), sample(t.Elem()))
	case reflect.Interface:
		if t == reflect.TypeFor[dynamotypes.AttributeValue]() {
			v.Set(reflect.ValueOf(&dynamotypes.AttributeValueMemberS{Value: "sample"}))
		}
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Now()))
			break
		}
		for f := range t.Fields() {
			if kind := f.Type.Kind(); f.IsExported() && (kind != reflect.Pointer || f.Type.Elem().Kind() != reflect.Struct) {
				v.FieldByIndex(f.Index).Set(sample(f.Type))
			}
		}
	}
	return v
}

// unanswered is an error for which the service gave no answer: a refusal is one.
func unanswered(err error) error {
	var api smithy.APIError
	if errors.As(err, &api) {
		return nil
	}
	return err
}
