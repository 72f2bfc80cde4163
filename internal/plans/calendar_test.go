package plans

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/period"
)

// Each key of the YAML's calendar changes a report's periods, or which of their days are business days.
func TestCalendarKeysReachThePeriods(t *testing.T) {
	day := period.NewDate
	untold := map[string]bool{}
	for i := range reflect.TypeFor[config.Calendar]().NumField() {
		untold[reflect.TypeFor[config.Calendar]().Field(i).Tag.Get("yaml")] = true
	}
	for key, change := range map[string]func(*config.Calendar){
		"holidays":        func(c *config.Calendar) { c.Holidays = "FR" },
		"add_holidays":    func(c *config.Calendar) { c.AddHolidays = []period.Date{day(2026, 11, 12)} },
		"remove_holidays": func(c *config.Calendar) { c.Holidays, c.RemoveHolidays = "FR", []period.Date{day(2026, 11, 11)} },
		"closures": func(c *config.Calendar) {
			c.Closures = []config.Span{{From: day(2026, 11, 9), Until: day(2026, 11, 10)}}
		},
		"workdays":           func(c *config.Calendar) { c.Workdays = "monday-saturday" },
		"fiscal_year_starts": func(c *config.Calendar) { c.FiscalYearStarts = "april" },
		"fiscal_year_named":  func(c *config.Calendar) { c.FiscalYearStarts, c.FiscalYearNamed = "april", "start" },
		"pattern":            func(c *config.Calendar) { c.Pattern = "4-4-5" },
		"year_ends":          func(c *config.Calendar) { c.Pattern, c.YearEnds = "4-4-5", "last saturday of june" },
		"weeks":              func(c *config.Calendar) { c.Weeks = "us" },
	} {
		base := config.Calendar{}
		with := config.Calendar{}
		change(&with)
		switch key { // further keys that the key needs
		case "remove_holidays":
			base.Holidays = "FR"
		case "fiscal_year_named":
			base.FiscalYearStarts = "april"
		case "year_ends":
			base.Pattern = "4-4-5"
		}
		if before, after := shown(t, base), shown(t, with); before == after {
			t.Errorf("calendar.%s changes nothing: %s", key, before)
		}
		delete(untold, key)
	}
	for key := range untold {
		t.Errorf("calendar.%s has no line in this test", key)
	}
}

// shown writes a report's periods under a calendar, each with its name and its number of business days.
func shown(t *testing.T, c config.Calendar) string {
	t.Helper()
	cfg := &config.Config{Calendar: c}
	if err := cfg.FillIn(); err != nil {
		t.Fatal(err)
	}
	p := &loaded.Program{Config: cfg, Now: time.Date(2026, 11, 18, 9, 0, 0, 0, time.UTC)}
	plan, err := ForReport(p, Order{}, config.Report{Timezone: cfg.Timezone, Periods: []period.Phrase{period.MustPhrase("last week"), period.MustPhrase("last month"), period.MustPhrase("last quarter"), period.MustPhrase("year to date"), period.MustPhrase("month to date")}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range plan.Periods {
		fmt.Fprintf(&b, "%s %s–%s (%d); ", plan.Calendar.ID(p), p.Start, p.End, plan.Calendar.BusinessDays(p.Start, p.End))
	}
	return b.String()
}
