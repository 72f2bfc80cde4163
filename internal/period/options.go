package period

import (
	"fmt"
	"strings"
	"time"
)

// Options describes a business calendar in the words of the YAML. The zero value is a year that starts in January, with
// ISO weeks, work from Monday to Friday and no holidays. Ledgers store its JSON, so its keys must not change.
type Options struct {
	Holidays         string    `json:"holidays,omitempty"`           // "FR", "DE-BY", "US+CA", "" or "none": see HolidayCodes
	Add              []Date    `json:"add,omitempty"`                // further days off
	Remove           []Date    `json:"remove,omitempty"`             // holidays on which this company works
	Closures         [][2]Date `json:"closures,omitempty"`           // first and last day, both included
	Workdays         string    `json:"workdays,omitempty"`           // "monday-friday", "monday-saturday", "sunday-thursday", "monday, wednesday"
	FiscalYearStarts string    `json:"fiscal_year_starts,omitempty"` // a month; with a Pattern, YearEnds defines the start instead
	FiscalYearNamed  string    `json:"fiscal_year_named,omitempty"`  // the calendar year in its name: that of its "start" or "end"; "" is the end, or the start if it starts in January
	Weeks            string    `json:"weeks,omitempty"`              // "iso" (default) | "us"
	Pattern          string    `json:"pattern,omitempty"`            // weeks in the months of each quarter: "4-4-5" | "4-5-4" | "5-4-4"; "" for calendar months
	YearEnds         string    `json:"year_ends,omitempty"`          // the last day of a year with a Pattern: "saturday nearest january 31", "last saturday of january"
}

var weekdays = map[string]time.Weekday{
	"sunday": time.Sunday, "monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday,
	"thursday": time.Thursday, "friday": time.Friday, "saturday": time.Saturday,
}

// ParseWeekday reads an English weekday, in full or by its first three letters.
func ParseWeekday(s string) (time.Weekday, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for name, d := range weekdays {
		if s == name || s == name[:3] {
			return d, nil
		}
	}
	return 0, fmt.Errorf("%q is not a weekday (write monday, tuesday … sunday)", s)
}

// ParseMonth reads an English month, in full or by its first three letters.
func ParseMonth(s string) (time.Month, error) {
	s = strings.ToLower(strings.TrimSpace(s))
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if s == name || s == name[:3] {
			return m, nil
		}
	}
	return 0, fmt.Errorf("%q is not a month (write january, february … december)", s)
}

// parseWorkdays reads "monday-friday" or "monday, tuesday, saturday". A range may run past Saturday: "sunday-thursday".
func parseWorkdays(s string) (days [7]bool, err error) {
	if strings.TrimSpace(s) == "" {
		s = "monday-friday"
	}
	for part := range strings.SplitSeq(s, ",") {
		from, to, ranged := strings.Cut(part, "-")
		if !ranged {
			to = from
		}
		a, err := ParseWeekday(from)
		if err != nil {
			return days, fmt.Errorf("workdays: %w", err)
		}
		b, err := ParseWeekday(to)
		if err != nil {
			return days, fmt.Errorf("workdays: %w", err)
		}
		for d := a; ; d = (d + 1) % 7 {
			days[d] = true
			if d == b {
				break
			}
		}
	}
	return days, nil
}

func parseWeeks(s string) (time.Weekday, error) {
	switch s {
	case "", "iso":
		return time.Monday, nil
	case "us":
		return time.Sunday, nil
	}
	return 0, fmt.Errorf("weeks: %q is not known (write iso for Monday to Sunday, us for Sunday to Saturday)", s)
}

func parseFiscalStart(s string) (time.Month, error) {
	if strings.TrimSpace(s) == "" {
		return time.January, nil
	}
	m, err := ParseMonth(s)
	if err != nil {
		return 0, fmt.Errorf("fiscal_year_starts: %w", err)
	}
	return m, nil
}
