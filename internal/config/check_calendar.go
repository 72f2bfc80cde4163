package config

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/period"
)

func (l *loader) checkCalendar(c Calendar) {
	for i, s := range c.Closures {
		at := index("calendar.closures", i)
		if !l.sound(at) {
			continue
		}
		if s.Until.Before(s.From) {
			l.wrong(at+".until", fmt.Sprintf("%s is before %s", s.Until, s.From), "write the later day in until:")
		} else if days := s.From.Days(s.Until); days > 366 {
			l.wrong(at+".until", fmt.Sprintf("closed for %d days", days+1), "check the years")
		}
	}
	if l.legibleAt("calendar") {
		l.checkYear(c)
	}
	removed := map[string]bool{}
	for _, d := range c.RemoveHolidays {
		removed[d.String()] = true
	}
	for i, d := range c.AddHolidays {
		if removed[d.String()] {
			l.wrong(index("calendar.add_holidays", i), d.String()+" is added and removed", "delete one of them")
		}
	}
}

// checkYear asks the calendar, whose errors begin with the key, about the fiscal year.
func (l *loader) checkYear(c Calendar) {
	_, err := period.NewCalendar(period.Options{FiscalYearStarts: c.FiscalYearStarts, FiscalYearNamed: c.FiscalYearNamed, Pattern: c.Pattern, YearEnds: c.YearEnds})
	if err == nil {
		return
	}
	if key, rest, ok := strings.Cut(err.Error(), ": "); ok {
		message, hint := parts(errors.New(rest))
		l.wrong("calendar."+key, message, hint)
	}
}
