package nils_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/awsessentials/essentials/internal/nils"
)

func TestIs(t *testing.T) {
	var w io.Writer
	for _, x := range []any{nil, w, (*bytes.Buffer)(nil), map[string]int(nil), (func())(nil), (chan int)(nil), []int(nil)} {
		assert.True(t, nils.Is(x), "%T", x)
	}
	for _, x := range []any{0, "", &bytes.Buffer{}, map[string]int{}, func() {}, []int{}, struct{}{}, error(nil) != nil} {
		assert.False(t, nils.Is(x), "%T", x)
	}
}
