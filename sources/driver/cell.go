package driver

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// UnknownScale is the scale of a Decimal column whose number of decimals only its values show.
const UnknownScale = -1

// WallTime is the local time in zone at an instant, as a time in UTC. So its date is the company's date.
func WallTime(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// DateCell parses a date such as 2026-01-31. No zone is applied.
func DateCell(text string) (table.Cell, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil, fmt.Errorf("%q is not a date that a report can show", text)
	}
	return t, nil
}

// TimestampCell parses a time such as 2026-01-31 08:30:00.5 without a zone. No zone is applied.
func TimestampCell(text string) (table.Cell, error) {
	t, err := time.Parse(time.DateTime, text)
	if err != nil {
		return nil, fmt.Errorf("%q is not a time that a report can show", text)
	}
	return t, nil
}

// DecimalCell parses a decimal number exactly.
func DecimalCell(text string) (table.Cell, error) {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil, fmt.Errorf("%q is not an amount: filter it out or make it null", text)
	}
	return d, nil
}

// RealCell parses a float. NaN and infinity are errors.
func RealCell(v []byte) (table.Cell, error) {
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%q is not a number that can be reported: filter it out or make it null", v)
	}
	return f, nil
}

// ColumnError adds the column's name to an error about one of its values.
func ColumnError(column table.Column, err error) error {
	return PlainError(fmt.Sprintf("column %q: %v", column.Name, err))
}

// CellTime is the instant or day in a cell; ok is false for any other cell.
func CellTime(c table.Cell) (time.Time, bool) {
	t, ok := c.(time.Time)
	return t, ok
}
