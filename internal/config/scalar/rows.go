package scalar

import (
	"fmt"
	"regexp"
	"strconv"
)

// rowCount is what checks.rows demands: from least to most rows.
type rowCount struct{ least, most int64 }

const noLimit = int64(^uint64(0) >> 1)

var (
	rowRange   = regexp.MustCompile(`^\s*([0-9]{1,12})\s*\.\.\s*([0-9]{1,12})\s*$`)
	rowCompare = regexp.MustCompile(`^\s*(>=|<=|>|<|==?|)\s*([0-9]{1,12})\s*$`)
)

func parseRows(s string) (rowCount, error) {
	if m := rowRange.FindStringSubmatch(s); m != nil {
		least, most := int64Of(m[1]), int64Of(m[2])
		if least > most {
			return rowCount{}, fmt.Errorf("%q is the wrong way round (write %d..%d)", s, most, least)
		}
		return rowCount{least, most}, nil
	}
	m := rowCompare.FindStringSubmatch(s)
	if m == nil {
		return rowCount{}, fmt.Errorf(`%q is not a number of rows (write ">= 1", 12 or 10..200)`, s)
	}
	n := int64Of(m[2])
	switch m[1] {
	case ">=":
		return rowCount{n, noLimit}, nil
	case ">":
		return rowCount{n + 1, noLimit}, nil
	case "<=":
		return rowCount{0, n}, nil
	case "<":
		return rowCount{0, n - 1}, nil
	}
	return rowCount{n, n}, nil
}

func int64Of(s string) int64 { n, _ := strconv.ParseInt(s, 10, 64); return n }

func checkRows(s string) error {
	_, err := parseRows(s)
	return err
}

// Holds reports whether a number of rows satisfies the words of checks.rows: ">= 1", "12", "10..200".
func Holds(rows string, n int64) (bool, error) {
	c, err := parseRows(rows)
	return err == nil && c.least <= n && n <= c.most, err
}
