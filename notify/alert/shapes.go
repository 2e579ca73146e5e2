package alert

import (
	"regexp"
	"strings"
	"sync"
)

// A shape finds secrets that need no name. The last group is the secret. If
// there are two groups, the first is what is looked at to tell whether it is one.
type shape struct {
	hints  []string // one of which every match has in lower case
	source string
	is     func(group string) bool
	value  func(secret string) bool // nil for all
	re     *regexp.Regexp
}

// begin is where a word begins, also after an escaped line break.
const begin = `(?:\b|\\[nrtbf])`

var shapes = []shape{
	{hints: []string{"-----begin"}, source: `(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|$))`},
	{hints: []string{"-----end"}, source: `((?:[A-Za-z0-9+/=]{16,}(?:\\+[nr]|\s)*)+-----END [A-Z0-9 ]*PRIVATE KEY)`},
	{hints: []string{"eyj"}, source: begin + `(eyJ[\w-]{13,}={0,2}(?:\.[\w-]+){0,4})`},
	{hints: []string{"akia", "asia"}, source: begin + `((?:AKIA|ASIA)[A-Z0-9]{16})\b`},
	{hints: []string{"gh", "gl", "xox", "xapp", "_live_", "_test_", "sk-", "hvs.", "ya29.", "aiza", "sg.", "npm_", "pypi-", "dop_v1", "shpat_", "whsec_"},
		source: begin + `((?:gh[pousr]_|github_pat_|gl(?:pat|rt|dt)-|xox[abeoprs]-|xapp-|[srp]k_(?:live|test)_|sk-(?:proj-|ant-)?|hvs\.|ya29\.|AIza|SG\.|pypi-|dop_v1_|shpat_|whsec_|npm_)[\w.+/=-]{20,})`},
	{hints: []string{"iqojb3jpz2lu", "wogzxivyxdz", "qogzxivyxdz"}, source: begin + `((?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/=%-]*)`},
	{hints: []string{"://"}, source: `://[^\s:/@"'<>]*:(\d*[^\s\d/"'<>@][^\s"'<>@]*(?:@[^\s/"'<>@]+)*|\d+)@`},
	{hints: []string{"://"}, source: `://([^\s/:@"'<>]{8,})@`, is: isTokenLike},
	{hints: []string{"("}, source: `[\w.$%-]+:([^\s"'<>]+)@[\w.-]*\(`},
	{hints: []string{"@//"}, source: `[\w$]+/([^\s/@"'<>]+)@//`},
	{hints: []string{"@"}, source: `(?:^|[\s"'=(,])([\w.+%-]+):([^\s:/@"'<>\\]{3,})@[\w-][\w.-]*(?::\d+\b|/)`, is: func(user string) bool {
		return !addresses[strings.ToLower(user)]
	}},
	{hints: []string{"bearer", "basic", "token", "negotiate", "apikey", "dpop", "ntlm"},
		source: `(?i)` + begin + `(?:bearer|basic|token|negotiate|apikey|dpop|ntlm)\s+([\w.~+/:=-]{6,})`, is: isCredential},
	{hints: []string{"hooks.slack.com", "/webhooks/", "/bot"}, source: `(?:hooks\.slack\.com/(?:services|workflows)/|/api/webhooks/\d+/|/bot\d+:)([\w/-]{8,})`},
	{hints: []string{"<", "&lt;", `\u003c`}, source: `(?:<|&lt;|\\u003c)([\w:.-]{2,64})(?:\s[^<>]*?)?(?:>|&gt;|\\u003e)([^<&\\]+)`, is: isSecretName},
	{hints: []string{"%3d"}, source: `(?i)([\w.-]+)%3D([^\s&"'<>;%]+)`, is: isSecretName},
	{hints: []string{":"}, source: `(?m)^[ \t]*["']?([\w.-]+)["']?:[ \t]*[|>]?[-+]?\r?\n[ \t]+([^\r\n:"']+)$`, is: isSecretName},
	{hints: []string{"pass", "pwd", "secret", "token", "otp", "key"}, source: `(?i)\b(?:password|passwd|passphrase|passcode|pwd|otp|totp|(?:client|shared)[ _-]secret|secret|` +
		`(?:(?:access|id|refresh|session|auth)[ _-])?token|api[ _-]?key)\s+(?:is\s+|was\s+|of\s+)?([^\s"'=:,;]{6,})`, value: isTokenLike},
	{hints: []string{"code"}, source: `(?i)\b(?:mfa|otp|pin|security|verification|login|auth(?:entication|orization)?)\s+code\s*(?:is\b|was\b|[:=])?\s*(\d[\w-]{3,})`},
	{hints: []string{"identified by"}, source: `(?i)identified\s+by\s+(?:password\s+)?['"]([^'"]+)['"]`},
	{hints: []string{"age-secret-key-"}, source: `(AGE-SECRET-KEY-1\w+)`},
	{hints: []string{"private-lines:"}, source: `Private-Lines: \d+\s+([\s\S]+?)(?:Private-MAC|$)`},
	{hints: []string{"jdbc:oracle"}, source: `jdbc:oracle:\w+:[\w$]+/([^\s@]+)@`},
	{hints: []string{"form-data"}, source: `name="([\w.\[\]-]+)"[^\r\n\\]*(?:\r?\n|\\r\\n|\\n){2}([^\r\n\\]+)`, is: isSecretName},
	{hints: []string{"passw", "passphrase"}, source: `(?i)\b(?:password|passwd|passphrase)\s+(?:is\s+|of\s+|was\s+)?["'` + "`" + `]([^"'` + "`" + `]{3,})["'` + "`" + `]`},
	{hints: []string{"-"}, source: `(?:^|\s)--?([A-Za-z][\w-]{2,63})\s+["']?([^\s"'-][^\s"']*)`, is: isSecretName},
}

// isCredential is isTokenLike for what follows the scheme of an Authorization
// header, which may be base64 without a digit in it.
func isCredential(w string) bool {
	if strings.HasSuffix(w, "=") && !strings.ContainsFunc(w[:len(w)-1], func(r rune) bool { return r < 'a' || r > 'z' }) {
		return false // a parameter, as in Bearer error="invalid_token"
	}
	if isTokenLike(w) {
		return true
	}
	lower := strings.ToLower(w)
	return len(w) > 7 && lower != w && strings.ToLower(w[1:]) != w[1:]
}

// addresses come before a colon and an address that has no password.
var addresses = set("mailto sip sips xmpp acct im pres ssh")

var compileShapes = sync.OnceFunc(func() {
	for i := range shapes {
		shapes[i].re = regexp.MustCompile(shapes[i].source)
	}
})

// findShapes returns the secrets in s that are known by their looks.
func findShapes(s string) (spans []span) {
	compileShapes()
	lower := strings.ToLower(s)
	for _, sh := range shapes {
		if !sh.hinted(lower) {
			continue
		}
		for _, m := range sh.re.FindAllStringSubmatchIndex(s, -1) {
			last := len(m) - 2
			v := s[m[last]:m[last+1]]
			named := last > 2
			if (sh.is == nil || sh.is(s[m[2]:m[3]])) && (sh.value == nil || sh.value(v)) &&
				!(named && (isPlain(v) || proseWords[strings.ToLower(v)])) {
				spans = append(spans, span{m[last], m[last+1], redacted})
			}
		}
	}
	return spans
}

func (sh *shape) hinted(lower string) bool {
	for _, h := range sh.hints {
		if strings.Contains(lower, h) {
			return true
		}
	}
	return false
}
