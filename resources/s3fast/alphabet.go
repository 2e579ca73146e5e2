package s3fast

import "math/bits"

// alphabet is a set of bytes.
type alphabet [4]uint64

func (a *alphabet) has(b byte) bool { return a[b>>6]>>(b&63)&1 != 0 }

func (a *alphabet) add(b byte) { a[b>>6] |= 1 << (b & 63) }

// with adds a byte, and those between it and others of its kind: where two
// digits are known, those between them are likely to come too.
func (a *alphabet) with(b byte) {
	if a.has(b) {
		return
	}
	first, last := kind(b)
	low, high := b, b
	for c := int(first); c <= int(last); c++ {
		if a.has(byte(c)) {
			low, high = min(low, byte(c)), max(high, byte(c))
		}
	}
	for c := int(low); c <= int(high); c++ {
		a.add(byte(c))
	}
}

// kind is the range of the bytes that are like b.
func kind(b byte) (first, last byte) {
	switch {
	case '0' <= b && b <= '9':
		return '0', '9'
	case 'a' <= b && b <= 'z':
		return 'a', 'z'
	case 'A' <= b && b <= 'Z':
		return 'A', 'Z'
	case b >= 0x80:
		return 0x80, 0xFF
	}
	return b, b
}

// inName reports whether a byte is part of a name, and not between two.
func inName(b byte) bool {
	first, last := kind(b)
	return first < last
}

func (a *alphabet) union(b alphabet) {
	for i := range a {
		a[i] |= b[i]
	}
}

func (a *alphabet) meets(b alphabet) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return true
		}
	}
	return false
}

// retain keeps only the bytes for which keep is true.
func (a *alphabet) retain(keep func(byte) bool) {
	for b := range 256 {
		if !keep(byte(b)) {
			a[b>>6] &^= 1 << (b & 63)
		}
	}
}

// size is the number of bytes.
func (a *alphabet) size() int { return a.index(0xFF) + int(a[3]>>63) }

// index is how many of the bytes come before b.
func (a *alphabet) index(b byte) int {
	n := bits.OnesCount64(a[b>>6] & (1<<(b&63) - 1))
	for _, word := range a[:b>>6] {
		n += bits.OnesCount64(word)
	}
	return n
}

// at is the byte with that many before it.
func (a *alphabet) at(index int) byte {
	for i, word := range a {
		for ; word != 0; word &= word - 1 {
			if index == 0 {
				return byte(i<<6 + bits.TrailingZeros64(word))
			}
			index--
		}
	}
	return 0
}
