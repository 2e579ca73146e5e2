package gen

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// step is a member of a path, and what is taken of it.
type step struct {
	member string
	index  int // of the element; all for each; none for the member itself
}

const (
	none  = -1
	all   = -2 // [] of a path: each element; of a target: one more element
	items = -3 // [*] of a target: the element of each item
)

var stepForm = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*)(?:\[(\d*|\*)\])?$`)

// parsePath reads a path such as "Reservations[].Instances[].InstanceId". The
// path "@" is the whole, and has no steps.
func parsePath(path string) ([]step, error) {
	if path == "@" || path == "" {
		return nil, nil
	}
	var steps []step
	for part := range strings.SplitSeq(path, ".") {
		m := stepForm.FindStringSubmatch(part)
		if m == nil {
			return nil, fmt.Errorf("path %q: %q is of no known form", path, part)
		}
		s := step{member: m[1], index: none}
		switch {
		case m[2] == "*":
			s.index = items
		case m[2] != "":
			s.index, _ = strconv.Atoi(m[2])
		case strings.HasSuffix(part, "[]"):
			s.index = all
		}
		steps = append(steps, s)
	}
	return steps, nil
}

// alternatives splits a path that joins several lists, as in
// "[Versions,DeleteMarkers]|[].Key", into one path a list.
func alternatives(path string) []string {
	lists, rest, ok := strings.Cut(path, "]|[]")
	if !ok || !strings.HasPrefix(lists, "[") {
		return []string{path}
	}
	var paths []string
	for list := range strings.SplitSeq(lists[1:], ",") {
		paths = append(paths, list+"[]"+rest)
	}
	return paths
}
