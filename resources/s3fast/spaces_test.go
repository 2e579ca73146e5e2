package s3fast_test

import (
	"encoding/base64"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"time"
)

// keySpaces are generators of the names that buckets have: each makes n keys, or
// about as many, from the random numbers given.
var keySpaces = map[string]func(n int, r *rand.Rand) []string{
	"counter":              each(func(i, _ int, _ *rand.Rand) string { return fmt.Sprintf("%08d", i) }),
	"counter, unpadded":    each(func(i, _ int, _ *rand.Rand) string { return fmt.Sprintf("item-%d.json", i) }),
	"counter, hexadecimal": each(func(i, _ int, _ *rand.Rand) string { return fmt.Sprintf("%08x", i) }),
	"counter, middle":      each(func(i, _ int, _ *rand.Rand) string { return fmt.Sprintf("img_%08d.jpg", 31_415_926+i) }),
	"counter, deep": each(func(i, _ int, _ *rand.Rand) string {
		return strings.Repeat("a/very/long/path/", 20) + fmt.Sprintf("%08d", i)
	}),
	"counters, clustered": each(func(i, _ int, _ *rand.Rand) string {
		return fmt.Sprintf("%x/%09d", []int{3, 77, 1000, 70000, 1 << 30}[i%5], 123456789+i)
	}),
	"gaps":      each(func(i, n int, r *rand.Rand) string { return fmt.Sprintf("%016d", i*7+i/(n/9)*123456789123) }),
	"hash":      each(func(_, _ int, r *rand.Rand) string { return hex(r, 32) }),
	"hash, git": each(func(_, _ int, r *rand.Rand) string { return "objects/" + hex(r, 2) + "/" + hex(r, 38) }),
	"hash, two levels": each(func(_, _ int, r *rand.Rand) string {
		h := hex(r, 40)
		return h[:2] + "/" + h[2:4] + "/" + h
	}),
	"hash, by month": each(func(i, n int, r *rand.Rand) string {
		return when(i*30/n*31*1440, n).Format("2006-01/") + hex(r, 32)
	}),
	"hash, by day": each(func(i, n int, r *rand.Rand) string {
		return "events/" + when(i*200/n*1440, n).Format("2006/01/02/") + hex(r, 32)
	}),
	"hash, then date": each(func(i, n int, r *rand.Rand) string {
		return hex(r, 4) + when(i*500_000/n, n).Format("-2006/01/02/15/04-") + hex(r, 6)
	}),
	"hash, base64": each(func(_, _ int, r *rand.Rand) string {
		return base64.URLEncoding.EncodeToString([]byte(hex(r, 6) + id(r, 20)))
	}),
	"uuid": each(func(_, _ int, r *rand.Rand) string { return "users/" + uuid(r) + ".json" }),
	"uuid, folders": each(func(i, _ int, r *rand.Rand) string {
		return "users/" + uuid(rand.New(rand.NewPCG(7, uint64(i/37)))) + fmt.Sprintf("/photos/IMG_%04d.jpg", i%37)
	}),
	"base62": each(func(_, _ int, r *rand.Rand) string { return id(r, 21) }),
	"ulid": each(func(i, n int, r *rand.Rand) string {
		return base(millis(i, n), "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10) + strings.ToUpper(base(r.Int64(), "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 12))
	}),
	"uuid v7": each(func(i, n int, r *rand.Rand) string {
		ms := fmt.Sprintf("%012x", millis(i, n))
		return ms[:8] + "-" + ms[8:] + "-7" + hex(r, 3) + "-" + hex(r, 4) + "-" + hex(r, 12)
	}),
	"ksuid": each(func(i, n int, r *rand.Rand) string {
		b := big.NewInt(millis(i, n)/1000 - 1_400_000_000)
		b.Lsh(b, 128).Add(b, new(big.Int).Lsh(big.NewInt(r.Int64()), 65))
		return bigBase62(b, 27)
	}),
	"object id": each(func(i, n int, r *rand.Rand) string {
		return fmt.Sprintf("%08x%s%06x", millis(i, n)/1000, "5f1c9e00a1", i%(1<<24))
	}),
	"snowflake": each(func(i, n int, r *rand.Rand) string {
		return fmt.Sprint((millis(i, n)-1_288_834_974_657)<<22 | int64(r.IntN(1<<22)))
	}),
	"epoch":           each(func(i, n int, r *rand.Rand) string { return fmt.Sprintf("%d-%s.log", millis(i, n), id(r, 8)) }),
	"epoch, reversed": each(func(i, n int, r *rand.Rand) string { return fmt.Sprintf("%d_%s", math.MaxInt64-millis(i, n), id(r, 6)) }),
	"timestamp": each(func(i, n int, r *rand.Rand) string {
		return when(i*400_000/n, n).Format(time.RFC3339) + "-" + hex(r, 8)
	}),
	"times, short": each(func(i, n int, r *rand.Rand) string {
		return fmt.Sprintf("%02d-%s/0%07d%s", i*30/n, id(r, 12), i, id(r, 12))
	}),
	"logs": each(func(i, _ int, _ *rand.Rand) string {
		return fmt.Sprintf("logs/2026/11/25/host-%04d/access-%08d.log.gz", i/20, i)
	}),
	"partitions": each(func(i, n int, _ *rand.Rand) string {
		return when(i*600_000/n, n).Format("year=2006/month=01/day=02/hour=15/04-") + fmt.Sprintf("%06d.parquet", i)
	}),
	"spark": each(func(i, n int, r *rand.Rand) string {
		return when(i/200*200*600_000/n, n).Format("table/dt=2006-01-02/") + fmt.Sprintf("part-%05d-%s.c000.snappy.parquet", i%200, uuid(rand.New(rand.NewPCG(8, uint64(i/200)))))
	}),
	"cloudtrail": each(func(i, n int, r *rand.Rand) string {
		account := []string{"111122223333", "123456789012", "444455556666", "998877665544"}[i%4]
		region := []string{"ap-southeast-2", "eu-central-1", "eu-west-1", "us-east-1", "us-east-1", "us-east-1", "us-west-2"}[r.IntN(7)]
		return "AWSLogs/" + account + "/CloudTrail/" + region + when(i*500_000/n, n).Format("/2006/01/02/") + account + "_CloudTrail_" + region + when(i*500_000/n, n).Format("_20060102T1504Z_") + id(r, 16) + ".json.gz"
	}),
	"load balancer": each(func(i, n int, r *rand.Rand) string {
		return when(i*500_000/n/5*5, n).Format("AWSLogs/123456789012/elasticloadbalancing/eu-west-1/2006/01/02/123456789012_elasticloadbalancing_eu-west-1_app.web.50dc6c495c0c9188_20060102T1504Z_") + fmt.Sprintf("10.0.%d.%d_%s.log.gz", r.IntN(256), r.IntN(256), id(r, 8))
	}),
	"skewed": each(func(_, _ int, r *rand.Rand) string {
		where := "a/rare/"
		if r.IntN(100) > 0 {
			where = "m/most/of/all/"
		}
		return fmt.Sprintf("%s%c/%07d", where, 'a'+rune(r.IntN(26)), r.IntN(1e7))
	}),
	"one large among small": each(func(i, n int, r *rand.Rand) string {
		if i%20 > 0 {
			return fmt.Sprintf("tenant-%04d/%s/%08d.bin", 617, "data", i)
		}
		return fmt.Sprintf("tenant-%04d/%s/%08d.bin", r.IntN(1000), "data", r.IntN(1e8))
	}),
	"tenants": each(func(_, n int, r *rand.Rand) string {
		tenant := int(math.Pow(2000, r.Float64()))
		return fmt.Sprintf("%s/%s/%06d.pdf", id(rand.New(rand.NewPCG(9, uint64(tenant))), 8), []string{"in", "out", "invoices", "archive"}[r.IntN(4)], r.IntN(1e6))
	}),
	"magnitudes": each(func(_, _ int, r *rand.Rand) string { return fmt.Sprintf("%015.0f", math.Pow(10, 15*r.Float64())) }),
	"names": each(func(_, _ int, r *rand.Rand) string {
		return word(r) + "/" + word(r) + "-" + word(r) + fmt.Sprintf(".v%d.%d", r.IntN(12), r.IntN(30))
	}),
	"words": each(func(_, _ int, r *rand.Rand) string {
		var b strings.Builder
		for range 5 + r.IntN(12) {
			b.WriteByte("etaoinshrdlcumwfgypbvkjxqz-/"[int(r.ExpFloat64()*5)%28])
		}
		return b.String()
	}),
	"tree": each(func(_, _ int, r *rand.Rand) string {
		var b strings.Builder
		seed := uint64(10)
		for range 6 {
			child := min(r.IntN(12), r.IntN(12), r.IntN(12))
			seed = seed*31 + uint64(child)
			b.WriteString(word(rand.New(rand.NewPCG(11, seed))) + "/")
			if r.IntN(4) == 0 {
				break
			}
		}
		return b.String() + fmt.Sprintf("%c%05d", 'a'+rune(r.IntN(3)), r.IntN(1e5))
	}),
	"unicode": each(func(_, _ int, r *rand.Rand) string {
		return fmt.Sprintf("%c%c/%c %d", '一'+rune(r.IntN(2000)), 'あ'+rune(r.IntN(80)), 0x1F600+rune(r.IntN(60)), r.IntN(1000))
	}),
	"odd": each(func(_, _ int, r *rand.Rand) string {
		return fmt.Sprintf("%% %c/&<%d>\x01 %c", rune(1+r.IntN(126)), r.IntN(1e6), rune(32+r.IntN(90)))
	}),
	"two kinds": each(func(i, n int, r *rand.Rand) string {
		if i < n/2 {
			return fmt.Sprintf("archive/%08d.tar", i)
		}
		return "blobs/" + hex(r, 40)
	}),
}

