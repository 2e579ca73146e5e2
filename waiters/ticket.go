package waiters

import (
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
	body, err := json.Marshal(&ticketBody{
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
	var body ticketBody
	if err := t.decode(&body); err != nil {
		return err
	}
	if body.Operation != r.subject.name {
		return refused("it waits for " + body.Operation)
	}
	hash, err := fingerprint(r.subject.input)
	if err != nil {
		return err
	}
	if body.Input != hash {
		return refused("it was made for another input of " + body.Operation)
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

func refused(why string) error { return fmt.Errorf("%w: %s", ErrTicket, why) }

func (t Ticket) decode(body *ticketBody) error {
	text, ok := strings.CutPrefix(string(t), ticketVersion)
	if !ok {
		return refused("it does not begin with " + strconv.Quote(ticketVersion) + ", so it is no ticket or one of another version")
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) < 4 || binary.BigEndian.Uint32(raw) != crc32.ChecksumIEEE(raw[4:]) {
		return refused("it is damaged or cut off")
	}
	if err := json.Unmarshal(raw[4:], body); err != nil || body.Attempts < 1 || body.Streak < 0 {
		return refused("its content is not that of a ticket")
	}
	return nil
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
		return "ramp " + digits(s.Expect)
	case Fixed:
		return "fixed " + digits(time.Duration(s))
	case Exponential:
		return "exponential " + digits(s.Min) + " " + digits(s.Max)
	case SDK:
		return "sdk " + digits(s.Min) + " " + digits(s.Max)
	default:
		return "custom"
	}
}

func digits(d time.Duration) string { return strconv.FormatInt(int64(d), 10) }

func parseSchedule(text string) (Schedule, error) {
	kind, delays, _ := strings.Cut(text, " ")
	first, second, two := strings.Cut(delays, " ")
	a, err := strconv.ParseInt(first, 10, 64)
	if two && err == nil {
		b, err := strconv.ParseInt(second, 10, 64)
		switch {
		case err != nil:
		case kind == "exponential":
			return Exponential{time.Duration(a), time.Duration(b)}, nil
		case kind == "sdk":
			return SDK{time.Duration(a), time.Duration(b)}, nil
		}
	}
	switch {
	case kind == "custom":
		return nil, refused("it was made with a schedule of your own: set Options.Schedule to it")
	case two || err != nil:
	case kind == "ramp":
		return Ramp{time.Duration(a)}, nil
	case kind == "fixed":
		return Fixed(a), nil
	}
	return nil, refused("unknown schedule " + strconv.Quote(text))
}
