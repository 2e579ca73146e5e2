package gen

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// writeMembers writes the actions, relations, collections and waiters of a kind.
func (g *generator) writeMembers(k *kind) {
	for _, a := range k.model.Actions {
		g.writeAction(k, a.Name, &a.Value)
	}
	for _, h := range k.model.Has {
		g.writeRelation(k, h.Name, &h.Value.Resource)
	}
	for _, h := range k.model.HasMany {
		g.writeCollectionMethod(k, h.Name, &h.Value)
		for _, write := range g.deferred {
			write()
		}
		g.deferred = nil
	}
	for _, w := range k.model.Waiters {
		g.writeWaiter(k, w.Name, &w.Value)
	}
}

// reads reports whether an operation changes nothing.
func reads(op string) bool {
	return slices.ContainsFunc([]string{"Get", "Describe", "List", "Head", "Query", "Scan", "BatchGet", "Receive", "Search", "Filter"},
		func(verb string) bool { return strings.HasPrefix(op, verb) })
}

// writeAction writes a method that makes one request.
func (g *generator) writeAction(k *kind, name string, m *action) {
	f, where := k.file, k.goName+"."+name
	op := g.operations[m.Request.Operation]
	if op == nil {
		return
	}
	args := g.arguments(where, op, m)
	stale := !k.isEntry() && (k.model.Load != nil || k.model.Custom != "") && !reads(op.name)
	if m.Keeps != nil {
		stale = !k.isEntry() && !*m.Keeps
	}
	result := "*" + g.typeText(op.out)
	var made *making
	if m.Resource != nil {
		if made = g.making(where, k, op, m); made == nil {
			return
		}
		result = made.result()
	}
	method := goName(name)
	f.doc(g.actionDoc(k, method, name, op, m, stale, made))
	f.printf("func (%s *%s) %s(ctx context.Context, %schanges ...func(*%s)) (%s, error) {\n", k.recv, k.goName, method, argumentList(args), g.typeText(op.in), result)
	zero := "nil"
	if !k.isEntry() {
		f.printf("\tif err := %s.check(%q); err != nil {\n\t\treturn %s, err\n\t}\n", k.recv, g.qualified(op.name), zero)
	}
	g.writeDataParams(where, k, op, m.Request.Params)
	in := g.input(where, k, op, m.Request.Params, args)
	call := fmt.Sprintf("resources.Call(ctx, %q, %s.%s, in, changes)", g.qualified(op.name), k.service(), lowerFirst(op.name))
	if stale {
		call = fmt.Sprintf("resources.Act(ctx, &%s.state, %q, %s.%s, in, changes)", k.recv, g.qualified(op.name), k.service(), lowerFirst(op.name))
	}
	f.printf("\tin := %s\n", in)
	if made == nil {
		f.printf("\treturn %s\n}\n\n", call)
	} else {
		out := "out"
		if !made.usesOut {
			out = "_"
		}
		f.printf("\t%s, err := %s\n\tif err != nil {\n\t\treturn nil, err\n\t}\n", out, call)
		f.printf("%s}\n\n", made.code)
	}
	g.fact(k.name, "action", name, "(*"+k.goName+")."+method, op.name)
}

// writeDataParams loads what parameters take from the data.
func (g *generator) writeDataParams(where string, k *kind, op *operation, params []param) {
	for _, p := range params {
		if p.Source != "data" {
			continue
		}
		if k.data == nil {
			g.errorf("%s: %s has no data", where, k.name)
			continue
		}
		steps, err := parsePath(p.Path)
		if err != nil {
			g.errorf("%s: %w", where, err)
			continue
		}
		v := g.walk(where, k.recv+".Data", types.NewPointer(k.data.typ), steps)
		if k.model.Load != nil {
			k.file.printf("\tif err := %s.Load(ctx); err != nil {\n\t\treturn nil, err\n\t}\n", k.recv)
		}
		k.file.printf("\t%s := \"\"\n\tif %s {\n\t\t%s = %s\n\t}\n", dataVar(p), present(append([]string{k.recv + ".Data == nil"}, v.absent...)), dataVar(p), g.text(where, v, ""))
	}
}

