package waiters

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"time"

	"github.com/awsessentials/essentials/awserr"
)

// A Ticket is the state of a wait as a string, with which a later process can
// continue it; see Options.Resume. It contains the attempts, the start, the delay
// before the next poll, the number of consecutive ready polls, the schedule, and
// a hash of the input, so that it is refused for another input. It contains no
// secrets and is safe in logs, state machine inputs and message bodies, but it is
// not signed: accept one only from a source that you trust.
type Ticket string

// ticketVersion is the prefix of every ticket; another format has another
// prefix.
const ticketVersion = "w1."

// ticketBody is the content of a ticket. Times are in milliseconds.
type ticketBody struct {
	Operation string       `json:"op"`
	Input     []byte       `json:"in"` // its hash
	Attempts  int          `json:"n"`
	Start     int64        `json:"t"`           // since 1970
	Due       int64        `json:"d,omitempty"` // of the next poll, since the start
	Rest      int64        `json:"r,omitempty"` // before the next poll, when it began
	Streak    int          `json:"k,omitempty"`
	Schedule  scheduleText `json:"s"` // its kind is empty for one of another package
}

func (r *run) ticket() (Ticket, error) {
	hash, err := r.subject.hash()
	if err != nil {
		return "", fmt.Errorf("waiters: %s: %w", r.subject.name, err)
	}
	body := &ticketBody{Operation: r.subject.name, Input: hash, Attempts: r.status.Attempts, Start: r.origin.UnixMilli(), Streak: r.streak,
		Schedule: textOf(r.schedule)}
	if !r.due.IsZero() {
		body.Due = milliseconds(r.due.Sub(r.origin))
		body.Rest = milliseconds(r.due.Sub(r.origin) - r.polled)
	}
	text, _ := json.Marshal(body) // Texts and numbers have a JSON form.
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(text))
	return Ticket(ticketVersion + base64.RawURLEncoding.EncodeToString(append(sum, text...))), nil
}

// resume sets the run to the content of the ticket.
func (r *run) resume(t Ticket) error {
	body, err := t.body()
	if err != nil {
		return r.refuseTicket(t, err.Error())
	}
	hash, err := r.subject.hash()
	switch {
	case body.Operation != r.subject.name:
		return r.refuseTicket(t, "it is for "+body.Operation)
	case err != nil:
		return r.refuseTicket(t, err.Error())
	case !bytes.Equal(body.Input, hash):
		return r.refuseTicket(t, "it was made for another input of "+body.Operation)
	}
	if r.schedule == nil && r.opts.Expect == 0 {
		if r.schedule = body.Schedule.schedule(); r.schedule == nil {
			return r.refuseTicket(t, "it was made with a schedule of another package: set Options.Schedule to it")
		}
	}
	r.status.Attempts, r.earlier, r.streak = body.Attempts, body.Attempts, body.Streak
	// A clock that is behind the one that made the ticket must not make the time
	// waited negative, or the delay longer.
	if origin := time.UnixMilli(body.Start); origin.Before(r.origin) {
		r.origin = origin
	}
	if body.Due > 0 {
		due, latest := r.origin.Add(bounded(body.Due, time.Millisecond)), r.began.Add(bounded(body.Rest, time.Millisecond))
		if due.After(latest) {
			due = latest
		}
		r.due = due
	}
	return nil
}

// milliseconds rounds up, so that a delay is not shortened.
func milliseconds(d time.Duration) int64 { return int64((d + time.Millisecond - 1) / time.Millisecond) }

// body returns the content of a ticket.
func (t Ticket) body() (*ticketBody, error) {
	text, ok := strings.CutPrefix(string(t), ticketVersion)
	if !ok {
		return nil, errors.New("it does not begin with " + ticketVersion + ", so it is not a ticket, or one of another version")
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 4 || binary.BigEndian.Uint32(raw) != crc32.ChecksumIEEE(raw[4:]) {
		return nil, errors.New("it is damaged or cut off")
	}
	body := new(ticketBody)
	if err := json.Unmarshal(raw[4:], body); err != nil || !body.valid() {
		return nil, errors.New("its content is not that of a ticket")
	}
	return body, nil
}

// valid reports whether the numbers are possible for a wait.
func (b *ticketBody) valid() bool {
	const many = 1 << 30
	return b.Attempts >= 1 && b.Attempts < many && b.Streak >= 0 && b.Streak < many &&
		b.Start >= 0 && b.Due >= 0 && b.Rest >= 0 &&
		b.Schedule.First >= 0 && b.Schedule.First <= longest && b.Schedule.Second >= 0 && b.Schedule.Second <= longest
}

func (r *run) refuseTicket(t Ticket, reason string) error {
	return &awserr.InvalidError{Operation: r.subject.name, Argument: "Options.Resume", Value: string(t), Reason: reason, Err: ErrTicket}
}

// hash returns a hash of the input, which binds a ticket to it.
func (s *subject) hash() ([]byte, error) {
	text, err := json.Marshal(s.input)
	if err != nil {
		return nil, fmt.Errorf("no ticket for an input without a JSON form: %w", err)
	}
	sum := sha256.Sum256(text)
	return sum[:12], nil
}
