package schedule

import (
	"fmt"

	"bilan/internal/period"
)

// String describes the cadence in English: "every Monday at 08:00, on a day off the next business day".
func (c *Cadence) String() string {
	text := ""
	if c.cron != nil {
		text = fmt.Sprintf("at each minute of cron %q", c.cron.text)
	} else {
		text = c.rule.String() + " at " + clockText(c.at)
	}
	switch c.policy {
	case Next:
		return text + ", on a day off the next business day"
	case Previous:
		return text + ", on a day off the business day before"
	case Skip:
		return text + ", not on a day off"
	}
	return text
}

// String describes the rule in English: "the last business day of every month".
func (r rule) String() string {
	switch r.unit {
	case period.Day:
		return "every day"
	case period.Week:
		return "every " + r.weekday.String()
	}
	return r.dayWords() + " of " + r.spanWords()
}

func (r rule) dayWords() string {
	what := "day"
	if r.business {
		what = "business day"
	}
	switch {
	case r.day == -1:
		return "the last " + what
	case r.day < 0:
		return fmt.Sprintf("%s %d from the end", what, -r.day)
	}
	return fmt.Sprintf("%s %d", what, r.day)
}

func (r rule) spanWords() string {
	switch {
	case r.nth > 0:
		return fmt.Sprintf("month %d of every quarter", r.nth)
	case r.month > 0 && r.unit == period.Quarter:
		return fmt.Sprintf("%s and every third month after it", r.month)
	case r.month > 0:
		return "every " + r.month.String()
	}
	return "every " + string(r.unit)
}

func longDate(d period.Date) string { return d.Time().Format("Monday 2 January 2006") }
