// Package wire decodes the XML responses of AWS services at a fraction of the
// CPU time and the allocations that the SDK's decoder needs.
//
// [Fast] wraps the protocol of a client and is set once, in the client's options:
//
//	cfn := cloudformation.NewFromConfig(cfg, func(o *cloudformation.Options) {
//		o.Protocol = wire.Fast(o.Protocol)
//	})
//
// The client, its types, its errors and its requests stay the same. Only the
// body of a successful response is read by the [Decoder] of this package; what
// is not XML, errors, event streams, streamed payloads and headers are read by
// the protocol that was given.
//
// # Same results as the SDK
//
// The Decoder accepts less than the SDK's decoder does. When it meets anything
// that it does not read (a DOCTYPE, another character set, an element closed
// by another's tag, a number that does not parse), the whole body is given to
// the SDK's decoder, which gives its own answer or its own error.
//
// # Memory
//
// The body is read into a buffer that is used again for the next response. The
// strings of a response are copied out of it side by side into pieces of 2 KiB,
// so that an item that is kept holds, beside itself, a few pieces at most and
// never the page that it came with.
//
// # Limits
//
// A body of more than [MaxBody] bytes or with elements nested deeper than
// [MaxDepth] is refused with an error that is [ErrLimit].
//
// Clients of the SDK that have no Options.Protocol have decoders of their own,
// which this package cannot replace.
package wire
