package waiters

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"strconv"
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
	Operation string `json:"op"`
	Input     string `json:"in"`
	Attempts  int    `json:"n"`
	Start     int64  `json:"t"` // milliseconds since 1970
	Streak    int    `json:"k,omitempty"`
	Schedule  string `json:"s"`
}

func (r *run) ticket() (Ticket, error) {
	hash, err := fingerprint(r.subject.input)
	if err != nil {
		return "", r.subject.named(err)
	}
	body, err := json.Marshal(ticketBody{
		Operation: r.subject.name, Input: hash, Attempts: r.attempt.Number, Start: r.origin.UnixMilli(),
		Streak: r.streak, Schedule: scheduleText(r.schedule),
	})
	if err != nil {
		return "", r.subject.named(err)
	}
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))
	return Ticket(ticketVersion + base64.RawURLEncoding.EncodeToString(append(sum, body...))), nil
}

// resume takes over what the ticket carries.
func (r *run) resume(t Ticket) error {
	body, err := t.decode()
	if err != nil {
		return err
	}
	if body.Operation != r.subject.name {
		return fmt.Errorf("%w: it waits for %s", ErrTicket, body.Operation)
	}
	hash, err := fingerprint(r.subject.input)
	if err != nil {
		return err
	}
	if body.Input != hash {
		return fmt.Errorf("%w: it was made for another input of %s", ErrTicket, body.Operation)
	}
	if r.schedule == nil && r.opts.Expect == 0 {
		if r.schedule, err = parseSchedule(body.Schedule); err != nil {
			return err
		}
	}
	r.attempt.Number, r.earlier, r.streak = body.Attempts, body.Attempts, body.Streak
	// A clock that runs behind the one that made the ticket must not turn the
	// time waited negative.
	if origin := time.UnixMilli(body.Start); origin.Before(r.origin) {
		r.origin = origin
	}
	return nil
}

func (t Ticket) decode() (ticketBody, error) {
	text, ok := strings.CutPrefix(string(t), ticketVersion)
	if !ok {
		return ticketBody{}, fmt.Errorf("%w: it does not begin with %q, so it is no ticket or one of another version", ErrTicket, ticketVersion)
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) < 4 || binary.BigEndian.Uint32(raw) != crc32.ChecksumIEEE(raw[4:]) {
		return ticketBody{}, fmt.Errorf("%w: it is damaged or cut off", ErrTicket)
	}
	var body ticketBody
	d := json.NewDecoder(bytes.NewReader(raw[4:]))
	d.DisallowUnknownFields()
	if err := d.Decode(&body); err != nil || body.Attempts < 1 || body.Streak < 0 {
		return ticketBody{}, fmt.Errorf("%w: its content is not that of a ticket", ErrTicket)
	}
	return body, nil
}

// fingerprint binds a ticket to an input without carrying it.
func fingerprint(input any) (string, error) {
	text, err := json.Marshal(input)
	if err != nil {
		return "", fmt.Errorf("no ticket for an input without a JSON form: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12]), nil
}

// scheduleText and parseSchedule carry the schedules of this package; any other
// has to be given again by the process that resumes.
func scheduleText(s Schedule) string {
	switch s := s.(type) {
	case Ramp:
		return fmt.Sprintf("ramp %d", s.Expect)
	case Fixed:
		return fmt.Sprintf("fixed %d", s)
	case Exponential:
		return fmt.Sprintf("exponential %d %d", s.Min, s.Max)
	case SDK:
		return fmt.Sprintf("sdk %d %d", s.Min, s.Max)
	default:
		return "custom"
	}
}

func parseSchedule(text string) (Schedule, error) {
	fields := strings.Fields(text)
	var kind string
	var delays [2]time.Duration
	n := 0
	for i, field := range fields {
		if i == 0 {
			kind = field
			continue
		}
		ns, err := strconv.ParseInt(field, 10, 64)
		if err != nil || n == len(delays) {
			n = -1 // no schedule has such numbers
			break
		}
		delays[n] = time.Duration(ns)
		n++
	}
	a, b := delays[0], delays[1]
	switch {
	case kind == "ramp" && n == 1:
		return Ramp{Expect: a}, nil
	case kind == "fixed" && n == 1:
		return Fixed(a), nil
	case kind == "exponential" && n == 2:
		return Exponential{Min: a, Max: b}, nil
	case kind == "sdk" && n == 2:
		return SDK{Min: a, Max: b}, nil
	case kind == "custom":
		return nil, fmt.Errorf("%w: it was made with a schedule of your own: set Options.Schedule to it", ErrTicket)
	default:
		return nil, fmt.Errorf("%w: unknown schedule %q", ErrTicket, text)
	}
}
