// Package paginate provides the pages and items of AWS operations as sequences
// for range loops.
//
//	for topic, err := range paginate.List[types.Topic](ctx, client.ListTopics, nil) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(*topic.TopicArn)
//	}
//
// [List] finds the list of an output by the type of its items; [Items] takes a
// function that returns the items of a page. [Op] pages any operation from its
// method value, also those for which the SDK has no paginator; [OpTokens] is for
// the few whose token fields it does not know, and [OpOnce] for those with a
// single page. An SDK paginator can be used in their place. [With] sets a limit,
// a page size, pages to fetch ahead, or a [Cursor] to stop anywhere and continue
// later with the next item. Package paginate/search applies JMESPath expressions
// to pages.
//
// # Sequences
//
// All sequences are iter.Seq2[T, error] with one contract:
//
//   - Nothing is requested before they are ranged over, and nothing after a
//     break. The page after the last item that is needed is not fetched.
//   - An error comes at most once, last, with the zero value. The items before
//     it are valid.
//   - Over an [Operation] they can be ranged over again and concurrently, and
//     each range starts at the first page; over a paginator of the SDK once.
//   - Wrong arguments are an [awserr.InvalidError], before any request.
//
// A walk makes one request a page; retries are the SDK's. An empty page with a
// token is skipped. A nil or empty token ends the walk, and a token that was seen
// before ends it with [ErrRepeatedToken]. The context is checked between pages.
// No goroutine is started unless [Options.Prefetch] asks for one, and it ends
// before the range does.
package paginate
