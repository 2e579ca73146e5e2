package s3res

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	tmtypes "github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager/types"

	"github.com/awsessentials/essentials/awserr"
	"github.com/awsessentials/essentials/internal/callback"
	"github.com/awsessentials/essentials/internal/nils"
	"github.com/awsessentials/essentials/resources"
)

// TransferOptions sets how an object is transferred in parts. The zero value has
// the SDK's defaults: parts of 8 MiB, five at a time. The memory in use for an
// upload is about PartSize times Concurrency; a download, and a copy by S3, need
// little. A transfer that ended is not resumed: the SDK's transfer manager sends a
// part again that failed, and then gives up the whole.
type TransferOptions struct {
	PartSize    int64          // in bytes, from 5 MiB to 5 GiB as S3 has it; 0 is the default
	Concurrency int            // parts at a time; 0 is the default
	OnProgress  func(Progress) // called as bytes are transferred, one call at a time
}

// Progress says how far a transfer is.
type Progress struct {
	Done  int64 // bytes
	Total int64 // bytes; -1 if it is not known
}

const minPartSize, maxPartSize = 5 << 20, 5 << 30

func (o *TransferOptions) check(operation string) error {
	switch {
	case o.PartSize != 0 && (o.PartSize < minPartSize || o.PartSize > maxPartSize):
		return awserr.Invalid(operation, "TransferOptions.PartSize", o.PartSize, "must be 0 or from 5 MiB to 5 GiB")
	case o.Concurrency < 0 || o.Concurrency > 10_000:
		return awserr.Invalid(operation, "TransferOptions.Concurrency", o.Concurrency, "must be from 0 to 10,000")
	}
	return nil
}

// progress calls OnProgress from the goroutines of the transfer manager, one
// call at a time. If it panics, the transfer ends and the panic continues in the
// caller's goroutine.
type progress struct {
	call   func(Progress)
	cancel context.CancelCauseFunc

	mu       sync.Mutex
	done     int64
	panicked *callback.Panic
}

// OnObjectBytesTransferred implements a listener of the transfer manager.
func (p *progress) OnObjectBytesTransferred(_ context.Context, e *transfermanager.ObjectBytesTransferredEvent) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.panicked != nil || e.BytesTransferred <= p.done {
		return // of two parts at once, the later sum may come first
	}
	p.done = e.BytesTransferred
	if p.panicked = apart(func() { p.call(Progress{p.done, e.TotalBytes}) }, p.cancel); p.panicked != nil {
		p.cancel(p.panicked)
	}
}

// apart calls f on another goroutine, so that a Goexit does not end a worker
// of the transfer.
func apart(f func(), exited func(error)) (panicked *callback.Panic) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		panicked = callback.Run(f, exited)
	}()
	<-ended
	return panicked
}

// guard calls f, which calls a reader or a writer of the program's. If that
// panics or ends its goroutine, so does the transfer, with what it began.
func (p *progress) guard(f func()) (err error) {
	panicked := apart(f, func(exit error) {
		err = exit
		p.cancel(exit)
	})
	if panicked == nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.panicked = cmp.Or(p.panicked, panicked)
	p.cancel(panicked)
	return panicked
}

// guardedWriter is the writer of a download, which workers of the transfer call.
type guardedWriter struct {
	io.WriterAt
	p *progress
}

func (g guardedWriter) WriteAt(b []byte, at int64) (n int, err error) {
	if ended := g.p.guard(func() { n, err = g.WriterAt.WriteAt(b, at) }); ended != nil {
		return 0, ended
	}
	return n, err
}

// guardedReader is the content of an upload: after a panic in it, workers of the
// transfer would wait forever, and its parts would stay.
type guardedReader struct {
	io.Reader
	p *progress
}

func (g guardedReader) Read(b []byte) (n int, err error) {
	if ended := g.p.guard(func() { n, err = g.Reader.Read(b) }); ended != nil {
		return 0, ended
	}
	return n, err
}

// guardedSeeker is content whose length is known before it is read.
type guardedSeeker struct {
	guardedReader
	io.Seeker
}

// content guards what is uploaded. A pipe is a file that cannot seek, which the
// transfer manager would refuse.
func (p *progress) content(r io.Reader) io.Reader {
	g := guardedReader{r, p}
	if s, ok := r.(io.Seeker); ok {
		if _, err := tmtypes.SeekerLen(s); err == nil {
			return guardedSeeker{g, s}
		}
	}
	return g
}

