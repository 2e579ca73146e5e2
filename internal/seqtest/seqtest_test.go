package seqtest_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"os/exec"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/seqtest"
)

var errBroken = errors.New("broken")

// source gives 0, 1, 2, a request for each, and keeps the contract but for one
// fault.
type source struct {
	fault    string
	requests atomic.Int64
}

func (s *source) seq(n int, end error) func(context.Context) iter.Seq2[int, error] {
	return func(ctx context.Context) iter.Seq2[int, error] {
		if s.fault == "requests before the range" {
			s.requests.Add(1)
		}
		var next atomic.Int64
		return func(yield func(int, error) bool) {
			if s.fault == "leaves a goroutine" {
				go func() { select {} }()
			}
			i := 0
			if s.fault == "goes on in the second range" {
				i = int(next.Load())
			}
			for ; i < n; i++ {
				next.Store(int64(i + 1))
				if ctx.Err() != nil && s.fault != "does not look at the context" {
					yield(0, ctx.Err())
					return
				}
				s.requests.Add(1)
				if s.fault == "one too few" && i == 1 {
					continue
				}
				if !yield(i, nil) && s.fault != "goes on after the break" {
					return
				}
			}
			if end == nil {
				return
			}
			switch s.fault {
			case "hides the error":
			case "a value with the error":
				yield(7, end)
			case "another error":
				yield(0, errors.New("other"))
			case "the error twice":
				for range 2 {
					if !yield(0, end) {
						return
					}
				}
			default:
				yield(0, end)
			}
		}
	}
}

func subject(s *source) seqtest.Subject[int] {
	return seqtest.Subject[int]{
		Seq:      s.seq(3, nil),
		Want:     []int{0, 1, 2},
		Requests: func() int { return int(s.requests.Load()) },
		Broken:   map[int]func(context.Context) iter.Seq2[int, error]{0: s.seq(0, errBroken), 2: s.seq(2, errBroken)},
		Cause:    errBroken,
	}
}

const faultVariable = "SEQTEST_FAULT"

// TestSubject passes, unless the test below asks for a fault.
func TestSubject(t *testing.T) {
	seqtest.Run(t, func(*testing.T) seqtest.Subject[int] {
		return subject(&source{fault: os.Getenv(faultVariable)})
	})
}

func TestEachFaultIsFound(t *testing.T) {
	for _, fault := range []string{
		"requests before the range", "one too few", "goes on after the break", "goes on in the second range",
		"hides the error", "a value with the error", "another error", "the error twice",
		"does not look at the context", "leaves a goroutine",
	} {
		t.Run(fault, func(t *testing.T) {
			cmd := exec.Command(os.Args[0], "-test.run=^TestSubject$")
			cmd.Env = append(os.Environ(), faultVariable+"="+fault)
			out, err := cmd.CombinedOutput()
			exit, ok := errors.AsType[*exec.ExitError](err)
			assert.True(t, ok && !exit.Success(), "the suite did not find it:\n%s", out)
		})
	}
}
