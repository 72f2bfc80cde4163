package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"bilan/internal/diagnose"
	"bilan/internal/history"
	"bilan/internal/plans"
	"bilan/internal/usage"
	"bilan/internal/yamlfile"
)

// The exit codes, as `bilan --help` documents them.
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitUnusable    = 3
	exitUndelivered = 4
	exitInterrupted = 130
)

const exitHelp = `Exit codes:
  0    done
  1    failed: a server, a disk or the program
  2    the command line or the YAML file is wrong
  3    the data is not usable
  4    a mail was not delivered
  130  interrupted`

// commandError is an error of a command that ran; any other is one of the command line.
type commandError struct{ error }

func (e commandError) Unwrap() error { return e.error }

// hinted is an error that knows what its reader can do.
type hinted interface{ Hint() string }

// exitCode is the one place that maps errors to exit codes.
func exitCode(ctx context.Context, err error) int {
	var (
		ran         commandError
		mistakes    yamlfile.Mistakes
		undelivered *history.UndeliveredError
		checked     checkResult
		usage       usage.Error
	)
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &checked):
		return int(checked.Level)
	case !errors.As(err, &ran), errors.As(err, &usage), errors.As(err, &mistakes), plans.IsRequest(err):
		return exitUsage
	case diagnose.IsUnusable(err):
		return exitUnusable
	case errors.As(err, &undelivered):
		return exitUndelivered
	}
	return exitFailed
}

// explain writes an error for people, with its hint on a line of its own.
func explain(w io.Writer, err error) {
	var checked checkResult
	if errors.As(err, &checked) {
		return // its line is its answer
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