// transfer runs a transfer with the SDK's transfer manager.
func (o *Object) transfer(ctx context.Context, operation string, opts TransferOptions, run func(context.Context, *transfermanager.Client, *progress) error) error {
	if err := o.check(operation); err != nil {
		return err
	}
	if ctx == nil {
		return awserr.Invalid(operation, "ctx", nil, "must be a context")
	}
	if err := opts.check(operation); err != nil {
		return err
	}
	api, ok := o.service.api().(transfermanager.S3APIClient)
	if !ok {
		return o.service.at().Lacks(operation)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p := &progress{call: opts.OnProgress, cancel: cancel}
	client := transfermanager.New(api, func(t *transfermanager.Options) {
		t.FailTimeout = abortTime
		// By parts, it would write an object whose parts are not of one size to the
		// wrong places, and one without parts by one request.
		t.GetObjectType = tmtypes.GetObjectRanges
		if opts.PartSize > 0 {
			t.PartSizeBytes = opts.PartSize
		}
		if opts.Concurrency > 0 {
			t.Concurrency = opts.Concurrency
		}
		if opts.OnProgress != nil {
			t.ObjectProgressListeners.Register(p)
		}
	})
	err := run(ctx, client, p)
	if p.panicked != nil {
		p.panicked.Continue()
	}
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil && !errors.Is(err, cause) {
		return fmt.Errorf("%v: %w: %w", o, cause, err)
	}
	return fmt.Errorf("%v: %w", o, err)
}

// abortTime bounds the request that aborts an upload whose context is done, so
// that its parts are not stored, and paid for, forever.
const abortTime = 30 * time.Second

// Upload makes what content gives the content of the object, in parts where it
// is large. An upload that fails is aborted, and leaves no parts behind.
func (o *Object) Upload(ctx context.Context, content io.Reader, opts TransferOptions, changes ...func(*transfermanager.UploadObjectInput)) error {
	if nils.Is(content) {
		return awserr.Invalid("s3.UploadObject", "content", nil, "must be a reader")
	}
	return o.transfer(ctx, "s3.UploadObject", opts, func(ctx context.Context, client *transfermanager.Client, p *progress) error {
		in := &transfermanager.UploadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key), Body: p.content(content)}
		if err := resources.Change("s3.UploadObject", in, changes); err != nil {
			return err
		}
		defer o.state.Changed()
		_, err := client.UploadObject(ctx, in)
		return err
	})
}

// Download writes the content of the object to w, several ranges of PartSize at a
// time. They are of one version: if the object is overwritten meanwhile, it fails.
func (o *Object) Download(ctx context.Context, w io.WriterAt, opts TransferOptions, changes ...func(*transfermanager.DownloadObjectInput)) error {
	if nils.Is(w) {
		return awserr.Invalid("s3.DownloadObject", "w", nil, "must be a writer")
	}
	return o.transfer(ctx, "s3.DownloadObject", opts, func(ctx context.Context, client *transfermanager.Client, p *progress) error {
		if _, file := w.(*os.File); !file {
			w = guardedWriter{w, p}
		}
		in := &transfermanager.DownloadObjectInput{Bucket: aws.String(o.BucketName), Key: aws.String(o.Key), WriterAt: w}
		if err := resources.Change("s3.DownloadObject", in, changes); err != nil {
			return err
		}
		_, err := client.DownloadObject(ctx, in)
		return err
	})
}

// UploadFile is [Object.Upload] for the content of a file.
func (o *Object) UploadFile(ctx context.Context, path string, opts TransferOptions, changes ...func(*transfermanager.UploadObjectInput)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return o.Upload(ctx, f, opts, changes...)
}

// DownloadFile is [Object.Download] into a file. The content is written to a
// file beside it, which takes its place when all is there: a download that fails
// leaves a file that was there before as it was. Only the owner can read the new
// file.
func (o *Object) DownloadFile(ctx context.Context, path string, opts TransferOptions, changes ...func(*transfermanager.DownloadObjectInput)) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".download-*")
	if err != nil {
		return err
	}
	complete := false
	defer func() { // also after a panic
		err = errors.Join(err, f.Close())
		if complete && err == nil {
			err = os.Rename(f.Name(), path)
		}
		if !complete || err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	err = o.Download(ctx, f, opts, changes...)
	complete = err == nil
	return err
}