// present is the condition that none of others holds.
func present(absent []string) string {
	conds := make([]string, len(absent))
	for i, cond := range absent {
		conds[i] = strings.Replace(cond, " == ", " != ", 1)
	}
	return strings.Join(conds, " && ")
}

// actionDoc is the comment of an action.
func (g *generator) actionDoc(k *kind, method, name string, op *operation, m *action, stale bool, made *making) string {
	text := m.Doc
	switch {
	case text != "":
	case k.isEntry():
		text = serviceSentence(name)
	default:
		text = actionSentence(name, k.noun)
	}
	returns, further := "", ""
	if made != nil {
		returns = " and returns " + made.what(text)
	}
	text, further = cutDoc(text)
	text = method + " " + text + " (" + op.name + ")" + returns + further + "."
	if stale && !strings.HasPrefix(name, "Delete") && !strings.HasPrefix(name, "Terminate") {
		text += " Data is stale afterwards."
	}
	return text
}

// cutDoc cuts words of a model before what they add to the first statement.
func cutDoc(text string) (statement, further string) {
	statement, _, _ = strings.Cut(text, ";")
	return statement, text[len(statement):]
}

// making is how an action, a relation or a collection makes resources.
type making struct {
	kind    *kind
	list    bool
	code    string
	usesOut bool
}

func (m *making) result() string {
	if m.list {
		return "[]*" + m.kind.goName
	}
	return "*" + m.kind.goName
}

// what names what was made, after a sentence that may have named it.
func (m *making) what(sentence string) string {
	noun, it := m.kind.noun, "it"
	if m.list {
		noun = plural(noun)
	}
	if isPlural(noun) {
		it = "them"
	}
	_, rest, _ := strings.Cut(sentence, " ")
	for _, object := range []string{noun, a(noun), "the " + noun} {
		if rest == object || strings.HasPrefix(rest, object+" ") {
			return it
		}
	}
	return "the " + noun
}

// source is where an identifier of a resource comes from.
type source struct {
	target *id
	root   string     // "in", "out", "data" or ""
	path   string     // in the root
	typ    types.Type // of the root
	expr   string     // without a root: an identifier of the owner, or a parameter
}

// sources resolves where the identifiers of a target come from.
func (g *generator) sources(where string, k *kind, op *operation, t *target) ([]source, *kind) {
	item := g.resourceOf(where, t.Type)
	if item == nil {
		return nil, nil
	}
	var list []source
	for _, i := range item.ids {
		n := slices.IndexFunc(t.Identifiers, func(s identifierSource) bool { return s.Target == i.name })
		if n < 0 {
			g.errorf("%s: nothing gives the identifier %s of %s", where, i.name, item.name)
			return nil, nil
		}
		m := t.Identifiers[n]
		s := source{target: item.id(i.name), path: m.Path}
		switch m.Source {
		case "identifier":
			own := k.id(m.Name)
			if own == nil {
				g.errorf("%s: %s has no identifier %s", where, k.goName, m.Name)
				return nil, nil
			}
			s.expr = k.recv + "." + own.goName
		case "input":
			s.expr = goVar(i.name)
		case "response":
			s.root, s.typ = "out", types.NewPointer(op.out)
		case "requestParameter":
			s.root, s.typ = "in", types.NewPointer(op.in)
		case "data":
			if k.data == nil {
				g.errorf("%s: %s has no data", where, k.name)
				return nil, nil
			}
			s.root, s.typ = k.recv+".Data", types.NewPointer(k.data.typ)
		default:
			g.errorf("%s: unknown source %q", where, m.Source)
			return nil, nil
		}
		list = append(list, s)
	}
	return list, item
}

// split cuts a path at its last list: "Reservations[].Instances[].InstanceId"
// has the list Reservations[].Instances[] and the rest InstanceId.
func split(path string) (list, rest string) {
	i := strings.LastIndex(path, "[]")
	if i < 0 {
		return "", path
	}
	return path[:i+2], strings.TrimPrefix(path[i+2:], ".")
}

