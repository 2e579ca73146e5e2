package s3fast

import (
	"encoding/json"
	"sync"

	"github.com/awsessentials/essentials/awserr"
)

// Cursor is the place of a listing, in all its ranges. The zero value is the
// beginning. Its text, of [Cursor.MarshalText], can be kept and read by another
// process, which continues with the next object.
//
// It is for one listing at a time. MarshalText may be called in the loop's body
// or behind the loop; it is not safe while another goroutine ranges.
type Cursor struct {
	mu    sync.Mutex
	list  *lister // the listing that it follows
	spans []saved
	begun bool
}

// saved is a range of keys that were not given yet.
type saved struct {
	After string `json:"after,omitempty"`
	To    string `json:"to,omitempty"`
}

// begin makes the cursor follow a listing and returns where it continues.
func (c *Cursor) begin(l *lister, spans []*span) []*span {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.save()
	if c.begun {
		spans = nil
		for _, s := range c.spans {
			spans = append(spans, newSpan(s.After, s.To))
		}
	}
	c.list, c.begun = l, true
	return spans
}

// save notes where the listing is.
func (c *Cursor) save() {
	l := c.list
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	c.spans = []saved{} // not null, which would be the beginning
	for _, s := range l.spans {
		if s.done && s.yielded == s.pos {
			continue // all that it had
		}
		c.spans = append(c.spans, saved{s.yielded, s.to})
	}
}

// Done reports whether all was given.
func (c *Cursor) Done() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.save()
	return c.begun && len(c.spans) == 0
}

// MarshalText returns the cursor as text, which has the keys where ranges begin
// and end in it.
func (c *Cursor) MarshalText() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.save()
	if !c.begun {
		return []byte("{}"), nil
	}
	return json.Marshal(state{Ranges: &c.spans})
}

type state struct {
	Ranges *[]saved `json:"ranges,omitempty"`
}

// UnmarshalText reads what MarshalText returned. An error is
// [awserr.ErrInvalid].
func (c *Cursor) UnmarshalText(text []byte) error {
	var st state
	if err := json.Unmarshal(text, &st); err != nil {
		return awserr.Invalid("s3fast.Cursor", "text", string(text), "must be what MarshalText returned")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list, c.spans, c.begun = nil, nil, st.Ranges != nil
	if c.begun {
		c.spans = *st.Ranges
	}
	return c.check(text)
}

// check refuses ranges that are not in order.
func (c *Cursor) check(text []byte) error {
	for i, s := range c.spans {
		if s.To != "" && s.To < s.After || i > 0 && (c.spans[i-1].To == "" || c.spans[i-1].To > s.After) {
			c.spans = nil
			return awserr.Invalid("s3fast.Cursor", "text", string(text), "has ranges that are not in order")
		}
	}
	return nil
}
