package sources

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// unknownScale marks a Decimal column whose digits after the point are only known once its values are.
const unknownScale = -1

// wall is what a clock on the wall in zone shows at an instant, put in UTC: so its date is the company's date.
func wall(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// dateCell reads 2026-01-31 as it stands.
func dateCell(text string) (table.Cell, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return nil, fmt.Errorf("%q is no date that a report can hold", text)
	}
	return t, nil
}

// stampCell reads 2026-01-31 08:30:00.5, without a zone, as it stands.
func stampCell(text string) (table.Cell, error) {
	t, err := time.Parse(time.DateTime, text)
	if err != nil {
		return nil, fmt.Errorf("%q is no time that a report can hold", text)
	}
	return t, nil
}

func decimalCell(text string) (table.Cell, error) {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil, fmt.Errorf("%q is no amount: filter it out or make it null", text)
	}
	return d, nil
}

// columnError names the column that a value does not fit.
func columnError(column table.Column, err error) error {
	return told(fmt.Sprintf("column %q: %v", column.Name, err))
}

func cellTime(c table.Cell) (time.Time, bool) {
	t, ok := c.(time.Time)
	return t, ok
}
