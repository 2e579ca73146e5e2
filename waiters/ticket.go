package waiters

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"strings"
	"time"
)

// Ticket is a wait put into text, so that a later process goes on with it by
// Options.Resume. It carries the attempts, the start, the ready polls in a row
// and the schedule; of the input it carries only a hash, so that it is refused
// for any other. It holds no secret, and is safe in logs, state machine inputs
// and message bodies, but it is not signed: take it only from where you put it.
type Ticket string

// ticketVersion begins every ticket; a later format gets another one.
const ticketVersion = "w1."

// ticketBody is what a ticket carries.
type ticketBody struct {
	Operation string  `json:"op"`
	Input     []byte  `json:"in"` // its hash
	Attempts  int     `json:"n"`
	Start     int64   `json:"t"` // milliseconds since 1970
	Streak    int     `json:"k,omitempty"`
	Schedule  carried `json:"s"` // its kind is empty for one of the caller's own
}

func (r *run) ticket() (Ticket, error) {
	hash, err := r.subject.hash()
	if err != nil {
		return "", r.subject.named(err)
	}
	body := &ticketBody{Operation: r.subject.name, Input: hash, Attempts: r.attempt.Number, Start: r.origin.UnixMilli(), Streak: r.streak}
	if s, ok := r.schedule.(carrier); ok {
		if c := s.carry(r.schedule); c != nil {
			body.Schedule = *c
		}
	}
	text, _ := json.Marshal(body) // Texts and numbers have a JSON form.
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(text))
	return Ticket(ticketVersion + base64.RawURLEncoding.EncodeToString(append(sum, text...))), nil
}

// resume takes over what the ticket carries.
func (r *run) resume(t Ticket) error {
	text, ok := strings.CutPrefix(string(t), ticketVersion)
	if !ok {
		return refused("it does not begin with " + ticketVersion + ", so it is no ticket or one of another version")
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 4 || binary.BigEndian.Uint32(raw) != crc32.ChecksumIEEE(raw[4:]) {
		return refused("it is damaged or cut off")
	}
	var body ticketBody
	if err := json.Unmarshal(raw[4:], &body); err != nil || body.Attempts < 1 || body.Streak < 0 {
		return refused("its content is not that of a ticket")
	}
	hash, err := r.subject.hash()
	switch {
	case body.Operation != r.subject.name:
		return refused("it waits for " + body.Operation)
	case err != nil:
		return err
	case !bytes.Equal(body.Input, hash):
		return refused("it was made for another input of " + body.Operation)
	}
	if r.schedule == nil && r.opts.Expect == 0 {
		if body.Schedule.Kind == "" {
			return refused("it was made with a schedule of your own: set Options.Schedule to it")
		}
		r.schedule = &body.Schedule
	}
	r.attempt.Number, r.earlier, r.streak = body.Attempts, body.Attempts, body.Streak
	// A clock that runs behind the one that made the ticket must not turn the
	// time waited negative.
	if origin := time.UnixMilli(body.Start); origin.Before(r.origin) {
		r.origin = origin
	}
	return nil
}

func refused(why string) error { return fmt.Errorf("%w: %s", ErrTicket, why) }

// hash binds a ticket to an input without carrying it.
func (s *subject) hash() ([]byte, error) {
	text, err := json.Marshal(s.input)
	if err != nil {
		return nil, fmt.Errorf("no ticket for an input without a JSON form: %w", err)
	}
	sum := sha256.Sum256(text)
	return sum[:12], nil
}
