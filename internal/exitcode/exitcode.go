// Package exitcode chooses the program's exit code for an error, and prints the error for people.
package exitcode

import (
	"context"
	"errors"
	"fmt"
	"io"

	"bilan/internal/diagnose"
	"bilan/internal/plans"
	"bilan/internal/usage"
	"bilan/internal/yamlfile"
)

// The exit codes of the program. Help explains each to users.
const (
	Done        = 0
	Failed      = 1
	Usage       = 2
	Unusable    = 3
	Undelivered = 4
	Interrupted = 130
)

// Help lists the exit codes and their meaning for users.
const Help = `Exit codes:
  0    done
  1    failed: a server, a disk or the program
  2    the command line or the YAML file is wrong
  3    the data is not usable
  4    a mail was not delivered
  130  interrupted`

// Ran wraps an error of a command that started to run. An error without it is a mistake in the command line.
type Ran struct{ Err error }

func (e Ran) Error() string { return e.Err.Error() }
func (e Ran) Unwrap() error { return e.Err }

// Answered is the exit code of a command whose result is only that code. The command has written its output, so Explain
// prints nothing.
type Answered int

func (a Answered) Error() string { return fmt.Sprintf("exit code %d", int(a)) }

// undelivered is an error with the addresses that a mail did not reach.
type undelivered interface{ Undelivered() []string }

// hinted is an error with advice for the person who reads it.
type hinted interface{ Hint() string }

// Of returns the exit code for an error. It is 130 if ctx has ended.
func Of(ctx context.Context, err error) int {
	var (
		ran      Ran
		mistakes yamlfile.Mistakes
		unsent   undelivered
		answered Answered
		misused  usage.Error
	)
	switch {
	case err == nil:
		return Done
	case ctx.Err() != nil:
		return Interrupted
	case errors.As(err, &answered):
		return int(answered)
	case !errors.As(err, &ran), errors.As(err, &misused), errors.As(err, &mistakes), plans.IsRequest(err):
		return Usage
	case diagnose.IsUnusable(err):
		return Unusable
	case errors.As(err, &unsent):
		return Undelivered
	}
	return Failed
}

// Explain writes an error for people. Its hint follows on a line of its own.
func Explain(w io.Writer, err error) {
	var answered Answered
	if errors.As(err, &answered) {
		return
	}
	var mistakes yamlfile.Mistakes
	if errors.As(err, &mistakes) {
		fmt.Fprintln(w, mistakes.Error())
		return
	}
	fmt.Fprintf(w, "bilan: %v\n", err)
	var h hinted
	if errors.As(err, &h) && h.Hint() != "" {
		fmt.Fprintf(w, "  %s\n", h.Hint())
	}
}
