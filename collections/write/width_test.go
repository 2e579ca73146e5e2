package write

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWidthIsWhatATerminalShows(t *testing.T) {
	for text, want := range map[string]int{
		"":                    0,
		"plain":               5,
		"é":                   1,
		"e\u0301":             1, // combining
		"漢字かな":                8,
		"ｶﾅ":                  2, // half width
		"ＡＢ":                  4, // full width
		"한글":                  4,
		"\u1112\u1161\u11ab":  2, // the same syllable in parts
		"שלום":                4,
		"🙂":                   2,
		"👍🏽":                  2, // skin tone
		"👩‍👩‍👧":               2, // joined
		"🇩🇪🇯🇵":                4, // two flags
		"🇩x":                  3, // half a flag
		"❤":                   1,
		"❤\ufe0f":             2, // asked to be colourful
		"🙂\ufe0f":             2, // which it was already
		"a\u200bb":            2, // a blank without width
		"\u200dx":             1, // nothing to join
		"a\u200d":             1,
		"\U0002f800":          2,
		"\xff":                1, // broken, shown as a replacement
		"x\u0301\u0302\u0303": 1,
	} {
		assert.Equal(t, want, width([]byte(text)), "%q", text)
	}
}
