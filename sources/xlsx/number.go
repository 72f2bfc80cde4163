package xlsx

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"time"
)

// dateSystem is the day from which a workbook counts days.
type dateSystem int64

const (
	since1900 dateSystem = iota
	since1904
)

// dayZero is the day with the serial number 0, in days since 1970-01-01.
func (d dateSystem) dayZero() int64 {
	if d == since1904 {
		return -24107
	}
	return -25569 // 1899-12-30, from 1900-03-01 on
}

// lastDay is the serial number of 9999-12-31, the largest date of a spreadsheet.
func (d dateSystem) lastDay() float64 {
	if d == since1904 {
		return 2_957_003
	}
	return 2_958_465
}

const (
	perDay  = 86_400_000 // milliseconds
	perHour = perDay / 24
)

// writeMoment writes a serial number as a day, or as a day with its time in milliseconds. Spreadsheets have a day 29
// February 1900, which never existed; it becomes the 28th.
func (d dateSystem) writeMoment(to []byte, v float64) []byte {
	days := math.Floor(v)
	ms := int64(math.Round((v - days) * perDay))
	if d == since1900 && days < 60 {
		days++
	}
	at := time.UnixMilli((d.dayZero()+int64(days))*perDay + ms).UTC()
	if ms%perDay == 0 {
		return at.AppendFormat(to, time.DateOnly)
	}
	return at.AppendFormat(to, "2006-01-02 15:04:05.999")
}

// isValid reports whether a serial number is a valid spreadsheet date.
func (d dateSystem) isValid(v float64) bool { return v >= 0 && v < d.lastDay()+1 }

// clockProblem says what is wrong with a number in a time-of-day format. A value of several days is a duration, and the
// format hides its days.
func (d dateSystem) clockProblem(v float64) string {
	const year = 366
	if d.isValid(v) && (toMillis(v) < perDay || v >= year) {
		return ""
	}
	return fmt.Sprintf("is formatted as a time of day and contains %s hours (format the column as [h]:mm)", hours(v))
}

// writeClock writes a time of day, or a day with its time if the number has days.
func (d dateSystem) writeClock(to []byte, v float64) ([]byte, Kind) {
	if ms := toMillis(v); ms < perDay {
		return time.UnixMilli(ms).UTC().AppendFormat(to, "15:04:05.999"), Text
	}
	return d.writeMoment(to, v), Moment
}

func toMillis(days float64) int64 { return int64(math.Round(days * perDay)) }

// hours converts a duration in days to decimal hours, exact to the millisecond and with at most nine decimals.
func hours(v float64) string {
	if math.Abs(v) > 1e9 {
		return formatNumber(v * 24)
	}
	h := math.Round(v*perDay) / perHour
	return strconv.FormatFloat(math.Round(h*1e9)/1e9, 'f', -1, 64)
}

// parseNumber parses a number in machine form.
func parseNumber(text []byte) (float64, bool) {
	v, err := strconv.ParseFloat(string(text), 64)
	return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && !bytes.ContainsAny(text, "xX_")
}

// isPlain reports whether a number has at most 15 digits and no exponent, so that its text is exact.
func isPlain(text []byte) bool {
	digits, points := 0, 0
	for i, c := range text {
		switch {
		case c-'0' <= 9:
			digits++
		case c == '.':
			points++
		case c != '-' || i > 0:
			return false
		}
	}
	return digits > 0 && digits <= 15 && points <= 1 && text[len(text)-1] != '.' && text[0] != '.'
}

// formatNumber writes a number with the 15 digits that a spreadsheet keeps and shows: 0.30000000000000004 becomes 0.3.
func formatNumber(v float64) string {
	rounded := strconv.FormatFloat(v, 'g', 15, 64)
	v, err := strconv.ParseFloat(rounded, 64)
	if a := math.Abs(v); err != nil || a > 1e30 || a != 0 && a < 1e-30 {
		return rounded
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
