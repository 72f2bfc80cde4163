package scalar

import (
	"fmt"
	"regexp"
	"strconv"
)

// RowCount is the allowed number of rows, from least to most. The zero RowCount sets no condition.
type RowCount struct {
	text        string
	least, most int64
}

const noLimit = int64(^uint64(0) >> 1)

var (
	rowRange   = regexp.MustCompile(`^\s*([0-9]{1,12})\s*\.\.\s*([0-9]{1,12})\s*$`)
	rowCompare = regexp.MustCompile(`^\s*(>=|<=|>|<|==?|)\s*([0-9]{1,12})\s*$`)
)

// ParseRowCount reads a condition such as ">= 1", "12" or "10..200".
func ParseRowCount(s string) (RowCount, error) {
	if m := rowRange.FindStringSubmatch(s); m != nil {
		least, most := int64Of(m[1]), int64Of(m[2])
		if least > most {
			return RowCount{}, fmt.Errorf("%q is the wrong way round (write %d..%d)", s, most, least)
		}
		return RowCount{s, least, most}, nil
	}
	m := rowCompare.FindStringSubmatch(s)
	if m == nil {
		return RowCount{}, fmt.Errorf(`%q is not a number of rows (write ">= 1", 12 or 10..200)`, s)
	}
	n := int64Of(m[2])
	switch m[1] {
	case ">=":
		return RowCount{s, n, noLimit}, nil
	case ">":
		return RowCount{s, n + 1, noLimit}, nil
	case "<=":
		return RowCount{s, 0, n}, nil
	case "<":
		return RowCount{s, 0, n - 1}, nil
	}
	return RowCount{s, n, n}, nil
}

func int64Of(s string) int64 { n, _ := strconv.ParseInt(s, 10, 64); return n }

// Allows reports whether n rows are allowed.
func (c RowCount) Allows(n int64) bool { return c.least <= n && n <= c.most }

// IsZero reports whether no condition is set.
func (c RowCount) IsZero() bool { return c == RowCount{} }

// String returns the condition as the YAML writes it.
func (c RowCount) String() string { return c.text }
