package session

import (
	"context"
	"strings"
	"sync"
)

// mfaPrompt asks a person for the code of a device, for one goroutine at a time for
// each device: a person can answer only one question at a time, and STS accepts a code
// only once.
type mfaPrompt struct {
	prompt func(ctx context.Context, serial string) (string, error)
	rt     Runtime

	devices sync.Map // a ctxLock for each serial number
}

// device returns the lock of a device.
func (p *mfaPrompt) device(serial string) ctxLock {
	l, _ := p.devices.LoadOrStore(serial, newLock())
	return l.(ctxLock)
}

// ask returns a code. The caller holds the lock of the device.
func (p *mfaPrompt) ask(ctx context.Context, serial string) (string, error) {
	reason, code := "", ""
	var err error
	switch {
	case !p.rt.interactive():
		reason = "there is nobody to ask in Lambda; use a role without MFA there"
	case p.prompt == nil:
		reason = "a code is needed; set Options.MFA to a function that asks for it"
	default:
		if code, err = p.prompt(ctx, serial); err != nil {
			reason = "no code: " + printable(err.Error())
		} else if code = strings.TrimSpace(code); !isMFACode(code) {
			reason = "the code has to be six digits"
		}
	}
	if reason != "" {
		return "", &MFAError{Serial: serial, Reason: reason, Err: err}
	}
	return code, nil
}

// isMFACode reports whether a text is what an MFA device shows: six digits.
func isMFACode(s string) bool {
	return len(s) == 6 && strings.Trim(s, "0123456789") == ""
}
