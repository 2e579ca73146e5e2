package dynamores

import (
	"sync"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// counts adds up what requests used, from any goroutine.
type counts struct {
	calls, replaced atomic.Int64

	mu    sync.Mutex
	units float64
}

func (c *counts) note(out *dynamodb.BatchWriteItemOutput) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, used := range out.ConsumedCapacity {
		c.units += aws.ToFloat64(used.CapacityUnits)
	}
}

func (c *counts) capacity() float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.units
}
