package target

import "fmt"

// Error is the error of a target that cannot be read. Index is the target's index in the YAML, from 0.
type Error struct {
	Index int
	Err   error
}

func (e *Error) Error() string {
	return fmt.Sprintf("targets[%d]: %v", e.Index, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
