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

// A ticket is the base64 form of a checksum and these lines: the operation, the
// hash of the input, the kind of the schedule, and then in numbers its two
// delays, the attempts, the start in milliseconds since 1970 and the ready polls
// in a row.
const ticketLines = 8

func (r *run) ticket() (Ticket, error) {
	hash, err := r.subject.hash()
	if err != nil {
		return "", r.subject.named(err)
	}
	kind, first, second := partsOf(r.schedule)
	body := fmt.Sprintf("%s\n%s\n%s\n%d\n%d\n%d\n%d\n%d",
		r.subject.name, hash, kind, first, second, r.attempt.Number, r.origin.UnixMilli(), r.streak)
	sum := binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(body)))
	return Ticket(ticketVersion + base64.RawURLEncoding.EncodeToString(append(sum, body...))), nil
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
	lines := strings.Split(string(raw[4:]), "\n")
	var numbers [ticketLines]int64
	for i := 3; i < len(lines) && i < ticketLines && err == nil; i++ {
		numbers[i], err = strconv.ParseInt(lines[i], 10, 64)
	}
	attempts, start, streak := int(numbers[5]), numbers[6], int(numbers[7])
	if err != nil || len(lines) != ticketLines || attempts < 1 || streak < 0 {
		return refused("its content is not that of a ticket")
	}
	if lines[0] != r.subject.name {
		return refused("it waits for " + lines[0])
	}
	hash, err := r.subject.hash()
	if err != nil {
		return err
	}
	if lines[1] != hash {
		return refused("it was made for another input of " + r.subject.name)
	}
	if r.schedule == nil && r.opts.Expect == 0 {
		r.schedule = scheduleOf(lines[2], time.Duration(numbers[3]), time.Duration(numbers[4]))
		if r.schedule == nil {
			return refused("it was made with a schedule of your own: set Options.Schedule to it")
		}
	}
	r.attempt.Number, r.earlier, r.streak = attempts, attempts, streak
	// A clock that runs behind the one that made the ticket must not turn the
	// time waited negative.
	if origin := time.UnixMilli(start); origin.Before(r.origin) {
		r.origin = origin
	}
	return nil
}

func refused(why string) error { return fmt.Errorf("%w: %s", ErrTicket, why) }

// hash binds a ticket to an input without carrying it.
func (s *subject) hash() (string, error) {
	text, err := json.Marshal(s.input)
	if err != nil {
		return "", fmt.Errorf("no ticket for an input without a JSON form: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12]), nil
}

// partsOf and scheduleOf carry the schedules of this package; any other has to be
// given again by the process that resumes.
func partsOf(s Schedule) (kind string, first, second time.Duration) {
	switch s := s.(type) {
	case Ramp:
		return "ramp", s.Expect, 0
	case Fixed:
		return "fixed", time.Duration(s), 0
	case Exponential:
		return "exponential", s.Min, s.Max
	case SDK:
		return "sdk", s.Min, s.Max
	default:
		return "", 0, 0
	}
}

func scheduleOf(kind string, first, second time.Duration) Schedule {
	switch kind {
	case "ramp":
		return Ramp{first}
	case "fixed":
		return Fixed(first)
	case "exponential":
		return Exponential{first, second}
	case "sdk":
		return SDK{first, second}
	default:
		return nil
	}
}
