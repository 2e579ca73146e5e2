package s3fast

import "slices"

// alphabet is the characters that may stand at one place of the keys, as ranges
// in order.
type alphabet []runes

// runes is a range of characters, both ends included.
type runes struct{ first, last rune }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// class is which characters are taken for neighbours: where two of a class are
// known, those between them are likely to come too.
func class(r rune) int {
	switch {
	case isDigit(r):
		return 1
	case 'a' <= r && r <= 'z':
		return 2
	case 'A' <= r && r <= 'Z':
		return 3
	case r > 0x7F:
		return 4
	}
	return -int(r) // each by itself
}

// with is the alphabet with one more character.
func (a alphabet) with(r rune) alphabet {
	for i, part := range a {
		switch {
		case part.first <= r && r <= part.last:
			return a
		case class(part.first) == class(r):
			a[i] = runes{min(part.first, r), max(part.last, r)}
			return a
		case r < part.first:
			return slices.Insert(a, i, runes{r, r})
		}
	}
	return append(a, runes{r, r})
}

// size is the number of characters.
func (a alphabet) size() int {
	n := 0
	for _, part := range a {
		n += int(part.last-part.first) + 1
	}
	return n
}

// index is how many characters come before r.
func (a alphabet) index(r rune) int {
	n := 0
	for _, part := range a {
		if r <= part.last {
			return n + max(0, int(r-part.first))
		}
		n += int(part.last-part.first) + 1
	}
	return n
}

// at is the character with that many before it.
func (a alphabet) at(index int) rune {
	for _, part := range a {
		n := int(part.last-part.first) + 1
		if index < n {
			return part.first + rune(index)
		}
		index -= n
	}
	return a[len(a)-1].last
}

// digits completes the digits, if there is one at least.
func (a alphabet) digits() {
	for i, part := range a {
		if isDigit(part.first) {
			a[i] = runes{'0', '9'}
		}
	}
}

// hasDigit reports whether there is a digit, and whether there are several.
func (a alphabet) hasDigit() (one, several bool) {
	for _, part := range a {
		if isDigit(part.first) {
			return true, part.first < part.last
		}
	}
	return false, false
}

// hex reports whether the characters may be those of hexadecimal numbers.
func (a alphabet) hex() bool {
	return len(a) == 2 && a[0] == runes{'0', '9'} && 'a' <= a[1].first && a[1].last <= 'f'
}
