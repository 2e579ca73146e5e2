package callback

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// ErrGoexit is the error of a callback that ended its goroutine.
var ErrGoexit = errors.New("the callback ended its goroutine with runtime.Goexit")

// Panic is a panic of a callback, to be continued on another goroutine.
type Panic struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error tells the value and where it was thrown.
func (p *Panic) Error() string {
	return fmt.Sprintf("panic in a callback: %v\n\n%s", p.Value, p.Stack)
}

// Unwrap returns the value, if it is an error.
func (p *Panic) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// Run calls f on this goroutine. It returns nil if f returned and a [Panic] if
// it panicked, which is then over. If f ends the goroutine, Run does not return
// either: exited, if not nil, is called with [ErrGoexit] before the goroutine
// ends, so that whoever waits for it learns of it.
func Run(f func(), exited func(error)) (p *Panic) {
	returned := false
	defer func() {
		if returned {
			return
		}
		if v := recover(); v != nil {
			if earlier, ok := v.(*Panic); ok {
				p = earlier // a callback within a callback
				return
			}
			p = &Panic{Value: v, Stack: debug.Stack()}
			return
		}
		if exited != nil {
			exited(ErrGoexit)
		}
	}()
	f()
	returned = true
	return nil
}

// Continue panics again on this goroutine, if p is a panic.
func (p *Panic) Continue() {
	if p != nil {
		panic(p)
	}
}