// making resolves the resources that an action gives.
func (g *generator) making(where string, k *kind, op *operation, a *action) *making {
	t := a.Resource
	sources, item := g.sources(where, k, op, t)
	if item == nil {
		return nil
	}
	m := &making{kind: item}
	for _, s := range sources {
		if list, _ := split(s.path); list != "" {
			m.list = true
		}
	}
	if m.list {
		g.makeList(where, k, m, sources, t.Path)
		return m
	}
	fields := []string{"node: node{service: " + k.service() + "}"}
	var missing []string
	var b strings.Builder
	for _, s := range sources {
		expr := s.expr
		if s.root != "" {
			steps, err := parsePath(s.path)
			if err != nil {
				g.errorf("%s: %w", where, err)
			}
			v := g.walk(where, s.root, s.typ, steps)
			if s.root == "out" {
				m.usesOut = true
				for _, cond := range v.absent {
					if !slices.Contains(missing, cond) {
						missing = append(missing, cond)
						fmt.Fprintf(&b, "\tif %s {\n\t\treturn nil, resources.Without(%q, %q)\n\t}\n", cond, g.qualified(op.name), memberIn(cond))
					}
				}
			}
			expr = g.identifier(where, v, *s.target)
			set := slices.ContainsFunc(a.Request.Params, func(p param) bool { return p.Target == s.path })
			if item == k && s.root == "in" && !set { // a new name, which a change may set or not
				expr = "cmp.Or(" + expr + ", " + k.recv + "." + s.target.goName + ")"
			}
		}
		fields = append(fields, s.target.goName+": "+expr)
	}
	if t.Path != "" && item.data != nil {
		v := g.outValue(where, op, t.Path)
		m.usesOut = true
		if data := g.dataOf(where, item, v); data != "" {
			fields = append(fields, "Data: "+data)
		}
	}
	fmt.Fprintf(&b, "\treturn &%s{%s}, nil\n", item.goName, strings.Join(fields, ", "))
	m.code = b.String()
	return m
}

// memberIn is the member of an answer that a condition is about: of
// "len(out.Rules) == 0", Rules.
func memberIn(cond string) string {
	cond, _, _ = strings.Cut(cond, " ==")
	return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(cond, "len("), "out."), ")")
}

// dataOf is the data of a kind, from a value in an answer. Where the answer has
// another type, the fields of the same name and type are copied.
func (g *generator) dataOf(where string, item *kind, v value) string {
	have := elemOf(v.typ)
	if types.Identical(have, item.data.typ) {
		return pointerTo(v)
	}
	from, to := structOf(have), structOf(item.data.typ)
	if from == nil || to == nil {
		return ""
	}
	var copied []string
	for i := range to.NumFields() {
		name := to.Field(i).Name()
		if f, err := field(have, name); err == nil && f.Exported() && types.Identical(f.Type(), to.Field(i).Type()) && name != "ResultMetadata" {
			copied = append(copied, fmt.Sprintf("%s: %s.%s,", name, v.expr, name))
		}
	}
	if len(copied) == 0 {
		g.errorf("%s: %s has no field of %s", where, have, item.data.typ)
		return ""
	}
	return "&" + item.data.text + "{\n" + strings.Join(copied, "\n") + "\n}"
}

