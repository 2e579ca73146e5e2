package route53res

import "github.com/aws/aws-sdk-go-v2/aws"

// Values returns the values of the record, as Data has them: of an alias, the
// name of its target. They are nil if Data is nil. It makes no request.
func (r *Record) Values() []string {
	switch {
	case r == nil || r.Data == nil:
		return nil
	case r.Data.AliasTarget != nil:
		return []string{aws.ToString(r.Data.AliasTarget.DNSName)}
	}
	var values []string
	for _, record := range r.Data.ResourceRecords {
		values = append(values, aws.ToString(record.Value))
	}
	return values
}
