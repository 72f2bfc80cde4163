package sheet

import (
	"math/big"
	"strings"
	"time"

	"bilan/report"
)

// exact is what a cell's text was rounded from, in a format that shows it as the text does; false where the text is all.
func (r reader) exact(c report.Cell, unit string) (cell, bool) {
	if at, ok := c.Exact.(time.Time); ok {
		return cell{text: c.Text, day: at, format: r.moment(at, c.Text)}, true
	}
	value, exact := c.Exact.(*big.Rat)
	printed, ok := r.number(c.Text)
	if !exact || !ok {
		return text(c.Text), false
	}
	places, _ := value.FloatPrec()
	printed.number = value.FloatString(min(places, 15))
	if unit == "%" { // it stands in the column's head, and the text is a hundred times the value
		printed.format = "0" + strings.TrimLeft(printed.format[strings.LastIndex(printed.format, ";")+1:], "#,0") + "%"
	}
	return printed, true
}

// moment is the format of a day, with its time where the text has one.
func (r reader) moment(at time.Time, text string) string {
	switch _, isDay := r.date(text); {
	case isDay:
		return r.day
	case at.Second() != 0:
		return r.day + " hh:mm:ss"
	}
	return r.day + " hh:mm"
}
