package paginate

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The text of a cursor is its version, its body as base64 and a checksum,
// joined by dots. The lines of the body are the operation, the digest of the
// input, the items read from the page, and the page's token, which may have any
// characters and is empty for the first page. It is written by hand, since
// encoding/json would cost a program 190 KB for these four.
const cursorVersion = "v1"

// atEnd replaces the number of items in a cursor that is finished.
const atEnd = "end"

// tokenText is a token that is text still, until its operation is known.
type tokenText string

// MarshalText returns the cursor as text; see [Cursor]. The text of an unused
// cursor is empty, which is the beginning.
func (c *Cursor) MarshalText() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.operation == "" {
		return []byte{}, nil
	}
	at := c.at()
	offset := strconv.Itoa(at.offset)
	if at.finished {
		offset = atEnd
	}
	token := ""
	switch t := at.token.(type) {
	case nil:
	case tokenText:
		token = string(t)
	default:
		var err error
		if token, err = c.text(t); err != nil {
			return nil, fmt.Errorf("paginate: %s: the page token cannot be kept: %w", c.operation, err)
		}
	}
	body := strings.Join([]string{c.operation, c.input, offset, token}, "\n")
	encoded := base64.RawURLEncoding.EncodeToString([]byte(body))
	return []byte(cursorVersion + "." + encoded + "." + checksum(encoded)), nil
}

// UnmarshalText reads the text of a cursor; empty text is an unused cursor.
// Text that is damaged or of a newer version is a [CursorError]. Whether it
// belongs to an operation and its input is checked when a walk resumes from it.
func (c *Cursor) UnmarshalText(text []byte) error {
	var operation, input string
	var at position
	if len(text) > 0 {
		var err error
		if operation, input, at, err = parseCursor(string(bytes.TrimSpace(text))); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.operation, c.input, c.text = operation, input, nil
	c.set(at)
	return nil
}

func parseCursor(text string) (operation, input string, at position, err error) {
	damaged := func(why string) (string, string, position, error) {
		return "", "", position{}, &CursorError{Reason: CursorDamaged, Err: errors.New(why)}
	}
	version, rest, ok := strings.Cut(text, ".")
	encoded, sum, _ := strings.Cut(rest, ".")
	number, isVersion := strings.CutPrefix(version, "v")
	n, err := strconv.Atoi(number)
	switch {
	case !ok || !isVersion || err != nil || n < 1 || version != "v"+strconv.Itoa(n):
		return damaged("it does not begin with a version")
	case version != cursorVersion:
		return "", "", position{}, &CursorError{Reason: CursorNewer, Err: fmt.Errorf("its version is %s, this library reads %s", version, cursorVersion)}
	case sum != checksum(encoded):
		return damaged("its checksum is wrong")
	}
	body, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return damaged("it is not base64")
	}
	lines := strings.SplitN(string(body), "\n", 4)
	if len(lines) < 4 || lines[0] == "" || lines[1] == "" {
		return damaged("it lacks a part")
	}
	operation, input = lines[0], lines[1]
	if lines[2] == atEnd && lines[3] == "" {
		return operation, input, position{finished: true}, nil
	}
	at.offset, err = strconv.Atoi(lines[2])
	if err != nil || at.offset < 0 || lines[2] != strconv.Itoa(at.offset) {
		return damaged("its place in the page is no number")
	}
	if lines[3] != "" {
		at.token = tokenText(lines[3])
	}
	return operation, input, at, nil
}

func checksum(encoded string) string {
	sum := sha256.Sum256([]byte(cursorVersion + "." + encoded))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}
