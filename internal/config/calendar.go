package config

import (
	"errors"
	"fmt"
	"strings"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/period"
)

func (l *checker) checkCalendar(c Calendar) {
	for i, s := range c.Closures {
		at := place.Index("calendar.closures", i)
		if !l.AllLegible(at) {
			continue
		}
		if s.Until.Before(s.From) {
			l.AddMistake(at+".until", fmt.Sprintf("%s is before %s", s.Until, s.From), "write the later day in until:")
		} else if days := s.From.Days(s.Until); days > 366 {
			l.AddMistake(at+".until", fmt.Sprintf("closed for %d days", days+1), "check the years")
		}
	}
	if l.Legible("calendar") {
		l.checkYear(c)
	}
	removed := map[string]bool{}
	for _, d := range c.RemoveHolidays {
		removed[d.String()] = true
	}
	for i, d := range c.AddHolidays {
		if removed[d.String()] {
			l.AddMistake(place.Index("calendar.add_holidays", i), d.String()+" is both added and removed", "delete one of them")
		}
	}
}

// checkYear checks the keys of the fiscal year with package period, whose errors begin with the key.
func (l *checker) checkYear(c Calendar) {
	_, err := period.NewCalendar(period.Options{FiscalYearStarts: c.FiscalYearStarts, FiscalYearNamed: c.FiscalYearNamed, Pattern: c.Pattern, YearEnds: c.YearEnds})
	if err == nil {
		return
	}
	if key, rest, ok := strings.Cut(err.Error(), ": "); ok {
		message, hint := scalar.SplitHint(errors.New(rest))
		l.AddMistake("calendar."+key, message, hint)
	}
}
