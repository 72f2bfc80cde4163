package diagnose

import (
	"errors"
	"strings"
)

// UnusableWords begin the text of an Unusable.
const UnusableWords = "the data is not usable"

// Unusable is the error of a report whose data must not be shown.
type Unusable struct {
	Doubts []Doubt
	Said   []string // the doubts in the report's language, as its banner would print them
	Cause  error    // set if the data could not be read or added up; Doubts is then empty
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

// Hint returns what to do: correct the data, print a banner, or accept the doubt.
func (u *Unusable) Hint() string {
	if u.Cause != nil {
		var h interface{ Hint() string }
		if errors.As(u.Cause, &h) {
			return h.Hint()
		}
		return ""
	}
	hint := "correct the data, or make the report with a banner that says so: --anyway"
	for _, d := range u.Doubts {
		if d.Hint != "" {
			return d.Hint
		}
		if len(d.names) > 0 {
			return hint + "; if the data is right, accept this by name: " + d.acceptance()
		}
	}
	return hint
}

// Empty reports whether the only doubt is that the data has no row at all.
func (u *Unusable) Empty() bool { return len(u.Doubts) == 1 && u.Doubts[0].Check == EmptyCheck }

// IsUnusable reports whether err is an Unusable, for which the program ends with exit code 3.
func IsUnusable(err error) bool {
	var u *Unusable
	return errors.As(err, &u)
}