// makeList writes the loop that makes resources from lists in an answer or an
// input.
func (g *generator) makeList(where string, k *kind, m *making, sources []source, path string) {
	var root source
	for _, s := range sources {
		if list, _ := split(s.path); list != "" {
			root = s
		}
	}
	m.usesOut = root.root == "out"
	list, _ := split(root.path)
	outer, err := parsePath(list)
	if err != nil {
		g.errorf("%s: %w", where, err)
		return
	}
	if len(outer) != 1 {
		g.errorf("%s: a list in a list", where)
		return
	}
	f, err := field(root.typ, outer[0].member)
	if err != nil {
		g.errorf("%s: %w", where, err)
		return
	}
	slice, ok := f.Type().(*types.Slice)
	if !ok {
		g.errorf("%s: %q is no list", where, list)
		return
	}
	expr := root.root + "." + f.Name()
	index := "n"
	if k.recv == index {
		index = "i"
	}
	fields := []string{"node: node{service: " + k.service() + "}"}
	for _, s := range sources {
		value := s.expr
		if s.root != "" {
			sublist, rest := split(s.path)
			if sublist != list {
				g.errorf("%s: identifiers of two lists: %s, %s", where, list, s.path)
			}
			steps, err := parsePath(rest)
			if err != nil {
				g.errorf("%s: %w", where, err)
			}
			value = g.identifier(where, g.walk(where, expr+"["+index+"]", slice.Elem(), steps), *s.target)
		}
		fields = append(fields, s.target.goName+": "+value)
	}
	if path != "" && m.kind.data != nil {
		if p, _ := split(path); p != list {
			g.errorf("%s: identifiers and data of two lists: %s, %s", where, list, path)
		}
		v := value{expr: expr + "[" + index + "]", typ: slice.Elem()}
		if types.Identical(elemOf(v.typ), m.kind.data.typ) { // a part of the data is worse than none: Load would keep it
			fields = append(fields, "Data: "+pointerTo(v))
		}
	}
	m.code = fmt.Sprintf("\tall := make([]*%s, len(%s))\n\tfor %s := range %s {\n\t\tall[%s] = &%s{%s}\n\t}\n\treturn all, nil\n", m.kind.goName, expr, index, expr, index, m.kind.goName, strings.Join(fields, ", "))
}

// writeRelation writes a sub-resource or a reference.
func (g *generator) writeRelation(k *kind, name string, t *target) {
	f, where := k.file, k.goName+"."+name
	method := goName(name)
	sources, item := g.sources(where, k, nil, t)
	if item == nil {
		return
	}
	if k.isEntry() {
		g.fact("", "has", name, "(*"+k.goName+")."+method, "")
		return // written as the constructor of the kind
	}
	g.fact(k.name, "has", name, "(*"+k.goName+")."+method, "")
	var inputs []id
	reference, list := false, false
	for _, s := range sources {
		if s.root != "" {
			reference = true
			l, _ := split(s.path)
			list = list || l != ""
		} else if s.expr == goVar(s.target.name) {
			inputs = append(inputs, *s.target)
		}
	}
	switch {
	case list:
		m := &making{kind: item, list: true}
		g.makeList(where, k, m, sources, t.Path)
		f.doc(fmt.Sprintf("%s returns the %s that Data names, or nil if there is no Data.", method, plural(item.noun)))
		f.printf("func (%s *%s) %s() []*%s {\n\tif %s == nil || %s.Data == nil {\n\t\treturn nil\n\t}\n%s}\n\n", k.recv, k.goName, method, item.goName, k.recv, k.recv, strings.Replace(m.code, "return all, nil", "return all", 1))
	case reference:
		g.writeReference(where, k, method, item, sources, t.Path)
	default:
		fields := []string{"node: node{service: " + k.service() + "}"}
		for _, s := range sources {
			fields = append(fields, s.target.goName+": "+s.expr)
		}
		of := " of the " + k.noun
		if strings.HasPrefix(item.noun, k.noun) || strings.HasPrefix(k.noun, item.noun) {
			of = ""
		}
		f.doc(fmt.Sprintf("%s returns the %s%s%s. It makes no request.", method, item.noun, of, withNames(inputs)))
		f.printf("func (%s *%s) %s(%s) *%s {\n\treturn &%s{%s}\n}\n\n", k.recv, k.goName, method, g.parameters(item, inputs), item.goName, item.goName, strings.Join(fields, ", "))
	}
}

