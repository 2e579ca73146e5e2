package collections_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/awsessentials/essentials/collections"
)

// service is an operation of a made-up service that lists numbers, and takes
// note of what it was asked for. Its tokens are the offsets of its pages.
type service struct {
	numbers  []int
	pageSize int           // of a request that asks for none; 10 if it is 0
	empty    map[int]int   // offset: so many empty pages before that page
	fail     map[int]error // offset: that page fails
	latency  time.Duration

	mu       sync.Mutex
	requests []ListNumbersInput
}

type ListNumbersInput struct {
	NextToken  *string
	MaxResults *int32
	Prefix     *string
	Filters    []Filter
}

type Filter struct {
	Name   string
	Values []string
}

type ListNumbersOutput struct {
	NextToken *string
	Numbers   []int
}

type Options struct{ Region string }

func (s *service) ListNumbers(ctx context.Context, in *ListNumbersInput, _ ...func(*Options)) (*ListNumbersOutput, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, *in)
	if s.latency > 0 {
		s.mu.Unlock()
		select {
		case <-time.After(s.latency):
		case <-ctx.Done():
		}
		s.mu.Lock()
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	offset, empties := 0, 0
	if in.NextToken != nil {
		text, rest, _ := strings.Cut(*in.NextToken, "+")
		offset, _ = strconv.Atoi(text)
		empties, _ = strconv.Atoi(rest)
	}
	if empties < s.empty[offset] {
		return &ListNumbersOutput{NextToken: new(strconv.Itoa(offset) + "+" + strconv.Itoa(empties+1))}, nil
	}
	if err := s.fail[offset]; err != nil {
		return nil, err
	}
	size := s.pageSize
	if size == 0 {
		size = 10
	}
	if in.MaxResults != nil {
		size = int(*in.MaxResults)
	}
	end := min(offset+size, len(s.numbers))
	out := &ListNumbersOutput{Numbers: s.numbers[offset:end]}
	if end < len(s.numbers) || end > offset && s.empty[end] > 0 {
		out.NextToken = new(strconv.Itoa(end))
	}
	return out, nil
}

// asked returns the page sizes that the requests asked for, 0 for none.
func (s *service) asked() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	sizes := make([]int, len(s.requests))
	for i, in := range s.requests {
		if in.MaxResults != nil {
			sizes[i] = int(*in.MaxResults)
		}
	}
	return sizes
}

func (s *service) calls() int { return len(s.asked()) }

// all is the collection of the service's numbers.
func (s *service) all() collections.Listing[*ListNumbersInput, int] {
	return collections.From(s.ListNumbers, &ListNumbersInput{}, func(out *ListNumbersOutput) []int { return out.Numbers })
}

// count returns the numbers from 0 to n-1.
func count(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

func even(n int) bool { return n%2 == 0 }

var errService = errors.New("the service has a bad day")

func collect[T any](t *testing.T, c collections.Source[T]) []T {
	t.Helper()
	items, err := collections.Map(c, func(item T) T { return item }).Collect(t.Context())
	require.NoError(t, err)
	return items
}
