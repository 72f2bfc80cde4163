package scalar

import (
	"fmt"
	"strings"

	"bilan/internal/period"
)

// Running is what each point of a trend sums up: all from the first one on, or a span that rolls along. The zero Running is
// its own period.
type Running struct {
	ToDate bool
	Rolls  period.Span
}

// ParseRunning reads "to date", or a span.
func ParseRunning(s string) (Running, error) {
	if strings.Join(strings.Fields(strings.ToLower(s)), " ") == "to date" {
		return Running{ToDate: true}, nil
	}
	span, err := period.ParseSpan(s)
	if err != nil {
		return Running{}, fmt.Errorf("%q is neither \"to date\" nor a span (write to date, or 12 months)", s)
	}
	return Running{Rolls: span}, nil
}

// IsZero reports whether each point sums up its own period.
func (r Running) IsZero() bool { return r == Running{} }
