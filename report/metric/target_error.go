package metric

import "fmt"

// TargetError is a target that cannot be read; Index is its place in the YAML, from 0.
type TargetError struct {
	Index int
	Err   error
}

func (e *TargetError) Error() string {
	return fmt.Sprintf("targets[%d]: %v", e.Index, e.Err)
}

func (e *TargetError) Unwrap() error { return e.Err }