func each(key func(i, n int, r *rand.Rand) string) func(int, *rand.Rand) []string {
	return func(n int, r *rand.Rand) []string {
		keys := make([]string, n)
		for i := range keys {
			keys[i] = key(i, n, r)
		}
		return keys
	}
}

// when is so many minutes after a day of 2023.
func when(minutes, _ int) time.Time {
	return time.Date(2023, 9, 3, 4, 5, 6, 0, time.UTC).Add(time.Duration(minutes) * time.Minute)
}

// millis are the times of n keys that were made in 400 days.
func millis(i, n int) int64 { return 1_693_713_906_123 + int64(i)*400*86_400_000/int64(n) }

// id is a random name of letters and digits.
func id(r *rand.Rand, n int) string {
	return drawn(r, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", n)
}

func hex(r *rand.Rand, n int) string { return drawn(r, "0123456789abcdef", n) }

func drawn(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func uuid(r *rand.Rand) string {
	return hex(r, 8) + "-" + hex(r, 4) + "-4" + hex(r, 3) + "-" + hex(r, 4) + "-" + hex(r, 12)
}

func word(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString([]string{"ba", "con", "der", "el", "fi", "gra", "ho", "in", "ka", "lu", "men", "no", "pre", "qui", "ro", "sta", "ter", "un", "vi", "wes"}[r.IntN(20)])
	}
	return b.String()
}

func base(v int64, digits string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[n-1-i] = digits[v%int64(len(digits))]
		v /= int64(len(digits))
	}
	return string(b)
}

func bigBase62(v *big.Int, n int) string {
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	b := make([]byte, n)
	rest := new(big.Int)
	for i := range b {
		v.DivMod(v, big.NewInt(62), rest)
		b[n-1-i] = digits[rest.Int64()]
	}
	return string(b)
}
