package alert

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestRepeatFilterRemembersABoundedNumber(t *testing.T) {
	f := repeatFilter{window: time.Minute}
	now := time.Now()
	for i := range 3 * maxRemembered {
		ok, _ := f.allow(fmt.Sprint("recent", i), now)
		assert.True(t, ok)
		assert.LessOrEqual(t, len(f.seen), maxRemembered)
	}
	f.seen = nil
	for i := range maxRemembered {
		f.allow(fmt.Sprint("old", i), now)
	}
	f.allow("recent", now.Add(50*time.Second))
	f.allow("new", now.Add(70*time.Second))
	ok, _ := f.allow("new", now.Add(71*time.Second))
	assert.False(t, ok)
}

func TestFingerprintIgnoresNumbersAndIDs(t *testing.T) {
	a := fingerprint("request 7f0c2b1e-1111-4222-8333-444455556666 failed after 3 tries at 0xc0001")
	b := fingerprint("request 00000000-aaaa-4bbb-8ccc-ddddeeeeffff failed after 11 tries at 0xdeadbeef")
	assert.Equal(t, a, b)
	assert.NotEqual(t, fingerprint("cannot read"), fingerprint("cannot write"))
}
