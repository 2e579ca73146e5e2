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
	{hints: []string{"akia", "asia"}, source: `(?:AKIA|ASIA)[A-Z0-9]{16}[\s:,;/|"']+([A-Za-z0-9/+=]{40})`},
	{hints: []string{"gh", "github_pat_", "gl", "xox", "xapp", "_live_", "_test_", "sk-", "hvs.", "ya29.", "aiza", "sg.", "npm_", "pypi-", "dop_v1", "shp", "whsec_",
		"dapi", "gocspx-", "nrak-", "atatt3x", "dp.", "lin_api_", "secret_", "ntn_", "hf_", "sq0", "eaac", "pscale_", "sbp_", "pmak-", "fo1_", "key-"},
		source: begin + `((?:gh[pousr]_|github_pat_|gl(?:pat|rt|dt|cbt|ptt|soat)-|xox[abeoprs]-|xapp-|[srp]k_(?:live|test)_|sk-(?:proj-|ant-)?|hvs\.|ya29\.|AIza|SG\.|pypi-|dop_v1_|shp(?:at|ca|pa|ss)_|whsec_|npm_|` +
			`GOCSPX-|NRAK-|ATATT3x|dp\.(?:pt|st|ct)\.|lin_api_|sq0(?:atp|csp|idp)-|pscale_\w+_|PMAK-)[\w.+/=-]{20,}|` +
			`(?:secret_|ntn_|hf_|fo1_|sbp_)[A-Za-z0-9]{30,}|EAAC[A-Za-z0-9]{20,}|(?:dapi|key-)[0-9a-f]{32})`, value: isTokenLike},
	{hints: []string{"atlasv1", "-us", "sk"}, source: `\b(\w{14}\.atlasv1\.[\w-]{20,}|[0-9a-f]{32}-us\d{1,2}|SK[0-9a-f]{32})\b`},
	{hints: []string{"b3blbnnzac1rzxktdje", "mii"}, source: begin + `((?:b3BlbnNzaC1rZXktdjE|MII(?:E[opqv]|J[JKQ]))[\w+/=]{40,})`},
	{hints: []string{"iqojb3jpz2lu", "wogzxivyxdz", "qogzxivyxdz"}, source: begin + `((?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/=%-]*)`},
	{hints: []string{"://"}, source: `://[^\s:/@"'<>]*:(\d*[^\s\d/"'<>@][^\s"'<>@]*(?:@[^\s/"'<>@]+)*|\d+)@`},
	{hints: []string{"://"}, source: `://([^\s/:@"'<>]{8,})@`, is: isTokenLike},
	{hints: []string{"("}, source: `[\w.$%-]+:([^\s"'<>]+)@[\w.-]*\(`},
	{hints: []string{"@//"}, source: `[\w$]+/([^\s/@"'<>]+)@//`},
	{hints: []string{"@"}, source: `(?:^|[\s"'=(,])([\w.+%-]+):([^\s:/@"'<>\\]{3,})@(?:[\w-][\w.-]*(?::\d+\b|/)|localhost\b|\d+(?:\.\d+){3}\b)`, is: func(user string) bool {
		return !addresses[strings.ToLower(user)]
	}},
	{hints: []string{"bearer", "basic", "token", "negotiate", "apikey", "dpop", "ntlm"},
		source: `(?i)` + begin + `(?:bearer|basic|token|negotiate|apikey|dpop|ntlm)\s+([\w.~+/:=-]{6,})`, is: isCredential},
	{hints: []string{"hooks.slack.com", "/webhooks/", "/bot"}, source: `(?:hooks\.slack\.com/(?:services|workflows)/|/api/webhooks/\d+/|/bot\d+:)([\w/-]{8,})`},
	{hints: []string{"<", "&lt;", `\u003c`}, source: `(?:<|&lt;|\\u003c)([\w:.-]{2,64})(?:\s[^<>]*?)?(?:>|&gt;|\\u003e)([^<&\\]+)`, is: isSecretName},
	{hints: []string{">"}, source: `(?:key|name|id)=["']([\w.-]+)["'][^<>]*>([^<]+)<`, is: isSecretName},
	{hints: []string{"</"}, source: `^([\w:.-]{2,64})>([^<]+)</`, is: isSecretName}, // the text was cut before it
	{hints: []string{"&quot;", "&#34;", "%22"}, source: `([\w.-]+)(?:&quot;|&#34;|%22)[\s+]*(?::|%3[Aa])(?:[\s+]|%20)*(?:&quot;|&#34;|%22)([^\s"']+?)(?:&quot;|&#34;|%22|$)`, is: isSecretName},
	{hints: []string{"[", "(", "{"}, source: `[\[({]\s*\\*["']([\w.-]+)\\*["']\s*,\s*\\*["']([^"'\\]+)\\*["']\s*[\])}]`, is: isSecretName}, // a pair as a list
	{hints: []string{"->", "→", "|"}, source: `([\w.-]+)["']?\s*(?:->|→|\|)\s*["']?([^\s"'|]+)`, is: isSecretName, value: isTokenLike},
	{hints: []string{"%3d"}, source: `(?i)([\w.-]+)%3D([^\s&"'<>;%]+)`, is: isSecretName},
	{hints: []string{":"}, source: `(?m)^[ \t]*["']?([\w.-]+)["']?:[ \t]*[|>]?[-+]?\r?\n[ \t]+([^\r\n:"']+)$`, is: isSecretName},
	{hints: []string{"pass", "pwd", "secret", "token", "otp", "key"}, source: `(?i)\b(?:password|passwd|passphrase|passcode|pwd|otp|totp|(?:client|shared)[ _-]secret|secret|` +
		`(?:(?:access|id|refresh|session|auth)[ _-])?token|api[ _-]?key)\s+(?:is\s+|was\s+|of\s+|value\s+(?:is\s+)?|(?:set|changed)\s+(?:to|from)\s+)?["']?([^\s"'=:,;]{6,})`, value: isTokenLike},
	{hints: []string{"_"}, source: `\b(\w+_\w+)\s+["']?([^\s"'=:,;]{6,})`, is: isSecretName, value: isTokenLike},
	{hints: []string{"login"}, source: `\blogin\s+\S+\s+password\s+(\S+)`}, // as in a netrc file
	{hints: []string{"credential", "login"}, source: `(?i)\b(?:credentials?\s+[\w.@-]+[:/]|login(?:\s+failed)?\s+(?:for\s+)?[\w.@-]+:)([^\s"':/,]{6,})`, value: isTokenLike},
	{hints: []string{"code"}, source: `(?i)\b(?:mfa|otp|pin|security|verification|login|auth(?:entication|orization)?)\s+code\s*(?:is\b|was\b|[:=])?\s*(\d[\w-]{3,})`},
	{hints: []string{"identified by"}, source: `(?i)identified\s+by\s+(?:password\s+)?['"]([^'"]+)['"]`},
	{hints: []string{"age-secret-key-"}, source: `(AGE-SECRET-KEY-1\w+)`},
	{hints: []string{"private-lines:"}, source: `Private-Lines: \d+\s+([\s\S]+?)(?:Private-MAC|$)`},
	{hints: []string{"jdbc:oracle"}, source: `jdbc:oracle:\w+:[\w$]+/([^\s@]+)@`},
	{hints: []string{"form-data"}, source: `name="([\w.\[\]-]+)"[^\r\n\\]*(?:\r?\n|\\r\\n|\\n){2}([^\r\n\\]+)`, is: isSecretName},
	{hints: []string{"passw", "passphrase"}, source: `(?i)\b(?:password|passwd|passphrase)\s+(?:is\s+|of\s+|was\s+)?["'` + "`" + `]([^"'` + "`" + `]{3,})["'` + "`" + `]`},
	// Options of commands: curl -u bob:x, mysql -px, docker login -p x, redis-cli -a x.
	{hints: []string{"-u", "--user", "--proxy-user"}, source: `(?:^|\s)(?:-[uU]|--(?:proxy-)?user[ =])\s*["']?[^\s:%"'/]+[:%]([^\s"']+)`, value: isNotNumber},
	{hints: []string{"-p"}, source: `(?:^|\s)-[pP]\s*["']([^"'\n]+)["']`, value: isNotNumber},
	{hints: []string{"-p"}, source: `(?:\b(?:mysql\w*|mariadb[\w-]*|mongo\w*|sshpass|sqlcmd|bcp|7z\w?|unzip|zip|login)\b[^\n|;]*?|\s-[uU]\s*\S+)\s-[pP]\s*([^\s"'-][^\s"']*)`},
	{hints: []string{"redis-cli", "ldap", "openssl"}, source: `\b(?:redis-cli\b[^\n|;]*?\s(?:-a|--pass)|ldap\w+[^\n|;]*?\s-w|openssl\b[^\n|;]*?\s-[kK])\s+["']?([^\s"']+)`},
	{hints: []string{"curl"}, source: `\bcurl\b[^\n|;]*?\s(?:-b|--cookie)[ =]["']?([\w-]+=[^\s"']+)`},
	{hints: []string{"htpasswd", "add_user", "vault login", "net use"}, source: `\b(?:htpasswd\s+-\w*b\w*\s+\S+\s+\S+|add_user\s+\S+|vault\s+login|net\s+use\s.*?/user:\S+)\s+([^\s-]\S*)`},
	{hints: []string{"sqlplus"}, source: `\bsqlplus\s+(?:-\w+\s+)*["']?[\w$]+/([^\s@"']+)`},
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

// isNotNumber is false for a port or the number of a user.
func isNotNumber(w string) bool { return strings.Trim(w, "0123456789:") != "" }

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
