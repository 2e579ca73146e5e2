// Lines prints how long each job is in Python, on the bare SDK and on this
// library: lines and characters between BEGIN and END, without blank lines and
// comments, as a Markdown table. Run it in the folder of the jobs:
//
//	go run ./lines
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	jobs, err := filepath.Glob("testdata/j[0-9]*.py")
	if err != nil || len(jobs) == 0 {
		log.Fatal("no jobs here: run it in the folder of the jobs")
	}
	fmt.Println("| job, lines / characters | Python | bare SDK | Essentials |\n|---|---|---|---|")
	var sum [3]size
	for _, py := range jobs {
		name := strings.TrimSuffix(filepath.Base(py), ".py")
		var row [3]size
		for i, file := range []string{py, "raw/" + name + ".go", name + ".go"} {
			row[i] = measure(file)
			sum[i].lines += row[i].lines
			sum[i].chars += row[i].chars
		}
		fmt.Printf("| %s | %v | %v | %v |\n", about(py), row[0], row[1], row[2])
	}
	fmt.Printf("| all | %v | %v | %v |\n", sum[0], sum[1], sum[2])
}

type size struct{ lines, chars int }

func (s size) String() string { return fmt.Sprintf("%d / %d", s.lines, s.chars) }

// about is the first comment of a job.
func about(py string) string {
	text, err := os.ReadFile(py)
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if about, ok := strings.CutPrefix(line, "# "); ok {
			return strings.TrimSpace(about)
		}
	}
	return filepath.Base(py)
}

func measure(file string) size {
	f, err := os.Open(file)
	if err != nil {
		log.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var s size
	inside := false
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		comment := strings.HasPrefix(line, "//") || strings.HasPrefix(line, "#")
		switch {
		case comment && strings.HasSuffix(line, "BEGIN"):
			inside = true
		case comment && strings.HasSuffix(line, "END"):
			inside = false
		case inside && line != "" && !comment:
			s.lines++
			s.chars += len(line)
		}
	}
	return s
}
