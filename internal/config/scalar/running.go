package scalar

import (
	"fmt"
	"strings"

	"bilan/internal/period"
)

// Running is what each point of a trend sums: everything since the first point, or a span up to the point. The zero
// Running means the point's own period.
type Running struct {
	ToDate bool
	Span   period.Span
}

// ParseRunning reads "to date", or a span such as "12 months".
func ParseRunning(s string) (Running, error) {
	if strings.Join(strings.Fields(strings.ToLower(s)), " ") == "to date" {
		return Running{ToDate: true}, nil
	}
	span, err := period.ParseSpan(s)
	if err != nil {
		return Running{}, fmt.Errorf("%q is neither \"to date\" nor a span (write to date, or 12 months)", s)
	}
	return Running{Span: span}, nil
}

// IsZero reports whether each point sums its own period.
func (r Running) IsZero() bool { return r == Running{} }
