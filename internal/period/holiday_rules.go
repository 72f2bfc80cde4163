package period

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// on is a day of the month: on(15, time.August, …).
func on(day int, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Day: day, Func: cal.CalcDayOfMonth}
}

// easter is a number of days after Easter Sunday: -2 is Good Friday, 39 Ascension, 60 Corpus Christi.
func easter(days int, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Offset: days, Func: cal.CalcEasterOffset}
}

// nth is the nth weekday of a month, or the nth last for a negative n.
func nth(n int, w time.Weekday, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Weekday: w, Offset: n, Func: cal.CalcWeekdayOffset}
}

// from is the first such weekday on or after a day of the month.
func from(w time.Weekday, day int, m time.Month, name string) *cal.Holiday {
	return &cal.Holiday{Name: name, Month: m, Day: day, Weekday: w, Offset: 1, Func: cal.CalcWeekdayFrom}
}

// after is a number of days after another holiday.
func after(days int, h *cal.Holiday) *cal.Holiday {
	h.CalcOffset = days
	return h
}

// since is the same holiday from a year on.
func since(year int, h *cal.Holiday) *cal.Holiday { return h.Clone(&cal.Holiday{StartYear: year}) }

// only is the same holiday in one year.
func only(year int, h *cal.Holiday) *cal.Holiday {
	return h.Clone(&cal.Holiday{StartYear: year, EndYear: year})
}

// observed is the same holiday with a substitute where it falls on a weekend.
func observed(h *cal.Holiday, rules ...cal.AltDay) *cal.Holiday {
	return h.Clone(&cal.Holiday{Observed: rules})
}

// moved is a holiday that is not kept on its own day at all where it falls on a weekend.
func moved(h *cal.Holiday) *cal.Holiday {
	out := h.Clone(nil)
	out.Observed, out.Func = nil, func(_ *cal.Holiday, year int) time.Time {
		_, day := h.Calc(year)
		return day
	}
	return out
}

// The substitutes that laws know.
var (
	sundayToMonday   = cal.AltDay{Day: time.Sunday, Offset: 1}
	saturdayToMonday = cal.AltDay{Day: time.Saturday, Offset: 2}
	sundayToTuesday  = cal.AltDay{Day: time.Sunday, Offset: 2} // of the second of two holidays in a row
)

// table lists a country's holidays and, for each, the regions that keep it: "ON QC", or "" for all of them. A name may
// be given in several languages, divided by " | ".
type table []struct {
	regions string
	day     *cal.Holiday
}

// lists makes every region's list. language is the index of the region's name among the names, 0 if it is not given.
func (t table) lists(country, regions string, language map[string]int) map[string][]*cal.Holiday {
	out := map[string][]*cal.Holiday{}
	for region := range strings.FieldsSeq(regions) {
		out[country+"-"+region] = t.list(region, language[region])
	}
	return out
}

func (t table) list(region string, language int) (days []*cal.Holiday) {
	for _, row := range t {
		if row.regions == "" || slices.Contains(strings.Fields(row.regions), region) {
			days = append(days, named(row.day, language))
		}
	}
	return days
}

// named is the holiday with its name in one of the languages; the last one where there are fewer.
func named(h *cal.Holiday, language int) *cal.Holiday {
	names := strings.Split(h.Name, " | ")
	return h.Clone(&cal.Holiday{Name: names[min(language, len(names)-1)]})
}

// with is a list with more days.
func with(days []*cal.Holiday, more ...*cal.Holiday) []*cal.Holiday { return slices.Concat(days, more) }

// without is a list less some of its days.
func without(days []*cal.Holiday, less ...*cal.Holiday) []*cal.Holiday {
	return slices.DeleteFunc(slices.Clone(days), func(h *cal.Holiday) bool { return slices.Contains(less, h) })
}
