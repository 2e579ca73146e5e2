package search

import (
	"errors"
	"fmt"
)

// Bounds of an expression, so that no text can exhaust the program.
const (
	maxLength = 64 << 10 // bytes
	maxDepth  = 500      // nested parts
)

// How strongly a token binds the expression to its left, as in the grammar of
// JMESPath. A projection ends before a token that binds less than
// projectionStop.
var binding = map[kind]int{
	"|": 1, "||": 2, "&&": 3,
	"==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5,
	"[]": 9, "*": 20, "[?": 21, ".": 40, "!": 45, "{": 50, "[": 55, "(": 60,
}

const projectionStop = 10

type parser struct {
	toks  []tok
	next  int
	depth int
}

func parse(expression string) (node, error) {
	if len(expression) > maxLength {
		return nil, fmt.Errorf("longer than %d bytes", maxLength)
	}
	toks, err := lex(expression)
	if err != nil {
		return nil, err
	}
	p := &parser{toks: toks}
	n, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if p.current() != kindEnd {
		return nil, p.unexpected()
	}
	return n, nil
}

func (p *parser) current() kind { return p.toks[p.next].kind }

func (p *parser) lookahead(n int) kind { return p.toks[min(p.next+n, len(p.toks)-1)].kind }

func (p *parser) advance() tok {
	t := p.toks[p.next]
	if t.kind != kindEnd {
		p.next++
	}
	return t
}

func (p *parser) unexpected() error {
	t := p.toks[p.next]
	return fmt.Errorf("position %d: unexpected %s", t.pos+1, t.kind)
}

func (p *parser) match(k kind) error {
	if p.current() != k {
		return p.unexpected()
	}
	p.advance()
	return nil
}

// expression parses an expression of tokens that bind more strongly than power.
func (p *parser) expression(power int) (node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxDepth {
		return nil, errors.New("nested too deeply")
	}
	left, err := p.begin()
	for err == nil && power < binding[p.current()] {
		left, err = p.follow(left)
	}
	return left, err
}

// begin parses the beginning of an expression.
func (p *parser) begin() (node, error) {
	switch p.current() {
	case kindLiteral:
		return literal{p.advance().value}, nil
	case kindName:
		return field(p.advance().text), nil
	case kindQuotedName:
		name := field(p.advance().text)
		if p.current() == "(" {
			return nil, errors.New("the name of a function must not be quoted")
		}
		return name, nil
	case "@":
		p.advance()
		return identity{}, nil
	case "*":
		p.advance()
		if p.current() == "]" {
			return valueProjection{identity{}, identity{}}, nil
		}
		right, err := p.projected("*")
		return valueProjection{identity{}, right}, err
	case "[]", "[?":
		return p.follow(identity{})
	case "{":
		p.advance()
		return p.hash()
	case "(":
		p.advance()
		inner, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		return inner, p.match(")")
	case "!":
		p.advance()
		operand, err := p.expression(binding["!"])
		return not{operand}, err
	case "&":
		p.advance()
		inner, err := p.expression(0)
		return reference{inner}, err
	case "[":
		p.advance()
		switch {
		case p.current() == kindNumber, p.current() == ":":
			return p.index(identity{})
		case p.current() == "*" && p.lookahead(1) == "]":
			return p.star(identity{})
		}
		return p.list()
	}
	return nil, p.unexpected()
}

// follow parses what follows left.
func (p *parser) follow(left node) (node, error) {
	t := p.advance()
	switch t.kind {
	case ".":
		if p.current() == "*" {
			p.advance()
			right, err := p.projected(".")
			return valueProjection{left, right}, err
		}
		right, err := p.afterDot(binding["."])
		return chain{left, right}, err
	case "|":
		right, err := p.expression(binding["|"])
		return chain{left, right}, err
	case "||", "&&":
		right, err := p.expression(binding[t.kind])
		return logic{t.kind == "&&", left, right}, err
	case "==", "!=", "<", "<=", ">", ">=":
		right, err := p.expression(binding[t.kind])
		return comparison{t.kind, left, right}, err
	case "(":
		return p.call(left)
	case "[]":
		right, err := p.projected("[]")
		return projection{flatten{left}, right, nil}, err
	case "[?":
		condition, err := p.expression(0)
		if err == nil {
			err = p.match("]")
		}
		if err != nil {
			return nil, err
		}
		if p.current() == "[]" {
			return projection{left, identity{}, condition}, nil
		}
		right, err := p.projected("[?")
		return projection{left, right, condition}, err
	case "[":
		if p.current() == kindNumber || p.current() == ":" {
			return p.index(left)
		}
		return p.star(left)
	}
	p.next--
	return nil, p.unexpected()
}

