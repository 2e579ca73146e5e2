// Package paginate gives the pages and items of AWS operations as sequences
// for range loops.
//
//	for topic, err := range paginate.Items(ctx, paginate.Op(client.ListTopics, &sns.ListTopicsInput{}),
//		func(out *sns.ListTopicsOutput) []types.Topic { return out.Topics }) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(*topic.TopicArn)
//	}
//
// [Op] pages any operation from its method value, also those for which the SDK
// has no paginator; [Tokens] the few whose token fields cannot be told; [Once]
// stands for those that answer all at once. Any paginator of the SDK can take
// their place. [With] sets a limit, a page size, pages to fetch ahead, or a
// [Cursor] to stop anywhere and go on later from the very next item. The package
// search beside this one applies JMESPath expressions to pages.
//
// # Sequences
//
// All sequences are iter.Seq2[T, error] and keep one contract:
//
//   - Nothing is requested before they are ranged over, and nothing after a
//     break. The page after the last item that is needed is never fetched.
//   - An error comes at most once and last, beside a zero value. The items
//     before it were good.
//   - Over [Op] and [Tokens] they can be ranged again, and concurrently, each
//     range anew; over a paginator of the SDK once.
//   - Arguments that cannot be right are refused before any request.
//
// A walk makes one request a page, retries aside, which are the SDK's. An empty
// page with a token is walked through; a nil and an empty token both end the
// walk; a token that comes again ends it with [ErrRepeatedToken]. The context
// is looked at between pages. No goroutine is started unless [Options.Prefetch]
// asks for one, and it ends before the range does.
package paginate
