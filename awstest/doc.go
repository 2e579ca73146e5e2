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
// The type of its input says which operation a stub answers, so operations need
// no names. [On] answers any number of calls with a function, [Return] one call
// with each canned output, [Pages] a paginated operation by its tokens, [Fail]
// one call with an error. [Expect.When], [Expect.Times], [Expect.Optional] and
// [InOrder] control which calls an expectation answers, how many, and in which
// order; by default any order is accepted. Outputs are copied for each call;
// inputs are recorded and returned by [Calls].
//
// A call that no stub answers returns an error that names the service, the
// operation and the input, and fails the test. A stub that returns neither
// output nor error fails it too, as do expectations that are not met when the
// test ends. The errors are of the classes [ErrRefused] and [ErrUnmet].
//
// An invalid stub, such as a Return without an output, fails the test at once,
// and its calls return the error, an [awserr.InvalidError]. Making a stub on a
// nil Cloud panics, since there is no test to fail.
//
// # Where a stub answers
//
// By default a stub answers at the point where the request would be serialized:
// the SDK has validated the required parameters, and has not yet needed
// credentials or an endpoint. With [Expect.Wire], or with a fault from
// [Inject], it answers where the response would be read, below signing and the
// retryer, so that retries, backoff and signatures are real.
//
// # Time
//
// Each call takes [DefaultLatency], so that inside a testing/synctest bubble
// virtual time advances and every polling loop ends. Backoff and [Slow] take no
// real time in a bubble.
//
// # Concurrency
//
// All functions and methods are safe for concurrent use, except that the
// methods of an [Expect] must be called before the calls that it answers. A
// function passed to [On] must be safe for concurrent use if the code under
// test makes concurrent calls.
package awstest
