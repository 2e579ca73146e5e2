package alert

import (
	"strings"
	"unicode/utf8"
)

const (
	maxName   = 64  // bytes of a name
	maxObject = 512 // bytes around a name in which its value is looked for
)

// A pair is a name and its value in a text: in JSON, also cut or inside a string,
// in a query, a header, a connection string, a struct that fmt printed.
type pair struct {
	name       string
	nameFrom   int
	mark       string // the quote around the name with its backslashes, or ""
	separator  byte   // ':' or '='
	spaced     bool   // there is a space after the separator
	before     string // the word before a name without quotes
	enclosing  byte   // what stands right before a name without quotes
	valueFrom  int
	valueMark  string // the quote before the value
	from, to   int    // of what is redacted if the name is that of a secret
	structured bool   // the value is an object or a list
}

// findPairs adds the values of pairs whose name is that of a secret.
func findPairs(s string, spans []span) []span {
	for i := 0; i < len(s); i++ {
		if s[i] != ':' && s[i] != '=' {
			continue
		}
		p, ok := nameAt(s, i)
		if !ok {
			continue
		}
		switch {
		case p.mayBeSecret(s):
			p.findValueEnd(s)
			if p.from < p.to && p.isSecret(s[p.from:p.to]) {
				spans = append(spans, p.span())
				i = p.to - 1
			}
		case nameKeys[strings.ToLower(p.name)]:
			p.findValueEnd(s[:min(p.valueFrom+2*maxName, len(s))])
			if p.from < p.to && isSecretName(s[p.from:p.to]) {
				spans = p.findValue(s, spans)
			}
		}
	}
	return spans
}

// The names of the two halves of a pair that is itself an object, such as
// {"name": "DB_PASS", "value": "x"}. The longer ones are those of AWS: parameters
// and outputs of CloudFormation, headers of CloudFront, options of Elastic Beanstalk.
var (
	nameKeys = set("name key header field param parameter variable k n parametername parameterkey outputkey tagkey metadatakey " +
		"attributename attributekey headername optionname variablename fieldname keyname")
	valueKeys = set("value values val v content data stringvalue defaultvalue plaintext parametervalue resolvedvalue outputvalue " +
		"tagvalue metadatavalue attributevalue headervalue fieldvalue keyvalue")
)

// findValue adds the value that stands in the object of p, before it or after it.
func (p *pair) findValue(s string, spans []span) []span {
	from := max(p.nameFrom-maxObject, 0)
	if i := strings.LastIndexAny(s[from:p.nameFrom], "{}\n"); i >= 0 {
		from += i
	}
	to := min(p.to+maxObject, len(s))
	if i := strings.IndexByte(s[p.to:to], '}'); i >= 0 {
		to = p.to + i
	}
	for i := from; i < to; i++ {
		if s[i] != ':' && s[i] != '=' {
			continue
		}
		v, ok := nameAt(s, i)
		if !ok || !valueKeys[strings.ToLower(v.name)] {
			continue
		}
		v.findValueEnd(s)
		if v.from < v.to {
			spans = append(spans, v.span())
			i = v.to - 1
		}
	}
	return spans
}

// span returns the replacement of the value. After a quoted name it is a string, so
// that JSON stays valid.
func (p *pair) span() span {
	if p.mark != "" && p.valueMark == "" {
		return span{p.from, p.to, p.mark + redacted + p.mark}
	}
	return span{p.from, p.to, redacted}
}

// nameAt returns the pair around a separator, without the end of its value.
func nameAt(s string, i int) (p pair, ok bool) {
	p.separator = s[i]
	after := i + 1
	switch rest := s[after:]; {
	case strings.HasPrefix(rest, "//"): // a URL
		return p, false
	case strings.HasPrefix(rest, ":"): // a scope
		return p, false
	case strings.HasPrefix(rest, "="), strings.HasPrefix(rest, ">"):
		after++
	}
	if !p.findName(s, i) {
		return p, false
	}
	if rest := strings.TrimLeft(s[after:], " \t"); len(rest) < len(s)-after {
		p.spaced = true
		after = len(s) - len(rest)
	}
	if p.mark != "" { // JSON over several lines, perhaps inside a string
		for after < len(s) {
			rest := s[after:]
			switch {
			case strings.ContainsRune(" \t\r\n", rune(rest[0])):
				after++
				continue
			case p.mark != `"` && (strings.HasPrefix(rest, `\n`) || strings.HasPrefix(rest, `\t`)):
				after += 2
				continue
			}
			break
		}
	}
	p.valueFrom = after
	return p, true
}

