package period

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
)

// The library makes its dates in time.Local, where midnight may not exist. A day has no zone here.
func init() { cal.DefaultLoc = time.UTC }

// source is one country's list of holidays.
type source struct {
	code string
	days []*cal.Holiday
}

// HolidayCodes lists the countries and regions that Options.Holidays takes.
func HolidayCodes() []string { return slices.Sorted(maps.Keys(countries)) }

// parseHolidays reads "FR", "DE-BY" or several joined by "+": a day off in one of them is a day off.
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
			return nil, fmt.Errorf("holidays: %q is not known (write one of %s, or none and add_holidays)",
				code, strings.Join(HolidayCodes(), ", "))
		}
		out = append(out, source{code, days})
	}
	return out, nil
}

// in names the source's days off of one year. A holiday observed on another day (Saturday 4 July on the Friday)
// is off on that day, which may lie in the year before or after its own.
func (s source) in(year int) map[Date]string {
	out := map[Date]string{}
	for y := year - 1; y <= year+1; y++ {
		for _, h := range s.days {
			_, observed := h.Calc(y)
			if d := DateOf(observed); !observed.IsZero() && d.Year == year && out[d] == "" {
				out[d] = h.Name
			}
		}
	}
	return out
}
