package gen

import (
	"fmt"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// writeCollection writes the type of a collection.
func (g *generator) writeCollection(c *collectionType) {
	f := c.file
	f.doc(fmt.Sprintf("%s is a collection of %s, as %s lists them. It makes no request until it is ranged over; see [collections.View].", c.name, plural(c.item.noun), c.op.name))
	types := fmt.Sprintf("[*%s, *%s, *%s]", c.name, g.typeText(c.op.in), c.item.goName)
	f.printf("type %s struct {\n\tcollections.View%s\n}\n\n", c.name, types)
	f.printf("func new%s(e *collections.Erased) *%s { return &%s{collections.ViewOf%s(e)} }\n\n", c.name, c.name, c.name, types)
	for _, u := range c.uses {
		if c.dependsOn(u) {
			continue
		}
		g.writeItems(c, u, strings.ToLower(g.Entry[:1]), g.Entry, strings.ToLower(g.Entry[:1]))
		break
	}
}

// dependsOn reports whether the items need to know whose they are.
func (c *collectionType) dependsOn(u use) bool {
	return slices.ContainsFunc(u.model.Resource.Identifiers, func(s identifierSource) bool { return s.Source != "response" })
}

// prefixes are members of an input that a collection's method takes, since most
// programs set them.
var prefixes = map[string]bool{
	"LogGroupNamePrefix": true, "LogStreamNamePrefix": true, "Prefix": true, "QueueNamePrefix": true,
}

// writeCollectionMethod writes the method that returns a collection.
func (g *generator) writeCollectionMethod(k *kind, name string, m *action) {
	f, where := k.file, k.goName+"."+name
	op, item := g.operations[m.Request.Operation], g.kind(m.Resource.Type)
	listed := op
	if m.Describe != nil {
		listed = g.pages[op]
	}
	c := g.collection(listed, item)
	if c == nil {
		return
	}
	if m.Options != "" {
		op.options = m.Options
	}
	method := goName(name)
	var params, prefix string
	if filters(op) {
		params = "filters ...types.Filter"
	}
	for _, member := range slices.Sorted(maps.Keys(prefixes)) {
		if _, err := field(op.in, member); err == nil && m.Args == nil {
			prefix, params = member, "prefix string"
		}
	}
	args := g.collectionArguments(where, op, m)
	if len(args) > 0 {
		params = strings.TrimSuffix(argumentList(args), ", ")
	}
	of := " of the " + k.noun
	if k.isEntry() {
		of = ""
	}
	text := "returns the " + prose(name) + of
	switch {
	case m.Doc != "":
		text = m.Doc
	case prefix == "Prefix":
		text += ` whose keys begin with prefix, or all of them if it is ""`
	case prefix != "":
		text += ` whose names begin with prefix, or all of them if it is ""`
	}
	text, further := cutDoc(text)
	text = method + " " + text + " (" + op.name + ")" + further + "."
	if params == "filters ...types.Filter" {
		text += " The service applies the filters."
	}
	if m.Describe != nil {
		text = strings.Replace(text, "("+op.name+")", "("+op.name+", and "+m.Describe.Operation+" for their Data, "+fmt.Sprint(m.Describe.Limit)+" a request)", 1)
	}
	if m.Resource.Path == "" && item.data != nil {
		text += " The listing does not set Data: Load requests it for each."
	}
	f.doc(text)
	f.printf("func (%s *%s) %s(%s) *%s {\n", k.recv, k.goName, method, params, c.name)
	if !k.isEntry() {
		f.printf("\tif err := %s.check(%q); err != nil {\n\t\treturn new%s(collections.Refused(err))\n\t}\n", k.recv, g.qualified(op.name), c.name)
	}
	root := &literal{}
	for _, p := range m.Request.Params {
		g.fill(where, root, k, p, k.recv)
	}
	for _, a := range args {
		*root.child(a.member) = literal{name: a.member, expr: a.value, whole: true}
	}
	switch {
	case len(args) > 0:
	case prefix != "":
		*root.child(prefix) = literal{name: prefix, expr: "resources.Prefix(prefix)", whole: true}
	case params != "":
		set := root.child("Filters")
		if set.fields == nil {
			*set = literal{name: "Filters", expr: "filters", whole: true}
		} else {
			v, _ := field(op.in, "Filters")
			fixed := g.write(where, set, v.Type(), false)
			*set = literal{name: "Filters", expr: "append(" + fixed + ", filters...)", whole: true}
		}
	}
	in := "&" + g.typeText(op.in) + "{}"
	if root.fields != nil {
		in = g.write(where, root, types.NewPointer(op.in), false)
	}
	f.printf("\tin := %s\n", in)
	owner := k.service()
	if c.dependsOn(use{k, name, m}) {
		owner = k.recv
		g.writeItemsOnce(c, use{k, name, m})
	}
	how := "Listed"
	if !isPaged(op) {
		how = "ListedOnce"
		if g.sdk.client.Scope().Lookup("New"+op.name+"Paginator") != nil {
			g.errorf("%s: the SDK has a paginator of %s, but it has no token that is known", where, op.name)
		}
	}
	list := k.service() + "." + lowerFirst(op.name)
	if m.Describe != nil {
		list = k.recv + "." + listed.out.Obj().Name()
		g.deferred = append(g.deferred, func() { g.writeDescribed(where, k, op, listed, m.Describe) })
	}
	f.printf("\treturn new%s(collections.%s(%s, in, %s.%s))\n}\n\n", c.name, how, list, owner, c.itemsName())
	g.fact(k.name, "hasMany", name, "(*"+k.goName+")."+method, op.name)
}

// collectionArguments are the members of an input that a collection's method
// takes because the model says so; an empty text leaves one out.
func (g *generator) collectionArguments(where string, op *operation, m *action) []argument {
	if len(m.Args) == 0 {
		return nil
	}
	args := g.arguments(where, op, m)
	for i, a := range args {
		if a.value == "aws.String("+a.name+")" {
			args[i].value = "resources.Prefix(" + a.name + ")"
		}
	}
	return args
}

var tokenField = regexp.MustCompile(`(Token|Marker|Cursor)$|^ExclusiveStart|^Position$`)

// isPaged reports whether an operation answers in pages: whether its input has a
// field for a token, or one for the first item of a page that the output names.
func isPaged(op *operation) bool {
	s := structOf(op.in)
	for i := range s.NumFields() {
		name := s.Field(i).Name()
		if name != "ClientToken" && tokenField.MatchString(name) {
			return true
		}
		if what, ok := strings.CutPrefix(name, "Start"); ok {
			if _, err := field(op.out, "Next"+what); err == nil {
				return true
			}
		}
	}
	return false
}

func (c *collectionType) itemsName() string { return lowerFirst(c.name) + "Of" }

// writeItemsOnce writes the function that finds the items of an owner; it is
// written after the method that is in the making.
func (g *generator) writeItemsOnce(c *collectionType, u use) {
	for _, other := range c.uses {
		if other.kind.name == u.kind.name {
			if other.name != u.name {
				return // written with the first use
			}
			break
		}
	}
	g.deferred = append(g.deferred, func() { g.writeItems(c, u, u.kind.recv, u.kind.goName, u.kind.service()) })
}

// writeItems writes the function that makes the resources of an answer.
func (g *generator) writeItems(c *collectionType, u use, recv, owner, service string) {
	f, where := u.kind.file, owner+"."+u.name
	if !c.dependsOn(u) {
		f = c.file
	} else if u.kind.isEntry() {
		f = g.file("service")
	}
	item := c.item
	identifiers := map[string]identifierSource{}
	for _, s := range u.model.Resource.Identifiers {
		identifiers[s.Target] = s
	}
	f.printf("func (%s *%s) %s(out *%s) []any {\n", recv, owner, c.itemsName(), g.typeText(c.op.out))
	lists := g.lists(where, c, u)
	if lists == nil {
		return
	}
	x := item.recv
	if x == recv || x == "n" {
		x = "x"
	}
	// How many there are.
	count := ""
	for _, l := range lists {
		if len(l.steps) > 1 {
			f.printf("\tcount := 0\n\tfor _, o := range out.%s {\n\t\tcount += len(o.%s)\n\t}\n", upper(l.steps[0].member), upper(l.steps[1].member))
			count = "count"
			continue
		}
		if count != "" {
			count += "+"
		}
		count += "len(out." + upper(l.steps[0].member) + ")"
	}
	if count != "count" {
		f.printf("\tcount := %s\n", count)
	}
	f.printf("\tall, slab := make([]any, 0, count), make([]%s, count)\n", item.goName)
	for _, l := range lists {
		expr := "out"
		typ := types.Type(types.NewPointer(c.op.out))
		for i, s := range l.steps {
			v, err := field(typ, s.member)
			if err != nil {
				g.errorf("%s: %w", where, err)
				return
			}
			slice, ok := v.Type().(*types.Slice)
			if !ok {
				g.errorf("%s: %s is not a list", where, v.Type())
				return
			}
			index := []string{"n", "o"}[len(l.steps)-1-i]
			f.printf("\tfor %s := range %s.%s {\n", index, expr, v.Name())
			expr, typ = fmt.Sprintf("%s.%s[%s]", expr, v.Name(), index), slice.Elem()
		}
		skip := ""
		lhs, rhs := []string{x + ".service"}, []string{service}
		for _, i := range item.ids {
			s, ok := identifiers[i.name]
			if !ok {
				g.errorf("%s: nothing gives the identifier %s", where, i.name)
				return
			}
			lhs = append(lhs, x+"."+i.goName)
			switch s.Source {
			case "identifier":
				own := u.kind.id(s.Name)
				if own == nil {
					g.errorf("%s: %s has no identifier %s", where, owner, s.Name)
					return
				}
				rhs = append(rhs, recv+"."+own.goName)
			case "requestParameter":
				rhs = append(rhs, g.requestParameter(where, u, s, recv))
			case "response":
				_, rest := split(l.path(s.Path))
				steps, err := parsePath(rest)
				if err != nil {
					g.errorf("%s: %w", where, err)
				}
				v := g.walk(where, expr, typ, steps)
				if missing := v.missing(); missing != "" {
					skip = missing
				}
				rhs = append(rhs, g.identifier(where, v, i))
			default:
				g.errorf("%s: unknown source %q", where, s.Source)
			}
		}
		if skip != "" {
			f.printf("\t\tif %s {\n\t\t\tcontinue\n\t\t}\n", skip)
		}
		f.printf("\t\t%s := &slab[len(all)]\n", x)
		if u.model.Resource.Path != "" && item.data != nil {
			v := value{expr: expr, typ: typ}
			if types.Identical(elemOf(typ), item.data.typ) {
				lhs, rhs = append(lhs, x+".Data"), append(rhs, pointerTo(v))
			} else {
				extra := singular(upper(l.steps[len(l.steps)-1].member))
				lhs, rhs = append(lhs, x+"."+extra), append(rhs, pointerTo(v))
			}
		}
		f.printf("\t\t%s = %s\n\t\tall = append(all, %s)\n%s", strings.Join(lhs, ", "), strings.Join(rhs, ", "), x, strings.Repeat("\t}\n", len(l.steps)))
	}
	f.printf("\treturn all\n}\n\n")
}

// writeDescribed writes the request for a page and what describes it.
func (g *generator) writeDescribed(where string, k *kind, op, page *operation, d *describe) {
	f, by, name := k.file, g.operations[d.Operation], page.out.Obj().Name()
	list := upper(strings.TrimSuffix(d.Path, "[]"))
	if !g.written[name] {
		g.written[name] = true
		f.doc(fmt.Sprintf("%s is a page of %s, with what %s says of what it lists.", name, op.name, by.name))
		data, _ := field(by.out, list)
		f.printf("type %s struct {\n\tNextToken *string\n\t%s %s\n}\n\n", name, list, g.typeText(data.Type()))
	}
	names, ids := "", &literal{expr: "names", whole: true}
	root := &literal{}
	for _, p := range d.Params {
		if p.Source != "response" {
			g.fill(where, root, k, p, k.recv)
			continue
		}
		v, err := field(op.out, strings.TrimSuffix(p.Path, "[]"))
		if err != nil {
			g.errorf("%s: %w", where, err)
			return
		}
		names, ids.name = "out."+v.Name(), strings.TrimSuffix(p.Target, "[]")
		*root.child(ids.name) = *ids
	}
	in := g.write(where, root, types.NewPointer(by.in), false)
	f.printf("func (%s *%s) %s(ctx context.Context, in *%s) (*%s, error) {\n", k.recv, k.goName, name, g.typeText(op.in), name)
	f.printf("\tout, err := %s.%s(ctx, in)\n\tif err != nil {\n\t\treturn nil, err\n\t}\n", k.service(), lowerFirst(op.name))
	f.printf("\tpage := &%s{NextToken: out.NextToken}\n\tfor names := range slices.Chunk(%s, %d) {\n", name, names, d.Limit)
	f.printf("\t\tdescribed, err := %s.%s(ctx, %s)\n\t\tif err != nil {\n\t\t\treturn nil, err\n\t\t}\n", k.service(), lowerFirst(by.name), in)
	f.printf("\t\tpage.%s = append(page.%s, described.%s...)\n\t}\n\treturn page, nil\n}\n\n", list, list, list)
}

// requestParameter is the value that a collection sets in its requests.
func (g *generator) requestParameter(where string, u use, s identifierSource, recv string) string {
	for _, p := range u.model.Request.Params {
		if p.Target != s.Path {
			continue
		}
		switch p.Source {
		case "string":
			return string(p.Value)
		case "identifier":
			return recv + "." + u.kind.id(p.Name).goName
		}
	}
	g.errorf("%s: no request parameter %s is set", where, s.Path)
	return `""`
}

// list is a list of an answer that holds items.
type list struct {
	steps []step
	index int // of the alternative
}

// path is the alternative of a path that belongs to the list.
func (l list) path(path string) string {
	alts := alternatives(path)
	return alts[min(l.index, len(alts)-1)]
}

// lists are the lists of an answer that hold a collection's items.
func (g *generator) lists(where string, c *collectionType, u use) []list {
	path := u.model.Resource.Path
	for _, s := range u.model.Resource.Identifiers {
		if s.Source == "response" {
			path = s.Path
		}
	}
	var lists []list
	for i, alt := range alternatives(path) {
		l, _ := split(alt)
		steps, err := parsePath(l)
		if err != nil || len(steps) == 0 || len(steps) > 2 {
			g.errorf("%s: %q is no list", where, path)
			return nil
		}
		lists = append(lists, list{steps, i})
	}
	return lists
}

// findExtras finds the data of another type that a listing with several lists
// gives: the delete markers beside the versions.
func (g *generator) findExtras() {
	for _, c := range g.collections {
		if c.item.data == nil || c.uses[0].model.Resource.Path == "" {
			continue
		}
		for _, l := range g.lists(c.name, c, c.uses[0]) {
			typ := types.Type(types.NewPointer(c.op.out))
			for _, s := range l.steps {
				v, err := field(typ, s.member)
				if err != nil {
					g.errorf("%s: %w", c.name, err)
					return
				}
				if slice, ok := v.Type().(*types.Slice); ok {
					typ = slice.Elem()
				}
			}
			if !types.Identical(elemOf(typ), c.item.data.typ) {
				c.item.extra[singular(upper(l.steps[len(l.steps)-1].member))] = g.typeText(elemOf(typ))
			}
		}
	}
}

// writeBatchActions writes the actions on many resources.
func (g *generator) writeBatchActions(k *kind) {
	for _, a := range k.model.BatchActions {
		g.writeBatchAction(k, a.Name, &a.Value)
	}
}

func (g *generator) writeBatchAction(k *kind, name string, m *action) {
	f, where := k.file, k.name+"."+name
	op := g.operations[m.Request.Operation]
	if op == nil {
		return
	}
	if m.Own {
		for _, c := range g.collections {
			if c.item == k {
				g.fact(k.name, "batchAction", name, "(*"+c.name+")."+name, op.name)
			}
		}
		return
	}
	if m.Limit == 0 {
		g.errorf("%s: a batch action needs an x-limit", where)
		return
	}
	args := g.arguments(where, op, m)
	var given, passed strings.Builder
	given.WriteString(argumentList(args))
	for _, a := range args {
		passed.WriteString(a.name + ", ")
	}
	function := lowerFirst(name) + strings.ReplaceAll(plural(k.goName), " ", "")
	in := g.typeText(op.in)
	many := plural(k.noun)
	what := batchSentence(name, many)
	if m.Doc != "" {
		what = strings.Replace(m.Doc, "%s", many, 1)
	}
	var of []*collectionType
	for _, c := range g.collections {
		if c.item == k {
			of = append(of, c)
		}
	}
	if len(of) == 0 { // no operation lists them, but a program may gather some
		c := &collectionType{name: goName(plural(k.name)), op: op, item: k, file: f}
		g.collections = append(g.collections, c)
		of = append(of, c)
		f.doc(fmt.Sprintf("%s is a collection of %s, made from others by collections.As.", c.name, plural(k.noun)))
		f.printf("type %s struct {\n\tcollections.View[*%s, *%s, *%s]\n}\n\n", c.name, c.name, in, k.goName)
	}
	for _, c := range of {
		f.doc(fmt.Sprintf("%s %s, %s a request (%s). It returns how many succeeded; the error has a [resources.ItemError] for each that did not.", name, what, thousands(m.Limit), op.name))
		f.printf("func (c *%s) %s(ctx context.Context, %schanges ...func(*%s)) (int, error) {\n\treturn resources.Apply(ctx, c.Erased(), ", c.name, name, given.String(), in)
		g.fact(k.name, "batchAction", name, "(*"+c.name+")."+name, op.name)
		if len(of) == 1 {
			g.writeBatch(where, k, m, op, args)
			f.printf(")\n}\n\n")
		} else {
			f.printf("%s(%schanges))\n}\n\n", function, passed.String())
		}
	}
	if len(of) > 1 {
		f.printf("func %s(%schanges []func(*%s)) resources.Action[*%s] {\n\treturn ", function, given.String(), in, k.goName)
		g.writeBatch(where, k, m, op, args)
		f.printf("\n}\n\n")
	}
}

// writeBatch writes the action of a batch action.
func (g *generator) writeBatch(where string, k *kind, m *action, op *operation, args []argument) {
	f, x := k.file, k.recv
	f.printf("resources.Action[*%s]{\n\t\tSize: %d,\n", k.goName, m.Limit)
	root, lists, keys := g.batchInput(where, k, m, args)
	group := x + ".service"
	if len(keys) > 0 {
		group = fmt.Sprintf("[...]any{%s.service, %s}", x, strings.Join(keys, ", "))
	}
	f.printf("\t\tGroup: func(%s *%s) any { return %s },\n", x, k.goName, group)
	if k.model.Load != nil || k.model.Custom != "" {
		f.printf("\t\tChanged: func(%s *%s) { %s.state.Changed() },\n", x, k.goName, x)
	}
	f.printf("\t\tDo: func(ctx context.Context, group []*%s) ([]collections.Failure, error) {\n", k.goName)
	f.printf("\t\t\tin := %s\n", root)
	index := "_"
	for _, l := range lists {
		if strings.Contains(l, "Itoa(n)") {
			index = "n"
		}
	}
	f.printf("\t\t\tfor %s, %s := range group {\n", index, x)
	for _, l := range lists {
		f.printf("\t\t\t\t%s\n", l)
	}
	f.printf("\t\t\t}\n")
	out := "_"
	if m.Failures != nil {
		out = "out"
	}
	f.printf("\t\t\t%s, err := resources.Call(ctx, %q, group[0].service.%s, in, changes)\n", out, g.qualified(op.name), lowerFirst(op.name))
	if m.Failures == nil {
		f.printf("\t\t\treturn nil, err\n\t\t},\n\t}")
		return
	}
	f.printf("\t\t\tif err != nil {\n\t\t\t\treturn nil, err\n\t\t\t}\n")
	g.writeFailures(where, k, op, m.Failures)
	f.printf("\t\t},\n\t}")
}

// writeFailures writes how failures in an answer are told apart.
func (g *generator) writeFailures(where string, k *kind, op *operation, m *failureModel) {
	f := k.file
	list, err := field(op.out, strings.TrimSuffix(m.Path, "[]"))
	if err != nil {
		g.errorf("%s: %w", where, err)
		return
	}
	elem := list.Type().(*types.Slice).Elem()
	walk := func(path string) value {
		steps, err := parsePath(path)
		if err != nil {
			g.errorf("%s: %w", where, err)
		}
		return g.walk(where, "f", elem, steps)
	}
	member := func(path string) string { return g.text(where, walk(path), "") }
	var same []string
	for _, path := range slices.Sorted(maps.Keys(m.Match)) {
		v := walk(path)
		if v.missing() != "" {
			same = append(same, present(v.absent))
		}
		if m.Match[path] == "index" {
			same = append(same, member(path)+" == strconv.Itoa(n)")
		} else {
			same = append(same, fmt.Sprintf("%s == group[n].%s", member(path), k.id(m.Match[path]).goName))
		}
	}
	retry := "resources.Passing(" + member(m.Code) + ")"
	if m.Fault != "" {
		retry = "!f." + m.Fault
	}
	f.printf("\t\t\treturn resources.Failures(out.%s, len(group),\n", list.Name())
	f.printf("\t\t\t\tfunc(f *%s, n int) bool { return %s },\n", g.typeText(elem), strings.Join(same, " && "))
	f.printf("\t\t\t\tfunc(f *%s) (error, bool) {\n\t\t\t\t\treturn resources.Refused(%s, %s), %s\n\t\t\t\t}), nil\n", g.typeText(elem), member(m.Code), member(m.Text), retry)
}

func thousands(n int) string {
	if n >= 1000 {
		return fmt.Sprintf("%d,%03d", n/1000, n%1000)
	}
	return fmt.Sprint(n)
}

// batchInput returns the literal of the input, the statements that add an item
// to its lists, and what all items of a request have in common.
func (g *generator) batchInput(where string, k *kind, m *action, args []argument) (in string, lists, keys []string) {
	op := g.operations[m.Request.Operation]
	root := &literal{}
	type element struct {
		path string
		typ  types.Type
		lit  literal
	}
	var elements []*element
	for _, p := range m.Request.Params {
		steps, err := parsePath(p.Target)
		if err != nil {
			g.errorf("%s: %w", where, err)
			return
		}
		many := slices.IndexFunc(steps, func(s step) bool { return s.index == all || s.index == items })
		if many < 0 {
			g.fill(where, root, k, p, "group[0]")
			if i := k.id(p.Name); i != nil && p.Source == "identifier" {
				keys = append(keys, k.recv+"."+i.goName)
			}
			continue
		}
		path, typ := "in", types.Type(types.NewPointer(op.in))
		for _, s := range steps[:many+1] {
			v, err := field(typ, s.member)
			if err != nil {
				g.errorf("%s: %w", where, err)
				return
			}
			path, typ = path+"."+v.Name(), v.Type()
		}
		for i := range many { // what holds the list must be there
			if v, err := field(op.in, steps[i].member); err == nil && many == 1 {
				*root.child(steps[i].member) = literal{name: steps[i].member, expr: "&" + g.typeText(elemOf(v.Type())) + "{}", whole: true}
			}
		}
		slice, ok := typ.(*types.Slice)
		if !ok {
			g.errorf("%s: %s is not a list", where, path)
			return
		}
		i := slices.IndexFunc(elements, func(e *element) bool { return e.path == path })
		if i < 0 {
			i = len(elements)
			elements = append(elements, &element{path: path, typ: slice.Elem()})
		}
		e := elements[i]
		leaf := e.lit.at(steps[many+1:])
		switch p.Source {
		case "identifier":
			leaf.expr, leaf.number = k.recv+"."+k.id(p.Name).goName, k.id(p.Name).number
		case "index":
			leaf.expr = "strconv.Itoa(n)"
		default:
			g.errorf("%s: unknown source %q", where, p.Source)
		}
	}
	for _, a := range args {
		*root.child(a.member) = literal{name: a.member, expr: a.value, whole: true}
	}
	in = "&" + g.typeText(op.in) + "{}"
	if root.fields != nil {
		in = g.write(where, root, types.NewPointer(op.in), false)
	}
	for _, e := range elements {
		lists = append(lists, fmt.Sprintf("%s = append(%s, %s)", e.path, e.path, g.write(where, &e.lit, e.typ, false)))
	}
	return in, lists, keys
}

// writeOperations writes the calls of the client.
func (g *generator) writeOperations() {
	f := g.file("operations")
	g.importsOf(f)
	r := strings.ToLower(g.Entry[:1])
	for i, name := range slices.Sorted(maps.Keys(g.operations)) {
		op := g.operations[name]
		in, out, pkg := g.typeText(op.in), g.typeText(op.out), g.sdk.name
		if i == 0 {
			f.doc("Each operation is looked up in the client when it is called, so that a fake needs only those that a test calls, and a program links only those that it uses.")
			f.printf("\n")
		}
		f.printf("func (%s *%s) %s(ctx context.Context, in *%s) (*%s, error) {\n", r, g.Entry, lowerFirst(name), in, out)
		f.printf("\tapi, ok := %s.api().(interface {\n\t\t%s(context.Context, *%s, ...func(*%s.Options)) (*%s, error)\n\t})\n", r, name, in, pkg, out)
		options := ""
		if op.options != "" {
			options = ", " + op.options
		}
		f.printf("\tif !ok {\n\t\treturn nil, %s.at().Lacks(%q)\n\t}\n\treturn api.%s(ctx, in%s)\n}\n\n", r, g.qualified(name), name, options)
	}
}