// star parses the rest of [*].
func (p *parser) star(left node) (node, error) {
	if err := p.match("*"); err != nil {
		return nil, err
	}
	if err := p.match("]"); err != nil {
		return nil, err
	}
	right, err := p.projected("*")
	return projection{left, right, nil}, err
}

// index parses the rest of [1] or [1:2:3]. A slice is a projection, but not right
// behind an index: boto3 has it so.
func (p *parser) index(left node) (node, error) {
	if p.current() == kindNumber && p.lookahead(1) != ":" {
		n := index(p.advance().value.(int))
		return indexed{chain{left, n}}, p.match("]")
	}
	var s slice
	for i := 0; p.current() != "]"; {
		switch {
		case p.current() == ":" && i < 2:
			i++
			p.advance()
		case p.current() == kindNumber && s[i] == nil:
			n := p.advance().value.(int)
			s[i] = &n
		default:
			return nil, p.unexpected()
		}
	}
	p.advance()
	if _, ok := left.(indexed); ok {
		return indexed{chain{left, s}}, nil
	}
	right, err := p.projected("*")
	return projection{chain{left, s}, right, nil}, err
}

// projected parses what is applied to each element of a projection.
func (p *parser) projected(after kind) (node, error) {
	switch {
	case binding[p.current()] < projectionStop:
		return identity{}, nil
	case p.current() == "[", p.current() == "[?":
		return p.expression(binding[after])
	case p.current() == ".":
		p.advance()
		return p.afterDot(binding[after])
	}
	return nil, p.unexpected()
}

func (p *parser) afterDot(power int) (node, error) {
	switch p.current() {
	case kindName, kindQuotedName, "*":
		return p.expression(power)
	case "[":
		p.advance()
		return p.list()
	case "{":
		p.advance()
		return p.hash()
	}
	return nil, p.unexpected()
}

// list parses the rest of a list of expressions.
func (p *parser) list() (node, error) {
	parts, err := p.separated("]")
	return multiList(parts), err
}

func (p *parser) separated(end kind) ([]node, error) {
	var parts []node
	for {
		part, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if p.current() != "," {
			return parts, p.match(end)
		}
		p.advance()
	}
}

// hash parses the rest of an object of expressions.
func (p *parser) hash() (node, error) {
	var parts multiHash
	for {
		if p.current() != kindName && p.current() != kindQuotedName {
			return nil, p.unexpected()
		}
		name := p.advance().text
		if err := p.match(":"); err != nil {
			return nil, err
		}
		value, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		parts = append(parts, member{name, value})
		if p.current() != "," {
			return parts, p.match("}")
		}
		p.advance()
	}
}

func (p *parser) call(left node) (node, error) {
	name, ok := left.(field)
	if !ok {
		return nil, errors.New("the name of a function must be a name")
	}
	f, ok := functions[string(name)]
	if !ok {
		return nil, fmt.Errorf("unknown function %s", name)
	}
	args, err := p.arguments()
	if err != nil {
		return nil, err
	}
	if len(args) < len(f.args) || len(args) > len(f.args) && !f.variadic {
		return nil, fmt.Errorf("%s() takes %d arguments, not %d", name, len(f.args), len(args))
	}
	return call{string(name), f, args}, nil
}

// arguments parses the rest of a call. As in boto3, a comma may follow the last
// argument.
func (p *parser) arguments() ([]node, error) {
	var args []node
	for p.current() != ")" {
		arg, err := p.expression(0)
		if err != nil {
			return nil, err
		}
		args = append(args, arg)
		if p.current() != "," {
			break
		}
		p.advance()
	}
	return args, p.match(")")
}