// findName finds the name before the separator at i.
func (p *pair) findName(s string, i int) bool {
	end := len(strings.TrimRight(s[max(i-8, 0):i], " \t\r\n")) + max(i-8, 0)
	if end == 0 {
		return false
	}
	if q := s[end-1]; q == '"' || q == '\'' || q == '`' {
		from := end - 1
		for from > 0 && s[from-1] == '\\' {
			from--
		}
		p.mark = s[from:end]
		window := max(from-2*maxName, 0)
		start := strings.LastIndex(s[window:from], p.mark)
		if start < 0 { // the text was cut before it
			for p.nameFrom = from; p.nameFrom > 0 && isNameByte(s[p.nameFrom-1]); p.nameFrom-- {
			}
			p.name = s[p.nameFrom:from]
			return p.name != ""
		}
		p.nameFrom = window + start
		p.name = s[p.nameFrom+len(p.mark) : from]
		return p.name != "" && !strings.ContainsAny(p.name, "\n{}")
	}
	from := end
	for from > 0 && end-from < 2*maxName && isNameByte(s[from-1]) {
		from--
	}
	// A letter after a backslash is a line break or a tab.
	if from > 0 && s[from-1] == '\\' && end-from > 1 && strings.IndexByte("nrt", s[from]) >= 0 {
		from++
	}
	p.name, p.nameFrom = s[from:end], from
	if from > 0 {
		p.enclosing = s[from-1]
	}
	if from > 1 && s[from-1] == ' ' {
		word := from - 1
		for word > 0 && from-word < 32 && isNameByte(s[word-1]) {
			word--
		}
		p.before = s[word : from-1]
	}
	return p.name != ""
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("_-.[]$@", c) >= 0 || c >= utf8.RuneSelf
}

