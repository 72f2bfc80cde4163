package metric

import "fmt"

// TargetError is a target that cannot be read; Index is its place in the YAML, from 0.
type TargetError struct {
	Index  int
	Metric string
	Err    error
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("target %d of metric %q: %v", e.Index+1, e.Metric, e.Err)
}

func (e *TargetError) Unwrap() error { return e.Err }
