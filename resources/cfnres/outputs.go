package cfnres

import "github.com/aws/aws-sdk-go-v2/aws"

// Outputs returns the outputs of the stack in Data as a map, or nil if there is
// no Data.
func (s *Stack) Outputs() map[string]string {
	if s == nil || s.Data == nil {
		return nil
	}
	m := make(map[string]string, len(s.Data.Outputs))
	for _, o := range s.Data.Outputs {
		m[aws.ToString(o.OutputKey)] = aws.ToString(o.OutputValue)
	}
	return m
}
