package query

import (
	"fmt"
	"math/big"
	"strings"

	"bilan/internal/period"
	"bilan/internal/table"
	"bilan/report/metric"
)

// Number reads a metric's value. Null is Undefined if divided is true, which means that a division by zero occurred;
// otherwise it is NoData. A float that is not finite is Undefined.
func Number(c table.Cell, divided bool) (metric.Num, error) {
	if c == nil {
		if divided {
			return metric.NoNum(metric.Undefined), nil
		}
		return metric.NoNum(metric.NoData), nil
	}
	if f, ok := c.(float64); ok {
		if r := new(big.Rat).SetFloat64(f); r == nil {
			return metric.NoNum(metric.Undefined), nil
		}
	}
	r, ok := table.Rat(c)
	if !ok {
		return metric.Num{}, fmt.Errorf("value: %v is not a number (write an expression of numbers, such as sum(amount))", c)
	}
	return metric.NumOf(r), nil
}

// Integer reads an integer; 0 if the cell is not a number.
func Integer(c table.Cell) int64 {
	r, ok := table.Rat(c)
	if !ok {
		return 0
	}
	return r.Num().Int64()
}

// Text reads a text without blanks around it, "" for null.
func Text(c table.Cell) string {
	if c == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(c))
}

// Day reads a day; the zero Date if the cell is not a day.
func Day(c table.Cell) period.Date {
	t, ok := table.Day(c)
	if !ok {
		return period.Date{}
	}
	return period.DateOf(t)
}
