package alert

import (
	"strings"
	"unicode"
)

// set returns the words of a text, for membership.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// A name that contains one of these, in lower case and without punctuation,
	// is that of a secret.
	secretParts = strings.Fields(`password passwd passphrase passcode passwort secret token apikey accesskey privatekey
		authorization credential cookie signature sessionid connectionstring connstring connstr authkey signingkey
		encryptionkey masterkey sharedkey accountkey storagekey clientkey servicekey licensekey sshkey webhookurl functionskey subscriptionkey sessid
		appkey applicationkey hmackey serverkey`)

	// And so is one with one of these as a word.
	secretWords = set(`pass pwd pw pin otp totp jwt auth dsn cvv cvc ssn psk sig creds cred bearer hotp csrf xsrf pat`)

	// A name that begins or ends with these words is about a secret, but its
	// value is none.
	aboutFirst = set(`next previous prev max min num total count is has expired invalid missing unexpected unrecognized
		unknown unsupported incorrect malformed`)
	aboutLast = set(`name names arn type types count length len size expiry expires expired expiration policy path file dir
		invalid missing required exception error errors failed failure failures mismatch match found endpoint limit usage
		used ttl age lifetime ref version rotation enabled disabled provider manager valid status algorithm scope
		bucket exists changed updated at`)

	// Names in whose values a space ends nothing.
	phraseWords = []string{"pass", "pwd", "secret", "conn", "phrase"}

	// What names of secrets end with that are identifiers, such as x-api-key.
	identifierEnds = set("key token secret password passwd pwd pass cookie")

	// Names of headers, whose values go to the end of the line.
	headerWords = []string{"authorization", "cookie"}
)

// isSecretName reports whether a value of that name should not be shown.
func isSecretName(name string) bool {
	words := splitName(name)
	if len(words) == 0 || sourceFiles[name[strings.LastIndexByte(name, '.')+1:]] && strings.Contains(name, ".") {
		return false
	}
	first, last := words[0], words[len(words)-1]
	joined := strings.Join(words, "")
	if len(words) > 1 {
		switch {
		case aboutFirst[first], aboutLast[last]:
			return false
		case last == "id":
			return strings.Contains(joined, "sessionid") || strings.Contains(joined, "accesskeyid")
		}
	}
	for _, part := range secretParts {
		if strings.Contains(joined, part) {
			return true
		}
	}
	for _, w := range words {
		if secretWords[w] || strings.HasSuffix(w, "pwd") || strings.HasSuffix(w, "pass") && !ordinaryPass[w] {
			return true
		}
	}
	return false
}

// sourceFiles end in these, and a line number comes after a colon.
var sourceFiles = set("go java kt py js mjs ts tsx rb c h cc cpp rs cs php scala swift s sh yml yaml json toml xml html")

var ordinaryPass = set("compass bypass trespass surpass encompass overpass underpass")

// splitName returns the words of a name in lower case: those of dbPass, DB_PASS,
// db-pass and DBPass are db and pass.
func splitName(name string) (words []string) {
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(name)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			end()
			continue
		}
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1]) ||
			unicode.IsUpper(runes[i-1]) && i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			end()
		}
		word = append(word, r)
	}
	end()
	return words
}

// lastWord returns the last word of a name in lower case.
func lastWord(name string) string {
	words := splitName(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// hasAny reports whether a name, in lower case, holds one of the parts.
func hasAny(name string, parts []string) bool {
	name = strings.Join(splitName(name), "")
	for _, p := range parts {
		if strings.Contains(name, p) {
			return true
		}
	}
	return false
}

// The words that follow the name of a secret and a colon in an error's own text.
var proseWords = set(`the a an is are was were be must should may might can cannot can't could couldn't not no none nor has
	have had does doesn't did didn't do don't required missing invalid expired empty too at on in of to for from with without by
	after before unexpected expected user your you this that it its there value request failed failure fail unable access
	need needs wrong incorrect mismatch unauthorized denied rejected revoked unknown unsupported operation error errors open
	read write dial lookup get post put http https context timeout connection connect exit signal illegal malformed only
	already never will would has, either neither both if when while because and or but as please use set check contains
	contain exceeds longer shorter same different reset changed updated created deleted found ok done
	finished started complete completed succeeded success rotated string number want wants line gate or`)

// The words before the name of a secret in an error that wraps another.
var proseBefore = set(`read reading load loading get getting fetch fetching parse parsing decode decoding encode encoding
	retrieve retrieving refresh refreshing create creating delete deleting update updating rotate rotating store verify
	verifying validate validating check checking find open opening write writing sign signing decrypt decrypting encrypt
	encrypting resolve resolving assume generate generating hash hashing compare unmarshal marshal list describe invalid bad
	wrong missing unexpected incorrect unknown no empty expired malformed illegal cached syntax exchange revoke obtain
	obtaining request requesting key field argument parameter attribute column property variable header flag option`)

// plainValues are not secrets, whatever the name.
var plainValues = set(`true false null nil none <nil> undefined yes no on off n/a unset empty`)

// isPlain reports whether a value cannot be a secret.
func isPlain(v string) bool {
	v = strings.ToLower(strings.Trim(v, " \t\r\n,;."))
	return plainValues[v] || !strings.ContainsFunc(v, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) ||
		strings.Trim(v, "x*") == "" || strings.HasPrefix(v, redacted) || v == "redacted"
}

// isTokenLike reports whether a word is not one of a language: it has digits among
// its letters, or marks, or is very long.
func isTokenLike(w string) bool {
	w = strings.TrimRight(w, ".,;:)]}'\"")
	digits, letters, marks := 0, 0, 0
	for _, r := range w {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case r != '-' && r != '\'' && r != '(' && r != '"' && r != '/':
			marks++
		}
	}
	return digits > 0 && letters > 0 || digits >= 6 || marks > 0 && letters > 3 || len(w) >= 28
}
