// Package collections provides lazy, reusable, typed collections of what AWS
// operations list. It is built on package paginate.
//
//	instances := collections.List[types.Instance](client.DescribeInstances, nil)
//	untagged := instances.Filter(func(i types.Instance) bool { return len(i.Tags) == 0 }).Limit(500)
//	for instance, err := range untagged.All(ctx) { ... }
//
// Building a [Collection] makes no request; each range over it starts from the
// beginning. Every step returns a new collection and changes neither its
// receiver nor the caller's input, so collections can be shared, also between
// goroutines. The input of a [Listing], which [List] returns, can be changed
// with [Listing.With]. An invalid argument is an error of the range, before any
// request.
//
// The page after the last item that is needed is never requested: not after Limit
// or First, not after a break. Only Prefetch, Merge and MapEach read ahead, up to
// the limit that they are given. Limit and Skip count the items at their place in
// the chain. The page size is the same in all requests.
//
// # Concurrency, order and errors
//
//	                        goroutines      order             an error
//	All, Pages, Batches     none            the service's     ends it, comes last
//	Paging, Prefetch: n     1               the service's     ends it, after the items before it
//	Map, FlatMap, Concat    none            the service's     ends it
//	Do                      none            the service's     ends it
//	MapEach(n)              n               the service's     ends it, after the results before it
//	Merge                   Concurrency     of each source    ends it, cancels the other sources
//	Merge, Ordered          Concurrency     as Concat         ends it, after the items before it
//	ForEach                 Concurrency     items are taken   the first one cancels the rest;
//	                                        in order          with ContinueOnError all are reported
//	Batch                   Concurrency     batches are       of an item: reported; of a whole call: ends
//	                                        taken in order    it, or is reported with ContinueOnError
//
// No goroutine outlives the call or range that started it. A panic in a function
// of the caller that ran in one panics again in the caller's goroutine, and a
// function that called runtime.Goexit there ends the range or call with an error.
//
// Package collections/write writes any sequence as CSV, JSON or a table.
package collections
