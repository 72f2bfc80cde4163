package run

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/nearest"
)

// UnusableWords begin what Unusable says.
const UnusableWords = "the data is not usable"

// Unusable is the error of a report whose data must not be shown.
type Unusable struct {
	Doubts []Doubt
	Said   []string // the doubts in the report's language, as its banner would tell them
	Cause  error    // set instead of Doubts when the data could not even be read or added up
}

func (u *Unusable) Error() string {
	if u.Cause != nil {
		return u.Cause.Error()
	}
	lines := make([]string, len(u.Doubts))
	for i, d := range u.Doubts {
		lines[i] = "\n  " + d.String()
	}
	return UnusableWords + ":" + strings.Join(lines, "")
}

func (u *Unusable) Unwrap() error { return u.Cause }

// Hint tells what to do about it.
func (u *Unusable) Hint() string {
	if u.Cause != nil {
		var h interface{ Hint() string }
		if errors.As(u.Cause, &h) {
			return h.Hint()
		}
		return ""
	}
	hint := "correct the data, or draw it with a banner that says so: --anyway"
	for _, d := range u.Doubts {
		if d.hint != "" {
			return d.hint
		}
		if len(d.names) > 0 {
			return hint + "; where it is right as it is, let it pass by name: " + d.acceptance()
		}
	}
	return hint
}

// Empty tells whether the only doubt is that there is no row at all.
func (u *Unusable) Empty() bool { return len(u.Doubts) == 1 && u.Doubts[0].Check == Empty }

// IsUnusable tells whether the error is about the data: exit code 3.
func IsUnusable(err error) bool {
	var u *Unusable
	return errors.As(err, &u)
}

// BadRequest is an order that cannot be carried out as it was given.
type BadRequest struct{ Err error }

func (e *BadRequest) Error() string { return e.Err.Error() }
func (e *BadRequest) Unwrap() error { return e.Err }

// IsRequest tells whether the error is about what was asked for: exit code 2.
func IsRequest(err error) bool {
	var r *BadRequest
	return errors.As(err, &r)
}

func noReport(name string, known []string) error {
	if len(known) == 0 {
		return &BadRequest{errors.New("the file has no report yet (add one below reports:)")}
	}
	return &BadRequest{fmt.Errorf("there is no report %q (%s)", name, nearest.Hint(name, known))}
}

// WhichReport is the error of an order that names no report: it lists them.
func (p *Program) WhichReport() error {
	names := sortedKeys(p.Config.Reports)
	if len(names) == 0 {
		return noReport("", nil)
	}
	var b strings.Builder
	b.WriteString("which report?")
	for _, name := range names {
		fmt.Fprintf(&b, "\n  %s  %s", name, p.Config.Reports[name].Title)
	}
	return &BadRequest{errors.New(b.String())}
}
