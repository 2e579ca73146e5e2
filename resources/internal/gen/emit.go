package gen

import (
	"cmp"
	"errors"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// generate writes all files.
func (g *generator) generate() {
	if g.checkNames(); len(g.errs) > 0 {
		return
	}
	g.findKinds()
	g.findOperations()
	g.findData()
	if g.check(); len(g.errs) > 0 {
		return
	}
	g.findCollections()
	g.findExtras()
	if len(g.errs) > 0 {
		return
	}
	entry := g.entryKind()
	g.writeEntry(entry)
	for _, k := range g.kinds {
		g.writeKind(k)
	}
	g.writeMembers(entry)
	for _, k := range g.kinds {
		g.writeMembers(k)
	}
	for _, c := range g.collections {
		g.writeCollection(c)
	}
	for _, k := range g.kinds {
		g.writeBatchActions(k)
	}
	g.writeOperations()
}

// entryKind is the service as a kind of its own.
func (g *generator) entryKind() *kind {
	f := g.file("service")
	g.importsOf(f)
	return &kind{model: &g.model.Service, goName: g.Entry, recv: strings.ToLower(g.Entry[:1]), file: f}
}

func (k *kind) isEntry() bool { return k.name == "" }

// service is the expression for the service of a kind.
func (k *kind) service() string {
	if k.isEntry() {
		return k.recv
	}
	return k.recv + ".service"
}

// numbers are the Go types of identifiers that are numbers, by the type in the
// model; "long" is ours.
var numbers = map[string]string{"integer": "int32", "long": "int64"}

func (g *generator) findKinds() {
	for _, r := range g.model.Resources {
		name := goName(r.Name)
		if name == g.Entry {
			g.errorf("the entry type %s has the name of a resource: choose another", g.Entry)
		}
		k := &kind{name: r.Name, model: &r.Value, goName: name, recv: strings.ToLower(name[:1]), noun: strings.TrimSuffix(prose(r.Name), " info"), extra: map[string]string{}}
		for _, i := range r.Value.Identifiers {
			k.ids = append(k.ids, id{i.Name, goName(i.Name), i.MemberName, numbers[i.Type], i.Secret, i.Empty, i.Trim})
			g.fact(r.Name, "identifier", i.Name, name+"."+goName(i.Name), "")
		}
		k.file = g.file(name)
		g.importsOf(k.file)
		g.kinds = append(g.kinds, k)
		g.fact(r.Name, "type", r.Name, name, "")
	}
}

// resourceOf returns the kind that a model names.
func (g *generator) resourceOf(where, name string) *kind {
	k := g.kind(name)
	if k == nil {
		g.errorf("%s: there is no resource %s", where, name)
	}
	return k
}

// findOperations resolves every operation before anything is written.
func (g *generator) findOperations() {
	use := func(where, name string) {
		op, err := g.sdk.operation(name)
		if err != nil {
			g.errorf("%s: %w", where, err)
			return
		}
		g.operations[name] = op
	}
	one := func(name string, r *resource) {
		for _, actions := range []ordered[action]{r.Actions, r.BatchActions, r.HasMany} {
			for _, a := range actions {
				use(name+"."+a.Name, a.Value.Request.Operation)
				if d := a.Value.Describe; d != nil {
					use(name+"."+a.Name, d.Operation)
				}
			}
		}
		if r.Load != nil {
			use(name+".load", r.Load.Request.Operation)
		}
	}
	one(g.Entry, &g.model.Service)
	for _, k := range g.kinds {
		one(k.name, k.model)
	}
}

// findData resolves the type of each kind's data.
func (g *generator) findData() {
	for _, k := range g.kinds {
		switch {
		case k.model.Data != "":
			if t := g.sdk.shape(k.model.Data); t != nil {
				k.data = &goType{t, g.typeText(t)}
			} else {
				g.errorf("%s: x-data: there is no type %s", k.name, k.model.Data)
			}
		case k.model.Load != nil:
			op := g.operations[k.model.Load.Request.Operation]
			if op == nil {
				continue
			}
			steps, err := parsePath(k.model.Load.Path)
			if err != nil {
				g.errorf("%s.load: %w", k.name, err)
				continue
			}
			t := elemOf(g.walk(k.name+".load", "out", types.NewPointer(op.out), steps).typ)
			k.data = &goType{t, g.typeText(t)}
		case k.model.Shape != "":
			if t := g.sdk.shape(k.model.Shape); t != nil {
				k.data = &goType{t, g.typeText(t)}
				continue
			}
			if op, ok := g.madeWhole(k); ok { // such as the key pair that CreateKeyPair answers with
				k.data = &goType{op.out, g.typeText(op.out)}
				continue
			}
			g.errorf("%s: there is no type for the shape %s", k.name, k.model.Shape)
		}
	}
}

// madeWhole finds an action of the service whose whole answer is the data.
func (g *generator) madeWhole(k *kind) (*operation, bool) {
	for _, a := range g.model.Service.Actions {
		if r := a.Value.Resource; r != nil && r.Type == k.name && r.Path == "@" {
			return g.operations[a.Value.Request.Operation], true
		}
	}
	return nil, false
}

// described is a listing whose pages hold what another operation says of what is
// listed.
func (g *generator) described(where string, op *operation, d *describe) *operation {
	if d == nil {
		return op
	}
	if known := g.pages[op]; known != nil {
		return known
	}
	by, list := g.operations[d.Operation], strings.TrimSuffix(d.Path, "[]")
	token, tokenErr := field(op.out, "NextToken")
	data, err := field(by.out, list)
	if err := errors.Join(tokenErr, err); err != nil {
		g.errorf("%s: x-describe: %w", where, err)
		return op
	}
	page := types.NewStruct([]*types.Var{token, data}, nil)
	name := types.NewTypeName(0, nil, lowerFirst(singular(strings.TrimPrefix(op.name, "List")))+"Page", nil)
	g.pages[op] = &operation{name: op.name, in: op.in, out: types.NewNamed(name, page, nil)}
	return g.pages[op]
}

// collectionType is a type of collection: an operation and the resources in its
// answers.
type collectionType struct {
	name string
	op   *operation
	item *kind
	uses []use
	file *file
}

// use is a collection of a kind.
type use struct {
	kind  *kind
	name  string // in the model
	model *action
}

func (g *generator) findCollections() {
	byPair := map[string]*collectionType{}
	add := func(k *kind) {
		for _, h := range k.model.HasMany {
			where := k.goName + "." + h.Name
			item := g.resourceOf(where, h.Value.Resource.Type)
			op := g.operations[h.Value.Request.Operation]
			if item == nil || op == nil {
				continue
			}
			op = g.described(where, op, h.Value.Describe)
			pair := op.name + " " + item.name
			if byPair[pair] == nil {
				byPair[pair] = &collectionType{op: op, item: item, file: item.file}
				g.collections = append(g.collections, byPair[pair])
			}
			byPair[pair].uses = append(byPair[pair].uses, use{k, h.Name, &h.Value})
		}
	}
	entry := &kind{model: &g.model.Service, goName: g.Entry}
	add(entry)
	for _, k := range g.kinds {
		add(k)
	}
	// A collection of the service has the first choice of a name, then the
	// shortest name of what is left.
	taken := map[string]bool{}
	for _, k := range g.kinds {
		taken[k.goName] = true
	}
	for _, ofService := range []bool{true, false} {
		count := map[string]int{}
		for _, c := range g.collections {
			if c.name == "" && c.shortest() != "" {
				count[goName(c.shortest())]++
			}
		}
		for _, c := range g.collections {
			if c.name != "" || c.uses[0].kind.isEntry() != ofService {
				continue
			}
			name := goName(c.shortest())
			for _, u := range c.uses {
				if u.model.Type != "" {
					name = u.model.Type
				}
			}
			if taken[name] || !ofService && count[name] > 1 {
				name = c.uses[0].kind.goName + name
			}
			if taken[name] {
				g.errorf("the name %s is taken", name)
			}
			taken[name] = true
			c.name = name
		}
	}
}

func (c *collectionType) shortest() string {
	name := c.uses[0].name
	for _, u := range c.uses {
		if c.uses[0].kind.isEntry() {
			break
		}
		if len(u.name) < len(name) {
			name = u.name
		}
	}
	return name
}

func (g *generator) collection(op *operation, item *kind) *collectionType {
	for _, c := range g.collections {
		if c.op == op && c.item == item {
			return c
		}
	}
	return nil
}

// writeEntry writes the entry type.
func (g *generator) writeEntry(k *kind) {
	f, e, pkg := k.file, g.Entry, g.sdk.name
	f.doc(fmt.Sprintf("%s gives access to the resources of %s in one account and region. It is safe for concurrent use. Its zero value makes no requests; use [Open] or [New].", e, g.About))
	f.printf("type %s struct{ place resources.Place }\n\n", e)

	f.doc("Open returns the resources that a session, such as a *session.Session, has access to. It makes no request.")
	f.printf("func Open(sess resources.Session, optFns ...func(*%s.Options)) *%s {\n", pkg, e)
	f.printf("\tcfg, ok := resources.Config(sess)\n\tif !ok {\n\t\treturn New(nil)\n\t}\n")
	f.printf("\t%s := New(%s.NewFromConfig(cfg, optFns...))\n\t%s.place = %s.place.In(sess)\n\treturn %s\n}\n\n", k.recv, pkg, k.recv, k.recv, k.recv)

	f.doc("New returns the resources that a client has access to. It makes no request.")
	f.printf("func New(client *%s.Client) *%s {\n\tregion := \"\"\n\tif client != nil {\n\t\tregion = client.Options().Region\n\t}\n", pkg, e)
	f.printf("\treturn &%s{resources.NewPlace(%q, client, region)}\n}\n\n", e, g.service())

	f.doc(fmt.Sprintf("NewFrom is like [New], for a value with some of the methods of *%s.Client, such as a fake in a test. What needs another method returns an error.", pkg))
	f.printf("func NewFrom(api any) *%s { return &%s{resources.NewPlace(%q, api, \"\")} }\n\n", e, e, g.service())

	f.doc("Client returns the SDK's client, or nil if there is none, as after [NewFrom].")
	f.printf("func (%s *%s) Client() *%s.Client {\n\tclient, _ := %s.api().(*%s.Client)\n\treturn client\n}\n\n", k.recv, e, pkg, k.recv, pkg)
	f.printf("func (%s *%s) api() any {\n\tif %s == nil {\n\t\treturn nil\n\t}\n\treturn %s.place.API()\n}\n\n", k.recv, e, k.recv, k.recv)
	f.printf("func (%s *%s) at() *resources.Place {\n\tif %s == nil {\n\t\treturn nil\n\t}\n\treturn &%s.place\n}\n\n", k.recv, e, k.recv, k.recv)

	f.doc("node holds what all resources have in common.")
	f.printf("type node struct {\n\tservice *%s\n\tstate resources.State\n}\n\n", e)
	f.doc(fmt.Sprintf("Service returns the %s that the resource was made with.", e))
	f.printf("func (n *node) Service() *%s { return n.service }\n\n", e)
	f.doc("Client returns the SDK's client, or nil if there is none.")
	f.printf("func (n *node) Client() *%s.Client { return n.service.Client() }\n\n", pkg)
	f.doc("Stale reports whether an action may have changed the resource since its Data was read. If so, Load reads it again.")
	f.printf("func (n *node) Stale() bool { return n.state.Stale() }\n\n")
	for _, w := range g.kinds {
		if len(w.model.Waiters) > 0 {
			f.doc("client returns the client as the interface of a waiter.")
			f.printf("func client[A any](%s *%s, operation string) (A, error) {\n\tapi, ok := %s.api().(A)\n\tif !ok {\n\t\treturn api, %s.at().Lacks(operation)\n\t}\n\treturn api, nil\n}\n\n", k.recv, e, k.recv, k.recv)
			break
		}
	}
	if _, ok := g.hasFilters(); ok {
		f.doc("Filter returns a filter of a request: what has one of the values. The service applies it; to filter what it sent, see the method Filter of the collections.")
		f.printf("func Filter(name string, values ...string) types.Filter {\n\treturn types.Filter{Name: aws.String(name), Values: values}\n}\n\n")
	}
	if tag := g.tagType(); tag != "" {
		f.doc("tagMap returns tags as a map.")
		f.printf("func tagMap(tags []%s) map[string]string {\n\tm := make(map[string]string, len(tags))\n\tfor _, t := range tags {\n\t\tm[aws.ToString(t.Key)] = aws.ToString(t.Value)\n\t}\n\treturn m\n}\n\n", tag)
		f.doc("tagValue returns the value of a tag, or \"\".")
		f.printf("func tagValue(tags []%s, key string) string {\n\tfor _, t := range tags {\n\t\tif aws.ToString(t.Key) == key {\n\t\t\treturn aws.ToString(t.Value)\n\t\t}\n\t}\n\treturn \"\"\n}\n\n", tag)
	}
}

func (g *generator) service() string { return g.sdk.name }

// hasFilters reports whether collections take filters.
func (g *generator) hasFilters() (string, bool) {
	for _, c := range g.collections {
		if filters(c.op) {
			return "", true
		}
	}
	return "", false
}

// filters reports whether an operation takes Filters of names and values.
func filters(op *operation) bool {
	f, err := field(op.in, "Filters")
	if err != nil {
		return false
	}
	s, ok := f.Type().(*types.Slice)
	if !ok || named1(s.Elem()) == nil || named1(s.Elem()).Obj().Name() != "Filter" {
		return false
	}
	_, noName := field(s.Elem(), "Name") // Secrets Manager has a Key, of an enumeration
	_, noValues := field(s.Elem(), "Values")
	return noName == nil && noValues == nil
}

// tags returns the field of a kind's data that holds tags.
func (g *generator) tags(k *kind) string {
	if k.data == nil {
		return ""
	}
	for _, name := range []string{"Tags", "TagSet"} {
		f, err := field(k.data.typ, name)
		if err != nil {
			continue
		}
		if s, ok := f.Type().(*types.Slice); ok && g.typeText(s.Elem()) == "types.Tag" {
			return name
		}
	}
	return ""
}

func (g *generator) tagType() string {
	for _, k := range g.kinds {
		if g.tags(k) != "" {
			return "types.Tag"
		}
	}
	return ""
}

// about says what a type is, and what identifies it.
func about(k *kind, names []string) string {
	by := enumerated(names)
	switch {
	case by == "":
		return cmp.Or(k.model.About, "is "+a(k.noun)+". There is one for each account.")
	case k.model.About == "":
		return "is " + a(k.noun) + ", identified by its " + by + "."
	}
	return k.model.About + " It is identified by its " + by + "."
}

// writeKind writes the type, and what every resource has.
func (g *generator) writeKind(k *kind) {
	f := k.file
	var names []string
	for _, i := range k.ids {
		names = append(names, i.goName)
	}
	f.doc(k.goName + " " + about(k, names))
	f.printf("type %s struct {\n\tnode\n", k.goName)
	for _, i := range k.ids {
		typ := "string"
		if i.number != "" {
			typ = i.number
		}
		f.printf("\t%s %s\n", i.goName, typ)
	}
	if k.data != nil {
		f.printf("\n")
		f.doc(g.dataDoc(k))
		f.printf("\tData *%s\n", k.data.text)
	}
	for _, name := range slices.Sorted(maps.Keys(k.extra)) {
		f.printf("\t%s *%s // instead of Data, where the listing gave one\n", name, k.extra[name])
	}
	f.printf("}\n\n")

	if ctor := g.constructorName(k); ctor != "" {
		params, inits := g.parameters(k, k.ids), []string{"node: node{service: " + g.entryRecv(k) + "}"}
		for _, i := range k.ids {
			inits = append(inits, i.goName+": "+g.param(k, i))
		}
		f.doc(fmt.Sprintf("%s returns the %s%s. It makes no request, and the %s need not exist.", ctor, k.noun, withNames(k.ids), k.noun))
		f.printf("func (%s *%s) %s(%s) *%s {\n\treturn &%s{%s}\n}\n\n", g.entryRecv(k), g.Entry, ctor, params, k.goName, k.goName, strings.Join(inits, ", "))
	}

	f.doc(fmt.Sprintf("Identity returns what identifies the %s. It is comparable, and can be the key of a map.", k.noun))
	f.printf("func (%s *%s) Identity() resources.Identity {\n\tif %s == nil {\n\t\treturn resources.Identity{}\n\t}\n\treturn %s.service.at().Identity(%s)\n}\n\n", k.recv, k.goName, k.recv, k.recv, g.nameList(k, fmt.Sprintf("%q", k.goName), true))
	f.doc(fmt.Sprintf("String returns the type and the identifiers of the %s.", k.noun))
	f.printf("func (%s *%s) String() string { return %s.Identity().String() }\n\n", k.recv, k.goName, k.recv)
	f.doc("LogValue implements slog.LogValuer.")
	f.printf("func (%s *%s) LogValue() slog.Value { return %s.Identity().LogValue() }\n\n", k.recv, k.goName, k.recv)
	for _, i := range k.ids {
		if i.secret {
			f.doc("Format keeps the secret out of every text.")
			f.imports["fmt"] = true
			f.printf("func (%s *%s) Format(s fmt.State, _ rune) { _, _ = s.Write([]byte(%s.String())) }\n\n", k.recv, k.goName, k.recv)
		}
	}
	if m := k.model; m.Load != nil || m.Custom != "" || len(m.Actions)+len(m.HasMany)+len(m.Waiters) > 0 {
		f.printf("func (%s *%s) check(operation string) error {\n\tif %s == nil {\n\t\treturn resources.Nil(operation, %q)\n\t}\n\treturn %s.service.at().Check(%s)\n}\n\n", k.recv, k.goName, k.recv, k.goName, k.recv, g.nameList(k, "operation", false))
	}
	g.writeLoad(k)
	if field := g.tags(k); field != "" {
		f.doc("Tags returns the tags in Data as a map, or nil if there is no Data.")
		f.printf("func (%s *%s) Tags() map[string]string {\n\tif %s == nil || %s.Data == nil {\n\t\treturn nil\n\t}\n\treturn tagMap(%s.Data.%s)\n}\n\n", k.recv, k.goName, k.recv, k.recv, k.recv, field)
		f.doc("Tag returns the value of a tag in Data, or \"\" if there is none.")
		f.printf("func (%s *%s) Tag(key string) string {\n\tif %s == nil || %s.Data == nil {\n\t\treturn \"\"\n\t}\n\treturn tagValue(%s.Data.%s, key)\n}\n\n", k.recv, k.goName, k.recv, k.recv, k.recv, field)
	}
}

func (g *generator) dataDoc(k *kind) string {
	if k.model.Load == nil && k.model.Custom == "" {
		return "Data is set by a listing or an action; otherwise it is nil."
	}
	return "Data is nil until a listing, Load, Reload or a wait sets it. After Load, several goroutines may read it, as long as none calls Reload or waits."
}

func withNames(ids []id) string {
	switch len(ids) {
	case 0:
		return ""
	case 1:
		return " with " + a2(ids[0].goName)
	}
	return " with these identifiers"
}

// a2 puts an article before an identifier's name.
func a2(name string) string {
	w := strings.ToLower(name)
	if len(name) > 1 && name == strings.ToUpper(name) {
		w = name
	}
	if w != name {
		w = prose(name)
	}
	return a(w)
}

func (g *generator) entryRecv(k *kind) string {
	r := strings.ToLower(g.Entry[:1])
	for _, i := range k.ids {
		if goVar(i.name) == r {
			return r + "s"
		}
	}
	return r
}

func (g *generator) param(_ *kind, i id) string { return goVar(i.name) }

// parameters are the parameters for identifiers.
func (g *generator) parameters(k *kind, ids []id) string {
	var b strings.Builder
	for n, i := range ids {
		typ := "string"
		if i.number != "" {
			typ = i.number
		}
		b.WriteString(g.param(k, i))
		if n+1 == len(ids) {
			b.WriteString(" " + typ)
		} else {
			if ids[n+1].number != i.number {
				b.WriteString(" " + typ)
			}
			b.WriteString(", ")
		}
	}
	return b.String()
}

// nameList is first, and the names and values of the identifiers. Secrets are
// left out where the list is to be seen.
func (g *generator) nameList(k *kind, first string, seen bool) string {
	list := []string{first}
	for _, i := range k.ids {
		if i.secret && seen || i.empty && !seen {
			continue
		}
		v := k.recv + "." + i.goName
		if i.number != "" {
			v = "strconv.Itoa(int(" + v + "))"
		}
		list = append(list, fmt.Sprintf("%q", i.goName), v)
	}
	return strings.Join(list, ", ")
}

// constructorName is the name of the service's method for a kind, or "" where
// the name is another's.
func (g *generator) constructorName(k *kind) string {
	for _, h := range g.model.Service.Has {
		if h.Value.Resource.Type == k.name {
			return goName(h.Name)
		}
	}
	for _, h := range g.model.Service.Has {
		if goName(h.Name) == k.goName {
			return ""
		}
	}
	return k.goName
}

func (g *generator) qualified(op string) string { return g.service() + "." + op }

// writeLoad writes Load and Reload.
func (g *generator) writeLoad(k *kind) {
	f, m := k.file, k.model
	if m.Load == nil && m.Custom == "" {
		return
	}
	op := m.Custom
	if m.Load != nil {
		op = m.Load.Request.Operation
	}
	f.doc(fmt.Sprintf("Load reads Data (%s), unless it is set and not stale. Concurrent calls make one request.", op))
	f.printf("func (%s *%s) Load(ctx context.Context) error {\n\tif err := %s.check(%q); err != nil {\n\t\treturn err\n\t}\n\treturn resources.Load(ctx, %q, &%s.state, &%s.Data, %s.fetch)\n}\n\n", k.recv, k.goName, k.recv, g.qualified(op), g.qualified(op), k.recv, k.recv, k.recv)
	f.doc(fmt.Sprintf("Reload reads Data again (%s).", op))
	f.printf("func (%s *%s) Reload(ctx context.Context) error {\n\tif err := %s.check(%q); err != nil {\n\t\treturn err\n\t}\n\treturn resources.Reload(ctx, %q, &%s.state, &%s.Data, %s.fetch)\n}\n\n", k.recv, k.goName, k.recv, g.qualified(op), g.qualified(op), k.recv, k.recv, k.recv)
	g.fact(k.name, "load", op, "(*"+k.goName+").Load", op)
	if m.Load == nil {
		return // fetch is written by hand
	}
	where := k.name + ".load"
	in := g.input(where, k, g.operations[op], m.Load.Request.Params, nil)
	f.printf("func (%s *%s) fetch(ctx context.Context) (*%s, error) {\n", k.recv, k.goName, k.data.text)
	call := fmt.Sprintf("%s.%s(ctx, %s)", k.service(), lowerFirst(op), in)
	whole := value{expr: "out", typ: types.NewPointer(g.operations[op].out)}
	if m.Load.Path == "@" && types.Identical(elemOf(whole.typ), k.data.typ) {
		f.printf("\treturn %s\n}\n\n", call)
		return
	}
	f.printf("\tout, err := %s\n\tif err != nil {\n\t\treturn nil, err\n\t}\n", call)
	if m.Load.Path == "@" {
		f.printf("\treturn %s, nil\n}\n\n", g.dataOf(where, k, whole))
		return
	}
	data := g.dataIn(k)
	f.printf("\tif data := %s; data != nil {\n\t\treturn data, nil\n\t}\n\treturn nil, resources.NotFound(%q, %s.Identity())\n}\n\n", data, g.qualified(op), k.recv)
	if data != "out."+upper(m.Load.Path) {
		v := g.outValue(where, g.operations[op], m.Load.Path)
		missing := v.missing()
		if len(k.model.Waiters) > 0 { // a wait may end without an answer
			missing = strings.TrimSuffix("out == nil || "+missing, " || ")
		}
		f.printf("func %sIn(out *%s) *%s {\n\tif %s {\n\t\treturn nil\n\t}\n\treturn %s\n}\n\n", lowerFirst(k.goName), g.typeText(g.operations[op].out), k.data.text, missing, pointerTo(v))
	}
}

// dataIn is the expression for the data in the answer of the load: nil if it is
// not there.
func (g *generator) dataIn(k *kind) string {
	if path := k.model.Load.Path; path == "@" {
		return "out"
	} else if v := g.outValue(k.name+".load", g.operations[k.model.Load.Request.Operation], path); v.missing() == "" && len(k.model.Waiters) == 0 {
		return v.expr
	}
	return lowerFirst(k.goName) + "In(out)"
}

func (g *generator) outValue(where string, op *operation, path string) value {
	steps, err := parsePath(path)
	if err != nil {
		g.errorf("%s: %w", where, err)
	}
	return g.walk(where, "out", types.NewPointer(op.out), steps)
}

func lowerFirst(s string) string {
	ws := words(s)
	ws[0] = strings.ToLower(ws[0])
	return strings.Join(ws, "")
}

// input is the literal of an operation's input, filled by the model's
// parameters and the arguments.
func (g *generator) input(where string, k *kind, op *operation, params []param, args []argument) string {
	root := &literal{}
	for _, p := range params {
		g.fill(where, root, k, p, k.recv)
	}
	for _, a := range args {
		*root.child(a.member) = literal{name: a.member, expr: a.value, whole: true}
	}
	if root.fields == nil {
		return "&" + g.typeText(op.in) + "{}"
	}
	return g.write(where, root, types.NewPointer(op.in), false)
}

// fill sets the target of a parameter.
func (g *generator) fill(where string, root *literal, k *kind, p param, recv string) {
	steps, err := parsePath(p.Target)
	if err != nil {
		g.errorf("%s: %w", where, err)
		return
	}
	place := root.at(steps)
	switch p.Source {
	case "identifier":
		i := k.id(p.Name)
		if i == nil {
			g.errorf("%s: %s has no identifier %s", where, k.name, p.Name)
			return
		}
		place.expr, place.number = recv+"."+i.goName, i.number
	case "data":
		// The value is set before the request, if Data has it: see writeAction.
		place.expr = dataVar(p)
	case "string":
		place.value = strings.Trim(string(p.Value), `"`)
	case "integer", "boolean":
		place.expr, place.number = string(p.Value), map[string]string{"integer": "int32", "boolean": "bool"}[p.Source]
	case "input":
	default:
		g.errorf("%s: unknown source %q", where, p.Source)
	}
}

func dataVar(p param) string {
	parts := strings.Split(p.Path, ".")
	return goVar(parts[len(parts)-1])
}

// argument is a member of the input that is an argument of the method.
type argument struct{ member, name, typ, value string }

// namesFirst sorts what names a thing before what is said of it.
func namesFirst(member string) int {
	for _, ending := range []string{"Name", "Id", "Key", "Arn", "Label", "SerialNumber"} {
		if strings.HasSuffix(member, ending) {
			return 0
		}
	}
	return 1
}

// arguments are the required members that the model does not fill.
func (g *generator) arguments(where string, op *operation, m *action) []argument {
	filled := map[string]bool{}
	for _, p := range m.Request.Params {
		steps, err := parsePath(p.Target)
		if err == nil && len(steps) > 0 {
			filled[upper(steps[0].member)] = true
		}
	}
	members := m.Args
	if members == nil {
		for _, r := range g.requiredOf(op) {
			if !filled[r] {
				members = append(members, r)
			}
		}
		slices.SortStableFunc(members, func(a, b string) int { return namesFirst(a) - namesFirst(b) })
	}
	var args []argument
	for _, member := range members {
		f, err := field(op.in, member)
		if err != nil {
			g.errorf("%s: %w", where, err)
			continue
		}
		a := argument{member: member, name: goVar(member)}
		t := f.Type()
		a.typ, a.value = g.typeText(t), a.name
		if p, ok := t.(*types.Pointer); ok {
			switch text := g.typeText(p.Elem()); text {
			case "string", "bool", "int32", "int64", "float64":
				a.typ, a.value = text, "aws."+upper(text)+"("+a.name+")"
			case "time.Time":
				a.typ, a.value = text, "aws.Time("+a.name+")"
			}
		}
		args = append(args, a)
	}
	return args
}

func argumentList(args []argument) string {
	var b strings.Builder
	for n, a := range args {
		b.WriteString(a.name)
		if n+1 == len(args) || args[n+1].typ != a.typ {
			b.WriteString(" " + a.typ)
		}
		b.WriteString(", ")
	}
	return b.String()
}
