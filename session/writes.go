package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/internal/verbs"
)

// ErrWrite is the class of [WriteError].
var ErrWrite = errors.New("write refused")

// A Call is a call that changes something, as passed to [Writes].
type Call struct {
	Account   string // empty if the session does not know it without a request
	Region    string
	Service   string // the SDK's service ID, such as "DynamoDB"
	Operation string // such as "PutItem"
	// Destructive reports whether the call takes something away: Delete, Terminate,
	// Purge, a policy that is replaced, also a delete among the writes of a batch.
	Destructive bool
	Input       any // the operation's input, a pointer, not to be changed
}

// String returns the call in one line, without its input.
func (c Call) String() string {
	where := c.Region
	if c.Account != "" {
		where = c.Account + " " + c.Region
	}
	return c.Service + " " + c.Operation + " in " + where
}

// Writes decides about each call that changes something, of all clients of a
// session, of its children and of the sessions of package across. If Write
// returns an error, the call is not sent and returns the error in a [WriteError].
// Write is not called again for retries of the SDK. It must be safe for
// concurrent use.
//
// Write is not called for calls that only read. Which ones do is decided by the
// operation's verb (Get, List, Describe, Head, BatchGet, Search) and a table of
// exceptions; an operation that is not known is a write. Reading a secret and
// assuming a role are reads, receiving messages and invoking functions writes.
// PartiQL statements and what runs in a database are writes whatever they say.
type Writes interface {
	Write(ctx context.Context, c Call) error
}

// Outcomes is a [Writes] that is also told the outcome of the calls that it
// allowed, such as [Audit].
type Outcomes interface {
	Writes
	// Wrote is called once for each call that Write allowed, with the request
	// ID, if there was a response, and the error. The error is a [WriteError] if
	// another Writes refused the call.
	Wrote(ctx context.Context, c Call, requestID string, err error)
}

// A WriteError reports a call that [Options.Writes] refused and that was not
// sent. It is of the class [ErrWrite].
type WriteError struct {
	Call Call
	Err  error // why
}

// Error returns the call and the reason.
func (e *WriteError) Error() string { return fmt.Sprintf("session: %s is refused: %v", e.Call, e.Err) }

// Is reports whether target is [ErrWrite].
func (e *WriteError) Is(target error) bool { return target == ErrWrite }

// Unwrap returns the reason.
func (e *WriteError) Unwrap() error { return e.Err }

// ReadOnly refuses every write.
var ReadOnly Writes = readOnly{}

type readOnly struct{}

func (readOnly) Write(context.Context, Call) error {
	return errors.New("the session is read-only (session.ReadOnly)")
}

// NoDestruction refuses destructive writes and allows all others.
var NoDestruction Writes = noDestruction{}

type noDestruction struct{}

func (noDestruction) Write(_ context.Context, c Call) error {
	if c.Destructive {
		return errors.New("it is destructive (session.NoDestruction)")
	}
	return nil
}

// MaxWrites allows n writes and refuses all later ones, also of concurrent
// calls. It counts the writes that it allowed, whether or not they succeeded,
// over all sessions that use it. A negative n is taken as 0.
func MaxWrites(n int) Writes { return &maxWrites{n: int64(n)} }

type maxWrites struct {
	n    int64
	made atomic.Int64
}

func (m *maxWrites) Write(context.Context, Call) error {
	if m.made.Add(1) > m.n {
		m.made.Add(-1)
		return fmt.Errorf("%d writes have been made, the most allowed (session.MaxWrites)", max(m.n, 0))
	}
	return nil
}

// Confirm calls ask before each write, which may ask a person at a terminal;
// false refuses the write. It asks about one call at a time. A nil function
// refuses every write.
func Confirm(ask func(ctx context.Context, c Call) (bool, error)) Writes { return &confirm{ask: ask} }

type confirm struct {
	mu  sync.Mutex
	ask func(context.Context, Call) (bool, error)
}

func (c *confirm) Write(ctx context.Context, call Call) error {
	if c.ask == nil {
		return awserr.Invalid("session.Confirm", "ask", nil, "must be a function")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx) // it ended while another question was open
	}
	ok, err := c.ask(ctx, call)
	if err == nil && !ok {
		err = errors.New("it was not confirmed")
	}
	return err
}

// Audit logs each write with its outcome and request ID, and refuses none. A
// write that failed or was refused is an error, others are logged at level info.
// Inputs are not logged: they may hold secrets. nil is [slog.Default].
func Audit(l *slog.Logger) Writes { return audit{l} }

type audit struct{ log *slog.Logger }

func (audit) Write(context.Context, Call) error { return nil }

