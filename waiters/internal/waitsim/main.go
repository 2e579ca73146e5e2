// Command waitsim compares the schedules of package waiters with those of the
// AWS SDK for Go and of boto3 by computing thousands of waits in virtual time:
// how late each notices that a thing is ready, against how many calls it makes.
// It prints a table and draws the plot in docs/waiters.svg.
//
//	go run ./waiters/internal/waitsim
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
)

func main() {
	svg := flag.String("svg", "docs/waiters.svg", "write the plot to this `file`; empty writes none")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "waitsim: unexpected argument %q; see -h\n", flag.Arg(0))
		os.Exit(2)
	}
	panels := simulate(services, waits)
	writeTable(os.Stdout, panels, kindShare)
	fmt.Println("The default schedule where times are less certain, and Expect right and wrong:")
	writeTable(os.Stdout, simulate(lessCertain(services), waits), kindRamp)
	if *svg == "" {
		return
	}
	if err := os.WriteFile(*svg, plot(panels), 0o644); err != nil {
		fmt.Fprintf(os.Stderr, "waitsim: %v (run it in the root of the module, or give -svg)\n", err)
		os.Exit(1)
	}
}

// writeTable prints the results of all kinds up to last.
func writeTable(w io.Writer, panels []panel, last kind) {
	for _, p := range panels {
		fmt.Fprintf(w, "%s: ready after %v in the median, log-normal with sigma %.2f\n", p.name, p.median, p.sigma)
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "  schedule\tcalls\tlate by (mean)\t95 in 100 within\t")
		for _, r := range p.results {
			if r.kind > last {
				continue
			}
			mark := ""
			if r.frontier {
				mark = "frontier"
			}
			fmt.Fprintf(t, "  %s\t%5.1f\t%7.1f s\t%7.1f s\t%s\n", r.name, r.calls, r.late.Seconds(), r.late95.Seconds(), mark)
		}
		_ = t.Flush() // like the lines around it: to a terminal
		fmt.Fprintln(w)
	}
}
