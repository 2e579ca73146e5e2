package wire

import (
	"errors"
	"math"
	"strconv"
	"time"

	smithytime "github.com/aws/smithy-go/time"
)

var (
	errNumber = errors.New("not a number")
	errFormat = errors.New("unknown format")
)

func parseTime(format string, text []byte) (time.Time, error) {
	switch format {
	case "date-time":
		if t, ok := utc(text); ok {
			return t, nil
		}
		return smithytime.ParseDateTime(string(text))
	case "http-date":
		return smithytime.ParseHTTPDate(string(text))
	case "epoch-seconds":
		n, err := strconv.ParseFloat(string(text), 64)
		if err != nil || math.IsNaN(n) { // for which ParseEpochSeconds panics
			return time.Time{}, errNumber
		}
		return smithytime.ParseEpochSeconds(n), nil
	}
	return time.Time{}, errFormat
}

// utc reads "2006-01-02T15:04:05Z", with or without a fraction of a second. The
// layouts of package time, of which several may have to be tried, take the rest.
func utc(b []byte) (time.Time, bool) {
	const layout = "0000-00-00T00:00:00"
	n := len(layout)
	if len(b) <= n || len(b) > n+len(".000000000Z") || b[len(b)-1] != 'Z' {
		return time.Time{}, false
	}
	for i := range n {
		if c := layout[i]; c == '0' && (b[i] < '0' || b[i] > '9') || c != '0' && b[i] != c {
			return time.Time{}, false
		}
	}
	nanos, ok := fraction(b[n : len(b)-1])
	year, month, day := number(b[0:4]), number(b[5:7]), number(b[8:10])
	hour, minute, second := number(b[11:13]), number(b[14:16]), number(b[17:19])
	if !ok || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, nanos, time.UTC)
	return t, t.Day() == day // there is no 30 February
}

// number reads digits.
func number(b []byte) int {
	n := 0
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	return n
}

// fraction reads ".5" as nanoseconds; nothing is zero.
func fraction(b []byte) (nanos int, ok bool) {
	if len(b) == 0 {
		return 0, true
	}
	if b[0] != '.' || len(b) == 1 {
		return 0, false
	}
	for i := 1; i <= 9; i++ {
		nanos *= 10
		if i >= len(b) {
			continue
		}
		if b[i] < '0' || b[i] > '9' {
			return 0, false
		}
		nanos += int(b[i] - '0')
	}
	return nanos, true
}
