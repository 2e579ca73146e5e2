// Speed measures what listings cost, beside the SDK and beside the least that a
// client can do, what decoding a page of awsQuery costs, and how long listings and
// deletes take where each request takes 20 ms. It prints tables. It runs its server as another process, so
// that the CPU time is that of the client alone.
//
//	go run ./s3fast/internal/speed           # in the folder resources
//	go run ./s3fast/internal/speed -svg ../docs/wire.svg
package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/awsessentials/essentials/resources/s3fast"
)

func main() {
	serving := flag.Bool("serve", false, "be the server")
	pages := flag.Int("pages", 1000, "pages of 1,000 keys")
	svg := flag.String("svg", "", "draw the table into this `file`")
	flag.Parse()
	if *serving {
		log.Fatal(serve(*pages))
	}
	if err := run(*pages, *svg); err != nil {
		log.Fatal(err)
	}
}

// serve answers all listings with pages of the same 1,000 keys, so that the
// server costs little.
func serve(pages int) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	var contents bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&contents, `<Contents><Key>logs/2026/11/25/host-%04d/access-%08d.log.gz</Key><LastModified>2026-11-25T07:08:09.000Z</LastModified>`+
			`<ETag>&quot;%032x&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>%d</Size><StorageClass>STANDARD</StorageClass></Contents>`, i, i, i, i*1000)
	}
	return http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.FormValue("continuation-token"))
		head := `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix></Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys>`
		if n+1 < pages {
			head += fmt.Sprintf("<IsTruncated>true</IsTruncated><NextContinuationToken>%d</NextContinuationToken>", n+1)
		} else {
			head += "<IsTruncated>false</IsTruncated>"
		}
		const tail = "</ListBucketResult>"
		w.Header().Set("Content-Length", strconv.Itoa(len(head)+contents.Len()+len(tail)))
		_, _ = io.WriteString(w, head)
		_, _ = w.Write(contents.Bytes())
		_, _ = io.WriteString(w, tail)
	}))
}

// row is what a way of listing cost.
type row struct {
	name       string
	keys       int
	cpu        time.Duration
	allocs     float64 // a key
	peak       float64 // MB of heap
	throughput float64 // keys a second of CPU
}

func run(pages int, svg string) error {
	cmd := exec.Command(os.Args[0], "-serve", "-pages", strconv.Itoa(pages))
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	address, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return err
	}
	url := "http://" + strings.TrimSpace(address)

	var rows []row
	for _, way := range []struct {
		name string
		list func(url string) (int, error)
	}{{"SDK", sdk}, {"SDK with s3fast.Decode", fast}, {"least: fetch and find the keys", least}} {
		r, err := measure(way.name, func() (int, error) { return way.list(url) })
		if err != nil {
			return fmt.Errorf("%s: %w", way.name, err)
		}
		rows = append(rows, r)
	}
	table(os.Stdout, rows)
	lines, err := others(pages)
	if err != nil {
		return err
	}
	second(os.Stdout, lines)
	if svg != "" {
		return os.WriteFile(svg, draw(rows, lines), 0o644)
	}
	return nil
}

// measure runs one way of listing alone.
func measure(name string, list func() (int, error)) (row, error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	peak := make(chan uint64)
	done := make(chan struct{})
	go func() { peak <- watch(done) }()
	from := cpu()
	keys, err := list()
	spent := cpu() - from
	close(done)
	runtime.ReadMemStats(&after)
	return row{name: name, keys: keys, cpu: spent, allocs: float64(after.Mallocs-before.Mallocs) / float64(max(keys, 1)),
		peak: float64(<-peak) / 1e6, throughput: float64(keys) / spent.Seconds()}, err
}

// watch returns the largest heap that it saw.
func watch(done <-chan struct{}) (peak uint64) {
	for {
		select {
		case <-done:
			return peak
		case <-time.After(100 * time.Millisecond):
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
}

// cpu is the CPU time of this process.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func sdk(url string) (int, error) { return list(url) }

func fast(url string) (int, error) { return list(url, s3fast.Decode) }

// list reads all keys by the SDK's paginator.
func list(url string, optFns ...func(*s3.Options)) (keys int, err error) {
	client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &url, UsePathStyle: true,
		Credentials: credentials.NewStaticCredentialsProvider("id", "secret", "")}, optFns...)
	p := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: aws.String("bucket")})
	for p.HasMorePages() {
		page, err := p.NextPage(context.Background())
		if err != nil {
			return keys, err
		}
		for _, o := range page.Contents {
			if *o.Key != "" {
				keys++
			}
		}
	}
	return keys, nil
}