// findValueEnd finds what belongs to the value that begins at valueFrom.
func (p *pair) findValueEnd(s string) {
	v := s[p.valueFrom:]
	p.from, p.to = p.valueFrom, p.valueFrom
	slashes := len(v) - len(strings.TrimLeft(v, `\`))
	rest := v[slashes:]
	switch {
	case rest == "":
	case strings.HasPrefix(rest, redacted):
	case rest[0] == '"' || rest[0] == '\'' || rest[0] == '`':
		p.valueMark = v[:slashes+1]
		p.from += slashes + 1
		p.to = p.from + quoteEnd(s[p.from:], rest[0], slashes)
	case slashes > 0 && p.mark == "":
		p.to = p.from + p.plainEnd(v)
	case rest[0] == '{' || rest[0] == '[' || strings.HasPrefix(rest, "&{") || strings.HasPrefix(rest, "map["):
		p.structured = true
		p.to = p.from + structureEnd(v, max(len(p.mark)-1, 0))
	default:
		p.to = p.from + p.plainEnd(v)
	}
}

// quoteEnd returns where the quote ends that s is in. It is written with the given
// number of backslashes, as deep in strings of JSON as that.
func quoteEnd(s string, quote byte, slashes int) int {
	run, last := 0, strings.LastIndexByte(s, quote)
	for i := range len(s) {
		switch {
		case s[i] == '\\':
			run++
			continue
		case s[i] == quote && quote == '\'' && i > 0 && i+1 < len(s) && (s[i+1] == quote || s[i-1] == quote):
			// two for one
		case s[i] == quote && run&(2*slashes+1) == slashes:
			return i - run + max(run-slashes, 0)
		case s[i] == '\n' && quote != '`' && i > last:
			return i
		}
		run = 0
	}
	return len(s)
}

// structureEnd is bracketEnd, also for what fmt prints with its type before it, as
// []string{"x"}.
func structureEnd(s string, slashes int) int {
	end := bracketEnd(s, slashes)
	for i := end; i < len(s) && (isNameByte(s[i]) || s[i] == '*' || s[i] == '{'); i++ {
		if s[i] == '{' {
			return i + bracketEnd(s[i:], slashes)
		}
	}
	return end
}

// bracketEnd returns the length of the object or list at the beginning of s, all
// of it if it is cut. Its quotes are written with the given number of backslashes.
func bracketEnd(s string, slashes int) int {
	depth, run, quoted := 0, 0, false
	for i := range len(s) {
		if s[i] == '\\' {
			run++
			continue
		}
		n := run
		run = 0
		switch c := s[i]; {
		case c == '"' && (!quoted || n&(2*slashes+1) == slashes):
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// plainEnd returns the length of the value without quotes at the beginning of v.
func (p *pair) plainEnd(v string) int {
	header := hasAny(p.name, headerWords) && p.mark == ""
	phrase := hasAny(p.name, phraseWords) && p.mark == ""
	depth := 0
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '\n' || c == '\r' || c == '<' && i > 0 && p.separator == '=':
			return i
		case c == '\\' && i+1 < len(v) && (v[i+1] == 'n' || v[i+1] == 'r' || v[i+1] == '"'):
			return i
		case c == '"' || c == '`' || c == '\'' && (i+1 == len(v) || !isNameByte(v[i+1])):
			if !header || c == p.enclosing { // the value of a header may have quotes
				return i
			}
		case c == '[' || c == '{' || c == '(':
			depth++
		case c == ']' || c == '}' || c == ')':
			if depth--; depth < 0 && endsHere(v[i+1:]) {
				return i
			}
		case header:
			if (c == ' ' || c == '\t') && isFieldName(v[i+1:], ":") {
				return i
			}
		case c == ';' || c == '&':
			return i
		case c == ',' && endsAtComma(v[i+1:]):
			return i
		case c == ' ' || c == '\t':
			if !phrase || !continues(v[i+1:]) {
				return i
			}
		}
	}
	return len(v)
}

// endsHere reports whether a closing bracket ends a value: a password may have one
// in its middle.
func endsHere(rest string) bool {
	return rest == "" || !isNameByte(rest[0]) || rest[0] == ']'
}

// endsAtComma reports whether a comma ends a value: a password may have one.
func endsAtComma(rest string) bool {
	return rest == "" || strings.IndexByte(" \t\r\n\"'{[}]", rest[0]) >= 0 || isFieldName(rest, ":=")
}

// isFieldName reports whether a text begins with a name and one of the separators.
func isFieldName(rest, separators string) bool {
	for i := range len(rest) {
		if strings.IndexByte(separators, rest[i]) >= 0 {
			return i > 0
		}
		if !isNameByte(rest[i]) {
			return false
		}
	}
	return false
}

// continues reports whether a value of several words has the next one too.
func continues(rest string) bool {
	word, _, _ := strings.Cut(rest, " ")
	word = strings.TrimRight(word, ".,;:!?)]}\r\n")
	return word != "" && word != "|" && word != "-" && !isFieldName(rest, ":=") && !proseWords[strings.ToLower(word)]
}

// queryNames are those of secrets in a query, if the value is long.
var queryNames = set("key code sign hmac state assertion ticket")

// mayBeSecret reports whether the name is that of a secret.
func (p *pair) mayBeSecret(s string) bool {
	if isSecretName(p.name) {
		return true
	}
	lower := strings.ToLower(p.name)
	if p.mark == "" && p.before != "" && isSecretName(p.before+"_"+p.name) { // of two words, as in "api key: x"
		return !isSecretName(p.before) || lower == "phrase" || lower == "key" || lower == "value"
	}
	return queryNames[lower] && p.separator == '=' && p.nameFrom > 0 && strings.IndexByte("?&#", s[p.nameFrom-1]) >= 0
}

// isSecret reports whether the value is a secret, if its name is that of one.
func (p *pair) isSecret(value string) bool {
	if !p.structured && isPlain(value) || queryNames[strings.ToLower(p.name)] && p.separator == '=' && len(value) < 12 {
		return false
	}
	last := lastWord(p.name)
	switch {
	case strings.HasSuffix(last, "s") && last != "pass" && strings.Trim(value, "0123456789., ") == "": // so many of them
		return false
	case strings.HasSuffix(last, "pwd") && strings.HasPrefix(value, "/"): // the working directory
		return false
	case last == "auth" && !isTokenLike(value):
		return false
	}
	if p.mark != "" || p.valueMark != "" && (p.separator == '=' || !proseBefore[strings.ToLower(p.before)]) || p.structured ||
		p.separator == '=' || !p.spaced {
		return true
	}
	return p.isValueInProse(value)
}

// isValueInProse reports whether what follows a name and a colon is a secret, and
// not the rest of a sentence or the error that another wraps.
func (p *pair) isValueInProse(value string) bool {
	first, rest, _ := strings.Cut(value, " ")
	word := strings.ToLower(strings.TrimRight(first, ".,;:"))
	phrase := hasAny(p.name, phraseWords) && !strings.EqualFold(p.name, "pass")
	switch {
	case strings.EqualFold(p.name, "pin") || strings.EqualFold(p.name, "otp"):
		return len(word) >= 4 && strings.Trim(word, "0123456789-") == "" || isTokenLike(first)
	case proseWords[word]:
		return strings.Contains(strings.ToLower(p.name), "phrase") && rest != ""
	case proseBefore[strings.ToLower(p.before)]:
		return isTokenLike(first)
	case hasAny(p.name, headerWords):
		return true
	case strings.ContainsAny(p.name, "_-") && identifierEnds[lastWord(p.name)]: // no word of a sentence
		return true
	case !phrase:
		return isTokenLike(first) || isCredential(first)
	}
	return true
}