func (a audit) Wrote(ctx context.Context, c Call, requestID string, err error) {
	log, level := a.log, slog.LevelInfo
	if log == nil {
		log = slog.Default()
	}
	attrs := []slog.Attr{
		slog.String("account", c.Account), slog.String("region", c.Region), slog.String("service", c.Service),
		slog.String("operation", c.Operation), slog.Bool("destructive", c.Destructive), slog.String("requestId", requestID),
	}
	if err != nil {
		level = slog.LevelError
		attrs = append(attrs, slog.String("code", awserr.Code(err)), slog.Bool("refused", errors.Is(err, ErrWrite)))
	}
	log.LogAttrs(ctx, level, "aws write", attrs...)
}

// AllOf asks each of several in order, up to the first that refuses the write.
// Put Audit first, so that it logs what the others refuse:
//
//	Writes: session.AllOf(session.Audit(nil), session.NoDestruction, session.MaxWrites(100))
func AllOf(writes ...Writes) Writes { return append(allOf{}, writes...) }

type allOf []Writes

func (a allOf) Write(ctx context.Context, c Call) error {
	for i, w := range a {
		var err error
		if nils.Is(w) {
			err = awserr.Invalid("session.AllOf", fmt.Sprintf("writes[%d]", i), nil, "must not be nil")
		} else {
			err = w.Write(ctx, c)
		}
		if err != nil {
			a[:i].Wrote(ctx, c, "", &WriteError{c, err})
			return err
		}
	}
	return nil
}

func (a allOf) Wrote(ctx context.Context, c Call, requestID string, err error) {
	for _, w := range a {
		if o, ok := w.(Outcomes); ok {
			o.Wrote(ctx, c, requestID, err)
		}
	}
}

// writeGate stands in the stacks of a session's clients, before everything else
// and once more before the request is made: a client whose options removed the
// first is stopped by the second.
type writeGate struct {
	id      string
	writes  Writes
	account func() string // that is known without a request
}

// add puts the gate into a stack.
func (g *writeGate) add(stack *middleware.Stack) error {
	if err := stack.Initialize.Add(g, middleware.Before); err != nil {
		return err
	}
	return stack.Serialize.Add((*writeCheck)(g), middleware.Before)
}

// ID is the session's own.
func (g *writeGate) ID() string { return g.id + "Writes" }

// asked marks the context of a call that was decided on.
type asked struct{ gate *writeGate }

// HandleInitialize asks about a call.
func (g *writeGate) HandleInitialize(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
	out middleware.InitializeOutput, metadata middleware.Metadata, err error,
) {
	call, writes := g.call(ctx, in.Parameters)
	ctx = middleware.WithStackValue(ctx, asked{g}, true)
	if !writes {
		return next.HandleInitialize(ctx, in)
	}
	if err := g.writes.Write(ctx, call); err != nil {
		if d, ok := errors.AsType[*dryRun](err); ok {
			return d.try(ctx, call, in, next)
		}
		return out, metadata, &WriteError{call, err}
	}
	outcomes, ok := g.writes.(Outcomes)
	if !ok {
		return next.HandleInitialize(ctx, in)
	}
	told := false
	defer func() {
		if !told { // a panic on the way
			outcomes.Wrote(ctx, call, "", errors.New("the call did not return"))
		}
	}()
	out, metadata, err = next.HandleInitialize(ctx, in)
	told = true
	requestID, _ := awsmiddleware.GetRequestIDMetadata(metadata)
	if requestID == "" && err != nil {
		requestID = awserr.RequestID(err)
	}
	outcomes.Wrote(ctx, call, requestID, err)
	return out, metadata, err
}

// call describes the call under way, and reports whether it changes something.
func (g *writeGate) call(ctx context.Context, input any) (Call, bool) {
	c := Call{
		Region: awsmiddleware.GetRegion(ctx), Service: awsmiddleware.GetServiceID(ctx),
		Operation: awsmiddleware.GetOperationName(ctx), Input: input,
	}
	class := verbs.Of(c.Service, c.Operation)
	if class == verbs.Read {
		return c, false
	}
	c.Destructive = class == verbs.Destroy || c.destroys()
	if g.account != nil {
		c.Account = g.account()
	}
	return c, true
}

// writeCheck is the gate's second place.
type writeCheck writeGate

// ID is the session's own.
func (g *writeCheck) ID() string { return g.id + "WritesChecked" }

// HandleSerialize refuses a write that nobody was asked about.
func (g *writeCheck) HandleSerialize(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (
	out middleware.SerializeOutput, metadata middleware.Metadata, err error,
) {
	if ok, _ := middleware.GetStackValue(ctx, asked{(*writeGate)(g)}).(bool); !ok {
		if call, writes := (*writeGate)(g).call(ctx, in.Parameters); writes {
			return out, metadata, &WriteError{call, errors.New("the client's options removed the session's middleware")}
		}
	}
	return next.HandleSerialize(ctx, in)
}
