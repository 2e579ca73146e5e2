package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
)

// The plot: one panel a service, calls to the right and lateness upwards, both
// logarithmic, so that the better schedule is the one nearer to the lower left
// corner.
const (
	panelWidth, panelHeight = 440.0, 330.0
	left, top               = 52.0, 46.0 // of the axes inside a panel
	axesWidth, axesHeight   = 370.0, 230.0
	legendHeight            = 44.0
)

// style is how a kind is drawn.
var style = map[kind]struct{ name, color string }{
	kindRamp:        {"waiters (default, with Expect)", "#c2410c"},
	kindSDK:         {"SDK for Go", "#1d4ed8"},
	kindBoto3:       {"boto3", "#15803d"},
	kindFixed:       {"fixed", "#57606a"},
	kindExponential: {"exponential, jittered", "#a78bfa"},
	kindShare:       {"share of the time waited", "#d4a72c"},
}

func plot(panels []panel) []byte {
	var b bytes.Buffer
	width, height := 2*panelWidth, math.Ceil(float64(len(panels))/2)*panelHeight+legendHeight
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" font-family="sans-serif" font-size="11" fill="#1f2328">`+"\n", width, height)
	b.WriteString("<title>How late a wait ends against how many calls it makes</title>\n")
	fmt.Fprintf(&b, `<rect width="%g" height="%g" fill="#ffffff"/>`+"\n", width, height)
	for i, p := range panels {
		fmt.Fprintf(&b, `<g transform="translate(%g %g)">`+"\n", float64(i%2)*panelWidth, float64(i/2)*panelHeight)
		drawPanel(&b, p)
		b.WriteString("</g>\n")
	}
	drawLegend(&b, height-legendHeight/2)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// axis maps values onto a length, logarithmically.
type axis struct{ low, high, length float64 }

func (a axis) at(v float64) float64 {
	return math.Log(v/a.low) / math.Log(a.high/a.low) * a.length
}

// ticks are 1, 2 and 5 times the powers of ten within the axis.
func (a axis) ticks() []float64 {
	var ticks []float64
	for decade := 0.01; decade <= a.high; decade *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if v := m * decade; v >= a.low*0.999 && v <= a.high*1.001 {
				ticks = append(ticks, v)
			}
		}
	}
	return ticks
}

func drawPanel(b *bytes.Buffer, p panel) {
	x, y := axis{1e9, 0, axesWidth}, axis{1e9, 0, axesHeight}
	for _, r := range p.results {
		x.low, x.high = min(x.low, r.calls/1.15), max(x.high, r.calls*1.15)
		y.low, y.high = min(y.low, r.late.Seconds()/1.25), max(y.high, r.late.Seconds()*1.25)
	}
	px := func(r result) float64 { return left + x.at(r.calls) }
	py := func(r result) float64 { return top + axesHeight - y.at(r.late.Seconds()) }

	fmt.Fprintf(b, `<text x="%g" y="24" font-size="14" font-weight="bold">%s, median %v</text>`+"\n", left, p.name, p.median)
	fmt.Fprintf(b, `<text x="%g" y="38" fill="#57606a">late by, mean in seconds</text>`+"\n", left)
	fmt.Fprintf(b, `<text x="%g" y="%g" fill="#57606a" text-anchor="end">calls, mean</text>`+"\n", left+axesWidth, top+axesHeight+32)
	for _, v := range x.ticks() {
		at := left + x.at(v)
		fmt.Fprintf(b, `<path d="M%.1f %gv%g" stroke="#eaeef2"/><text x="%.1f" y="%g" text-anchor="middle" fill="#57606a">%g</text>`+"\n",
			at, top, axesHeight, at, top+axesHeight+16, v)
	}
	for _, v := range y.ticks() {
		at := top + axesHeight - y.at(v)
		fmt.Fprintf(b, `<path d="M%g %.1fh%g" stroke="#eaeef2"/><text x="%g" y="%.1f" text-anchor="end" fill="#57606a">%g</text>`+"\n",
			left, at, axesWidth, left-6, at+4, v)
	}

	var line []result
	for _, r := range p.results {
		if r.frontier {
			line = append(line, r)
		}
	}
	slices.SortFunc(line, func(a, b result) int { return cmp.Compare(a.calls, b.calls) })
	b.WriteString(`<polyline fill="none" stroke="#8c959f" stroke-dasharray="4 3" points="`)
	for _, r := range line {
		fmt.Fprintf(b, "%.1f,%.1f ", px(r), py(r))
	}
	b.WriteString("\"/>\n")

	// Those that matter are first in the list, so they are drawn last and named.
	for _, r := range slices.Backward(p.results) {
		radius, label := 3.0, ""
		dx, dy, anchor := 8.0, -5.0, "start"
		switch r.name {
		case "default", "SDK", "boto3":
			radius, label = 5, r.name
		case "default, Expect = median":
			// To the other side, where it does not run into the default.
			radius, label = 5, "with Expect"
			dx, dy, anchor = -7, 13, "end"
		}
		fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="%g" fill="%s"><title>%s: %.1f calls, late by %.1f s (95 in 100 within %.1f s)</title></circle>`+"\n",
			px(r), py(r), radius, style[r.kind].color, r.name, r.calls, r.late.Seconds(), r.late95.Seconds())
		if label != "" {
			fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="%s" font-weight="bold" stroke="#ffffff" stroke-width="3" paint-order="stroke">%s</text>`+"\n", px(r)+dx, py(r)+dy, anchor, style[r.kind].color, label)
		}
	}
}

func drawLegend(b *bytes.Buffer, y float64) {
	x := left
	for k := kindRamp; k <= kindShare; k++ {
		s := style[k]
		fmt.Fprintf(b, `<circle cx="%g" cy="%g" r="4" fill="%s"/><text x="%g" y="%g">%s</text>`+"\n", x, y, s.color, x+9, y+4, s.name)
		x += 26 + 5.4*float64(len(s.name))
	}
	fmt.Fprintf(b, `<path d="M%g %gh24" stroke="#8c959f" stroke-dasharray="4 3"/><text x="%g" y="%g">best of all tried</text>`+"\n", x, y, x+29, y+4)
}
