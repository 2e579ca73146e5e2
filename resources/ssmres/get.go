package ssmres

import (
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Get returns the value of a parameter as a T, from Data or by a request as
// [Parameter.Value] does. T is a string; an int, int64, float64 or bool as
// package strconv parses them; a [time.Duration] such as "90s"; a []string, of a
// StringList; a type that decodes itself from text, such as [time.Time]; or any
// other type, for a value that is JSON:
//
//	timeout, err := ssmres.Get[time.Duration](ctx, ssms.Parameter("/app/timeout"))
//
// The error of a value that does not fit says nothing of the value, which may be
// secret.
func Get[T any](ctx context.Context, p *Parameter) (T, error) {
	var v T
	text, err := p.Value(ctx)
	if err != nil {
		return v, err
	}
	if decode(text, &v) != nil {
		var zero T
		return zero, fmt.Errorf("ssm.GetParameter: %v: the value cannot be decoded into %T", p, v)
	}
	return v, nil
}

func decode(text string, v any) (err error) {
	switch v := v.(type) {
	case *string:
		*v = text
	case *int:
		*v, err = strconv.Atoi(text)
	case *int64:
		*v, err = strconv.ParseInt(text, 10, 64)
	case *float64:
		*v, err = strconv.ParseFloat(text, 64)
	case *bool:
		*v, err = strconv.ParseBool(text)
	case *time.Duration:
		*v, err = time.ParseDuration(text)
	case *[]string:
		*v = strings.Split(text, ",")
	case encoding.TextUnmarshaler:
		err = v.UnmarshalText([]byte(text))
	default:
		err = json.Unmarshal([]byte(text), v)
	}
	return err
}

// Values returns the values of the parameters by their names, as the listing
// gives them.
func (c *Parameters) Values(ctx context.Context) (map[string]string, error) {
	values := map[string]string{}
	for p, err := range c.All(ctx) {
		if err != nil {
			return nil, err
		}
		if p.Data != nil {
			values[p.Name] = aws.ToString(p.Data.Value)
		}
	}
	return values, nil
}