// least fetches the pages without signing them and finds the keys.
func least(url string) (keys int, err error) {
	var body bytes.Buffer
	for token := "0"; token != ""; {
		resp, err := http.Get(url + "/bucket?list-type=2&continuation-token=" + token)
		if err != nil {
			return keys, err
		}
		body.Reset()
		_, err = body.ReadFrom(resp.Body)
		resp.Body.Close()
		if err != nil {
			return keys, err
		}
		rest := body.Bytes()
		_, token, _ = strings.Cut(string(rest[:min(600, len(rest))]), "<NextContinuationToken>")
		token, _, _ = strings.Cut(token, "<")
		for {
			_, after, ok := bytes.Cut(rest, []byte("<Key>"))
			if !ok {
				break
			}
			key, after, _ := bytes.Cut(after, []byte("</Key>"))
			if len(key) > 0 {
				keys++
			}
			rest = after
		}
	}
	return keys, nil
}

func table(w io.Writer, rows []row) {
	fmt.Fprintln(w, "| a listing of", rows[0].keys, "keys | CPU | of the SDK's | allocations a key | peak heap |")
	fmt.Fprintln(w, "|---|---|---|---|---|")
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %.2f s | 1/%.1f | %.2f | %.1f MB |\n", r.name, r.cpu.Seconds(), rows[0].cpu.Seconds()/r.cpu.Seconds(), r.allocs, r.peak)
	}
}

// others measures what is not the CPU time of a listing.
func others(pages int) ([]line, error) {
	var lines []line
	for _, measure := range []func() (line, error){page, func() (line, error) { return listing(pages) }, deleting} {
		l, err := measure()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.name, err)
		}
		lines = append(lines, l)
	}
	return lines, nil
}

func second(w io.Writer, lines []line) {
	fmt.Fprintln(w, "\n| | took | beside | ratio | |")
	fmt.Fprintln(w, "|---|---|---|---|---|")
	for _, l := range lines {
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", l.name, short(l.took), short(l.beside), l.ratio(), l.note)
	}
}

// ratio is how many times faster it was, or slower.
func (l line) ratio() string {
	if l.took <= l.beside {
		return fmt.Sprintf("1/%.1f", float64(l.beside)/float64(l.took))
	}
	return fmt.Sprintf("%.2f", float64(l.took)/float64(l.beside))
}

func short(d time.Duration) string {
	if d < 10*time.Millisecond {
		return fmt.Sprintf("%.2f ms", float64(d)/1e6)
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

// bar is one bar of the drawing.
type bar struct {
	name string
	took time.Duration
}

// draw is the tables as bars; those of one comparison have the same scale.
func draw(rows []row, lines []line) []byte {
	groups := [][]bar{{}}
	titles := []string{fmt.Sprintf("CPU time of listing %d keys", rows[0].keys)}
	for _, r := range rows {
		groups[0] = append(groups[0], bar{r.name, r.cpu})
	}
	for _, l := range lines {
		titles = append(titles, l.name+" ("+l.note+")")
		groups = append(groups, []bar{{"beside", l.beside}, {"ours", l.took}})
	}
	var b bytes.Buffer
	const left, width, height = 230, 420, 30
	y := 0
	for g, bars := range groups {
		y += height
		fmt.Fprintf(&b, `<text x="10" y="%d" fill="#777">%s</text>`+"\n", y-8, titles[g])
		longest := time.Duration(1)
		for _, r := range bars {
			longest = max(longest, r.took)
		}
		for _, r := range bars {
			w := max(1, int(width*r.took/longest))
			fmt.Fprintf(&b, `<text x="30" y="%d" fill="#777">%s</text><rect x="%d" y="%d" width="%d" height="20" fill="#3b82c4"/><text x="%d" y="%d" fill="#777">%s</text>`+"\n",
				y+15, r.name, left, y, w, left+w+8, y+15, short(r.took))
			y += height
		}
	}
	return fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="14">`+"\n%s</svg>\n", left+width+90, y+10, b.Bytes())
}
