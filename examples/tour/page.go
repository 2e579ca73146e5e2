package main

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// width is that of the narrowest terminal in common use.
const width = 80

const indent = "   "

// page prints the story: at most 80 columns, colour only where it is wanted.
type page struct {
	out    io.Writer
	colour bool
}

// column is where the values of facts begin.
const column = 12

const (
	bold  = "1"
	dim   = "2"
	green = "32"
	red   = "31"
	cyan  = "36"
)

func (p *page) paint(style, text string) string {
	if !p.colour {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}

func (p *page) println(text string) { fmt.Fprintln(p.out, strings.TrimRight(text, " ")) }

// title begins a step.
func (p *page) title(n int, text string) {
	p.println("")
	p.println(p.paint(bold, fmt.Sprintf("%d  %s", n, text)))
}

// say prints prose, wrapped.
func (p *page) say(format string, args ...any) {
	for _, line := range wrap(fmt.Sprintf(format, args...), width-len(indent)) {
		p.println(indent + line)
	}
}

// code prints the lines of a program that the step shows.
func (p *page) code(lines string) {
	for line := range strings.Lines(lines) {
		p.println(indent + p.paint(cyan, "| "+strings.TrimRight(line, "\n")))
	}
}

// row prints a fact; long values continue on the next lines.
func (p *page) row(name, value string) {
	for i, line := range wrap(value, width-len(indent)-column) {
		if i > 0 {
			name = ""
		}
		p.println(indent + p.paint(dim, fmt.Sprintf("%-*s", column, name)) + line)
	}
}

// block prints lines as they are, below the values of facts.
func (p *page) block(lines string) {
	for line := range strings.Lines(lines) {
		p.println(indent + strings.Repeat(" ", column) + strings.TrimRight(line, "\n"))
	}
}

// wrap breaks text at blanks, and words that are longer than a line anywhere.
func wrap(text string, columns int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		for {
			joined := strings.TrimLeft(line+" "+word, " ")
			if utf8.RuneCountInString(joined) <= columns {
				line = joined
				break
			}
			if line != "" {
				lines, line = append(lines, line), ""
				continue
			}
			runes := []rune(word)
			lines, word = append(lines, string(runes[:columns])), string(runes[columns:])
		}
	}
	return append(lines, line)
}

// timeline draws moments on one line, the last of them marked apart:
//
//	●──●────●────────✔  5 polls in 1.5s
func timeline(moments []time.Duration, end string) string {
	const columns = 40
	if len(moments) == 0 {
		return ""
	}
	cells := make([]string, columns+1)
	for i := range cells {
		cells[i] = "─"
	}
	total := moments[len(moments)-1]
	last := 0
	for _, at := range moments {
		if total > 0 {
			last = int(at * columns / total)
		}
		cells[last] = "●"
	}
	cells[last] = end
	return strings.Join(cells[:last+1], "")
}

func seconds(d time.Duration) string {
	return d.Round(10 * time.Millisecond).String()
}
