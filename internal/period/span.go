package period

import (
	"fmt"
	"strings"
)

// Span is a length of time, such as 13 weeks. It is comparable. The zero Span means no length.
type Span struct {
	N    int
	Unit Unit
}

// ParseSpan reads a number and a unit, such as "13 weeks".
func ParseSpan(s string) (Span, error) {
	m := spanPattern.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(s), " ")))
	if m == nil {
		return Span{}, fmt.Errorf("%q is not a span of time (write \"13 weeks\", \"12 months\" or \"8 quarters\")", s)
	}
	n, err := parseCount(m[1])
	if err != nil {
		return Span{}, fmt.Errorf("%q is not a span of time: %w", s, err)
	}
	return Span{n, Unit(m[2])}, nil
}

// IsZero reports whether s is the zero Span.
func (s Span) IsZero() bool { return s.N == 0 }

// String returns the span as the YAML writes it.
func (s Span) String() string {
	switch s.N {
	case 0:
		return ""
	case 1:
		return "1 " + string(s.Unit)
	}
	return fmt.Sprintf("%d %ss", s.N, s.Unit)
}

// Rolling returns the period of this length that ends the day before a slot's, wherever it starts.
func (s Span) Rolling() Relative { return Relative{kind: rollingUnits, n: s.N, unit: s.Unit} }

// RollingSpan returns the length of a rolling period; the zero Span for any other period.
func (r Relative) RollingSpan() Span {
	if r.kind != rollingUnits {
		return Span{}
	}
	return Span{r.n, r.unit}
}
