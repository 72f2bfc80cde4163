package period

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// The library makes its dates in time.Local, where a midnight may not exist. In UTC every midnight exists.
func init() { cal.DefaultLoc = time.UTC }

// source is one country's or region's list of holidays.
type source struct {
	code string
	days []*cal.Holiday
}

// parseHolidays reads a code such as "FR" or "DE-BY", or several joined by "+". A day off in any of them is a day off.
func parseHolidays(s string) ([]source, error) {
	s = strings.TrimSpace(s)
	if s == "" || strings.EqualFold(s, "none") {
		return nil, nil
	}
	var out []source
	for code := range strings.SplitSeq(s, "+") {
		code = strings.ToUpper(strings.TrimSpace(code))
		days, ok := countries[code]
		if !ok {
			return nil, unknownHolidays(code)
		}
		out = append(out, source{code, days})
	}
	return out, nil
}

// inYear returns the names of the days off in one year for a company that works on the given weekdays. A holiday is a
// day off on its own date. If that is a Saturday or Sunday on which the company does not work, the legal substitute is
// a day off too (for Saturday 4 July, the Friday before). A substitute may be in the year before or after its holiday.
func (s source) inYear(year int, workdays [7]bool) map[Date]string {
	off := map[Date]string{}
	var substitutes []substitute
	for y := year - 1; y <= year+1; y++ {
		for _, h := range s.days {
			day, observed := h.Calc(y)
			if day.IsZero() {
				continue
			}
			if d := DateOf(day); off[d] == "" {
				off[d] = h.Name
			}
			if w := day.Weekday(); (w == time.Saturday || w == time.Sunday) && !workdays[w] && !observed.Equal(day) {
				substitutes = append(substitutes, substitute{DateOf(observed), direction(day, observed), h.Name})
			}
		}
	}
	slices.SortFunc(substitutes, func(a, b substitute) int { return b.day.Days(a.day) })
	for _, sub := range substitutes {
		sub.addTo(off)
	}
	for d := range off {
		if d.Year != year {
			delete(off, d)
		}
	}
	return off
}

// substitute is the day on which a holiday on a weekend is observed instead.
type substitute struct {
	day  Date
	step int    // days to the next candidate if day is taken: 1, or -1 if the holiday was moved back
	name string // the holiday's
}

// addTo adds the substitute to the days off, on the first day that is not one already. The substitute of Christmas on a
// Sunday is Tuesday, because Monday is Boxing Day.
func (s substitute) addTo(off map[Date]string) {
	for off[s.day] != "" {
		s.day = s.day.AddDays(s.step)
	}
	off[s.day] = s.name
}

func direction(from, to time.Time) int {
	if to.Before(from) {
		return -1
	}
	return 1
}
