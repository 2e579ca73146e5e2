package session

import (
	"context"
	"strings"
	"sync"
)

// mfaPrompt asks a person for the code of a device, for one goroutine at a time
// for each device: two questions at once cannot be told apart, and STS takes a
// code only once.
type mfaPrompt struct {
	prompt func(ctx context.Context, serial string) (string, error)
	rt     Runtime

	devices sync.Map // a turn for each serial number
}

// device returns the lock of a device.
func (p *mfaPrompt) device(serial string) turn {
	t, _ := p.devices.LoadOrStore(serial, newTurn())
	return t.(turn)
}

// ask returns a code. Who asks holds the device.
func (p *mfaPrompt) ask(ctx context.Context, serial string) (string, error) {
	problem, code := "", ""
	var err error
	switch {
	case !p.rt.interactive():
		problem = "there is nobody to ask in Lambda; use a role without MFA there"
	case p.prompt == nil:
		problem = "a code is needed; set Options.MFA to a function that asks for it"
	default:
		if code, err = p.prompt(ctx, serial); err != nil {
			problem = "no code: " + err.Error()
		} else if code = strings.TrimSpace(code); !isMFACode(code) {
			problem = "the code has to be six digits"
		}
	}
	if problem != "" {
		return "", &MFAError{Serial: serial, Problem: problem, Err: err}
	}
	return code, nil
}

// isMFACode reports whether a text is what an MFA device shows: six digits.
func isMFACode(s string) bool {
	return len(s) == 6 && strings.Trim(s, "0123456789") == ""
}
