package awserr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/awserr"
)

func TestAnInvalidArgumentIsToldInOneLine(t *testing.T) {
	for _, row := range []struct {
		err  error
		want string
	}{
		{awserr.Invalid("sns.ListTopics", "Options.Limit", -1, "must not be negative"),
			"sns.ListTopics: invalid Options.Limit -1: must not be negative"},
		{awserr.Invalid("waiters.Until", "operation", nil, "must be a client's method"),
			"waiters.Until: invalid operation: must be a client's method"},
		{awserr.Invalid("session.New", "Options.Profile", "a\nb", "no such profile"),
			`session.New: invalid Options.Profile "a\nb": no such profile`},
		{&awserr.InvalidError{}, "invalid "},
		{(*awserr.InvalidError)(nil), "invalid argument"},
	} {
		assert.EqualError(t, row.err, row.want)
		assert.ErrorIs(t, row.err, awserr.ErrInvalid)
	}
}

func TestALongValueIsCut(t *testing.T) {
	for _, value := range []any{strings.Repeat("x", 1<<20), []byte(strings.Repeat("x", 1<<20)), errors.New(strings.Repeat("x", 1<<20))} {
		assert.Less(t, len(awserr.Invalid("op", "arg", value, "too long").Error()), 400)
	}
}

func TestTheCauseOfAnInvalidArgumentIsInside(t *testing.T) {
	cause := errors.New("broken")
	require.ErrorIs(t, &awserr.InvalidError{Argument: "a", Err: cause}, cause)
}
