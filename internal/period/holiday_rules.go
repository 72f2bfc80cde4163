package period

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// fixed returns a holiday on a fixed day of a month: on(15, time.August, …).
func fixed(day int, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Day: day, Func: cal.CalcDayOfMonth}
}

// easter returns a holiday that is a number of days after Easter Sunday: -2 is Good Friday, 39 Ascension, 60 Corpus
// Christi.
func easter(days int, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Offset: days, Func: cal.CalcEasterOffset}
}

// nthWeekday returns a holiday on the nth weekday of a month; a negative n counts from the month's end.
func nthWeekday(n int, w time.Weekday, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Weekday: w, Offset: n, Func: cal.CalcWeekdayOffset}
}

// weekdayOnOrAfter returns a holiday on the first given weekday on or after a day of a month.
func weekdayOnOrAfter(w time.Weekday, day int, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Day: day, Weekday: w, Offset: 1, Func: cal.CalcWeekdayFrom}
}

// daysAfter returns h moved by a number of days. It changes h itself.
func daysAfter(days int, h *cal.Holiday) *cal.Holiday {
	h.CalcOffset = days
	return h
}

// sinceYear returns the same holiday from a year on.
func sinceYear(year int, h *cal.Holiday) *cal.Holiday { return h.Clone(&cal.Holiday{StartYear: year}) }

// onlyInYear returns the same holiday in a single year.
func onlyInYear(year int, h *cal.Holiday) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: year, EndYear: year})
}

// withSubstitute returns the same holiday with a substitute day, by the rules, if it falls on a weekend.
func withSubstitute(h *cal.Holiday, rules ...cal.AltDay) *cal.Holiday {
	return h.Clone(&cal.Holiday{Observed: rules})
}

// movedOffWeekend returns the same holiday, kept only on the substitute day if it falls on a weekend.
func movedOffWeekend(h *cal.Holiday) *cal.Holiday {
	out := h.Clone(nil)
	out.Observed, out.Func = nil, func(_ *cal.Holiday, year int) time.Time {
		_, day := h.Calc(year)
		return day
	}
	return out
}

// The rules for substitute days in the laws.
var (
	sundayToMonday   = cal.AltDay{Day: time.Sunday, Offset: 1}
	saturdayToMonday = cal.AltDay{Day: time.Saturday, Offset: 2}
	sundayToTuesday  = cal.AltDay{Day: time.Sunday, Offset: 2} // used for the second of two holidays in a row
)

// holidayTable lists a country's holidays with the regions that keep them.
type holidayTable []struct {
	regions string       // such as "ON QC"; "" for all regions
	day     *cal.Holiday // the holiday; its name may be in several languages, divided by " | "
}

// regionLists returns the list of holidays for each region, by the code of country and region. regions are their codes,
// divided by spaces. language gives for a region the index of its language in a holiday's names; it is 0 by default.
func (t holidayTable) regionLists(country, regions string, language map[string]int) map[string][]*cal.Holiday {
	out := map[string][]*cal.Holiday{}
	for region := range strings.FieldsSeq(regions) {
		out[country+"-"+region] = t.regionList(region, language[region])
	}
	return out
}

func (t holidayTable) regionList(region string, language int) (days []*cal.Holiday) {
	for _, row := range t {
		if row.regions == "" || slices.Contains(strings.Fields(row.regions), region) {
			days = append(days, inLanguage(row.day, language))
		}
	}
	return days
}

// inLanguage returns the holiday with its name in the language with an index, or in the last language if it has fewer
// names.
func inLanguage(h *cal.Holiday, language int) *cal.Holiday {
	names := strings.Split(h.Name, " | ")
	return h.Clone(&cal.Holiday{Name: names[min(language, len(names)-1)]})
}

// plus returns a new list of days and more.
func plus(days []*cal.Holiday, more ...*cal.Holiday) []*cal.Holiday { return slices.Concat(days, more) }

// minus returns a new list of days without those in less.
func minus(days []*cal.Holiday, less ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(days), func(h *cal.Holiday) bool { return slices.Contains(less, h) })
}
