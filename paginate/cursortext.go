package paginate

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// The text of a cursor is its version, its body as base64 and a checksum,
// joined by dots.
const cursorVersion = "v1"

type cursorBody struct {
	Operation string          `json:"op"`
	Input     string          `json:"in"`
	Token     json.RawMessage `json:"token,omitempty"`
	Offset    int             `json:"offset,omitempty"`
	Finished  bool            `json:"finished,omitempty"`
}

// MarshalText returns the cursor as text; see [Cursor]. The text of an unused
// cursor is empty, which is the beginning.
func (c *Cursor) MarshalText() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.operation == "" {
		return []byte{}, nil
	}
	at := c.at()
	body := cursorBody{Operation: c.operation, Input: c.input, Offset: at.offset, Finished: at.finished}
	switch token := at.token.(type) {
	case nil:
	case json.RawMessage:
		body.Token = token
	default:
		text, err := c.text(token)
		if err != nil {
			return nil, fmt.Errorf("paginate: %s: the page token cannot be kept: %w", c.operation, err)
		}
		body.Token = text
	}
	plain, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("paginate: %s: the page token cannot be kept: %w", c.operation, err)
	}
	encoded := base64.RawURLEncoding.EncodeToString(plain)
	return []byte(cursorVersion + "." + encoded + "." + checksum(encoded)), nil
}

// UnmarshalText reads the text of a cursor; empty text is an unused cursor.
// Text that is damaged or of a newer version is a [CursorError]. Whether it
// belongs to an operation and its input is checked when a walk resumes from it.
func (c *Cursor) UnmarshalText(text []byte) error {
	var body cursorBody
	if len(text) > 0 {
		var err error
		if body, err = parseCursor(string(bytes.TrimSpace(text))); err != nil {
			return err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.operation, c.input, c.text = body.Operation, body.Input, nil
	at := position{offset: body.Offset, finished: body.Finished}
	if body.Token != nil {
		at.token = body.Token
	}
	c.set(at)
	return nil
}

func parseCursor(text string) (cursorBody, error) {
	damaged := func(why string) (cursorBody, error) {
		return cursorBody{}, &CursorError{Reason: CursorDamaged, Err: errors.New(why)}
	}
	version, rest, ok := strings.Cut(text, ".")
	encoded, sum, _ := strings.Cut(rest, ".")
	number, isVersion := strings.CutPrefix(version, "v")
	n, err := strconv.Atoi(number)
	switch {
	case !ok || !isVersion || err != nil || n < 1 || version != "v"+strconv.Itoa(n):
		return damaged("it does not begin with a version")
	case version != cursorVersion:
		return cursorBody{}, &CursorError{Reason: CursorNewer, Err: fmt.Errorf("its version is %s, this library reads %s", version, cursorVersion)}
	case sum != checksum(encoded):
		return damaged("its checksum is wrong")
	}
	plain, err := base64.RawURLEncoding.Strict().DecodeString(encoded)
	if err != nil {
		return damaged("it is not base64")
	}
	var body cursorBody
	d := json.NewDecoder(bytes.NewReader(plain))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil {
		return damaged("it is not JSON")
	}
	if body.Operation == "" || body.Input == "" || body.Offset < 0 ||
		body.Finished && (body.Offset > 0 || body.Token != nil) || string(body.Token) == "null" {
		return damaged("its parts contradict each other")
	}
	return body, nil
}

func checksum(encoded string) string {
	sum := sha256.Sum256([]byte(cursorVersion + "." + encoded))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}