// writeReference writes a method that returns what the data names.
func (g *generator) writeReference(where string, k *kind, method string, item *kind, sources []source, path string) {
	f := k.file
	fields := []string{"node: node{service: " + k.service() + "}"}
	conds := []string{k.recv + " == nil", k.recv + ".Data == nil"}
	for _, s := range sources {
		expr := s.expr
		if s.root != "" {
			steps, err := parsePath(s.path)
			if err != nil {
				g.errorf("%s: %w", where, err)
			}
			v := g.walk(where, s.root, s.typ, steps)
			expr = g.identifier(where, v, *s.target)
			if c := v.missing(); c != "" && !slices.Contains(conds, c) {
				conds = append(conds, c)
			}
			conds = append(conds, expr+` == ""`)
		}
		fields = append(fields, s.target.goName+": "+expr)
	}
	if path != "" && item.data != nil {
		steps, err := parsePath(path)
		if err != nil {
			g.errorf("%s: %w", where, err)
		}
		v := g.walk(where, k.recv+".Data", types.NewPointer(k.data.typ), steps)
		if types.Identical(elemOf(v.typ), item.data.typ) {
			fields = append(fields, "Data: "+pointerTo(v))
		}
	}
	f.doc(fmt.Sprintf("%s returns the %s that Data names, or nil if there is no Data or it names none.", method, item.noun))
	f.printf("func (%s *%s) %s() *%s {\n\tif %s {\n\t\treturn nil\n\t}\n\treturn &%s{%s}\n}\n\n", k.recv, k.goName, method, item.goName, strings.Join(conds, " || "), item.goName, strings.Join(fields, ", "))
}

// writeWaiter writes a method that waits for a state.
func (g *generator) writeWaiter(k *kind, name string, w *waiter) {
	f, where := k.file, k.goName+"."+name
	api, op, err := g.sdk.waiter(w.WaiterName)
	if err != nil {
		g.errorf("%s: %w", where, err)
		return
	}
	method := "WaitUntil" + goName(name)
	path := w.Path
	if path == "" && k.model.Load != nil && k.model.Load.Request.Operation == op.name {
		path = k.model.Load.Path
	}
	path = strings.TrimSuffix(path, "[]")
	if path != w.Path && strings.HasSuffix(w.Path, "[]") {
		path += "[0]"
	}
	in := g.input(where, k, op, w.Params, nil)
	qualified := g.qualified(w.WaiterName)
	keeps := path != "" && k.data != nil
	what := "waits until the " + k.noun + " " + state(name)
	if w.Doc != "" {
		what = w.Doc
	}
	doc := fmt.Sprintf("%s %s (%s).", method, what, op.name)
	if keeps {
		doc += " It sets Data from the last response; if the wait fails, Data is stale."
	}
	f.doc(doc + " The options or the context must bound the wait.")
	f.printf("func (%s *%s) %s(ctx context.Context, opts waiters.Options) error {\n\tif err := %s.check(%q); err != nil {\n\t\treturn err\n\t}\n", k.recv, k.goName, method, k.recv, qualified)
	f.printf("\tapi, err := client[%s.%s](%s, %q)\n\tif err != nil {\n\t\treturn err\n\t}\n", g.sdk.name, api, k.service(), g.qualified(op.name))
	if keeps {
		if path == "" || k.model.Load == nil || op.name != k.model.Load.Request.Operation || path != k.model.Load.Path {
			g.errorf("%s: the waiter's path %q is not that of load", where, path)
		}
		f.printf("\tout, err := waiters.Wait(ctx, %s.New%sWaiter(api), %s, opts)\n\tresources.Keep(&%s.state, &%s.Data, %s)\n\treturn err\n}\n\n", g.sdk.name, w.WaiterName, in, k.recv, k.recv, g.dataIn(k))
	} else {
		f.printf("\t_, err = waiters.Wait(ctx, %s.New%sWaiter(api), %s, opts)\n", g.sdk.name, w.WaiterName, in)
		if k.model.Load != nil || k.model.Custom != "" {
			f.printf("\t%s.state.Changed()\n", k.recv)
		}
		f.printf("\treturn err\n}\n\n")
	}
	g.fact(k.name, "waiter", name, "(*"+k.goName+")."+method, op.name)
}

func state(name string) string {
	switch name {
	case "Exists":
		return "exists"
	case "NotExists":
		return "does not exist"
	}
	return "is " + prose(name)
}
