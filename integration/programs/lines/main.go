// Lines prints how long each job is in Python, on the bare SDK and on this
// library: lines and characters between BEGIN and END, without blank lines and
// comments, as a Markdown table. Run it in the folder of the jobs:
//
//	go run ./lines
package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	log.SetFlags(0)
	text, _, err := table(".")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
}

// table returns the table of the jobs in a folder, and their sums.
func table(dir string) (text string, sum [3]size, err error) {
	jobs, err := filepath.Glob(filepath.Join(dir, "testdata", "j[0-9]*.py"))
	if err == nil && len(jobs) == 0 {
		err = errors.New("no jobs here: run it in the folder of the jobs")
	}
	if err != nil {
		return "", sum, err
	}
	var b strings.Builder
	b.WriteString("| job, lines / characters | Python | bare SDK | Essentials |\n|---|---|---|---|\n")
	for _, py := range jobs {
		name := strings.TrimSuffix(filepath.Base(py), ".py")
		about, row := "", [3]size{}
		for i, file := range []string{py, filepath.Join(dir, "raw", name+".go"), filepath.Join(dir, name+".go")} {
			source, err := os.ReadFile(file)
			if err != nil {
				return "", sum, err
			}
			if file == py {
				about, _, _ = strings.Cut(string(source), "\n")
			}
			row[i] = measure(string(source))
			sum[i].lines += row[i].lines
			sum[i].chars += row[i].chars
		}
		fmt.Fprintf(&b, "| %s | %v | %v | %v |\n", strings.TrimPrefix(about, "# "), row[0], row[1], row[2])
	}
	fmt.Fprintf(&b, "| all | %v | %v | %v |\n", sum[0], sum[1], sum[2])
	return b.String(), sum, nil
}

type size struct{ lines, chars int }

func (s size) String() string { return fmt.Sprintf("%d / %d", s.lines, s.chars) }

// measure counts what lies between BEGIN and END. Indentation does not count.
func measure(source string) size {
	var s size
	inside := false
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
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
