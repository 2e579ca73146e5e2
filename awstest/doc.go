// Package awstest answers the calls of real AWS SDK clients in tests, without
// a network, without credentials and without mock types.
//
//	cloud := awstest.New(t)
//	awstest.On(cloud, func(ctx context.Context, in *sns.PublishInput) (*sns.PublishOutput, error) {
//		return &sns.PublishOutput{MessageId: aws.String("1")}, nil
//	})
//	client := sns.NewFromConfig(cloud.Config())
//
// # Stubs
//
// The operation that a stub answers is told by the type of its input, so no name
// has to be given. [On] answers any number of calls with a function, [Return]
// one call with each canned output, [Pages] a paginated operation by its tokens,
// [Fail] one call with an error. [Expect.When], [Expect.Times],
// [Expect.Optional] and [InOrder] say which calls an expectation takes, how
// many, and in which order; by default the order is free. Outputs are copied for
// each call; inputs are recorded and returned by [Calls].
//
// A [Cloud] fails closed. A call that nothing answers returns an error that
// names the service, the operation and the input, and fails the test; so do a
// stub that returns neither output nor error, and, at the end, expectations
// that did not get their calls. The errors are [ErrRefused] and [ErrUnmet].
//
// A stub that is made wrongly, such as a Return without an output, fails the test
// at once, and its calls get the error, an [awserr.InvalidError]. On a nil Cloud
// there is no test to fail, and making a stub panics.
//
// # Two seams
//
// A stub stands where the request would be serialised: the SDK has checked the
// required parameters by then, and nothing needed credentials or an endpoint.
// With [Expect.Wire], or a fault from [Inject], it stands where the response
// would be read, below signing and the retryer, so that retries, backoff and
// signatures are real.
//
// # Time
//
// Each call takes [DefaultLatency], so that inside a testing/synctest bubble
// virtual time moves and every polling loop ends. Backoff and [Slow] take no
// real time in a bubble.
//
// # Concurrency
//
// All functions and methods are safe for concurrent use, except that an
// expectation must be refined before the calls that it is meant for. The
// functions given to [On] must be safe for concurrent calls if the code under
// test makes them.
package awstest
