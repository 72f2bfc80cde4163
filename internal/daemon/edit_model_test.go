package daemon

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The model predicts what an edit of a schedule must do. It uses dates and zones only, and shares no code with the
// schedule or the ledger.

// plan is a report's schedule in the model. No daylight saving change skips its hours; its days are counted one by one.
type plan struct {
	kind   string // daily, cron, weekly, monthly, business or twice
	hour   int
	n      int // the weekday, the day of the month, or the number of the business day
	policy string
	zone   string
	off    []string // holidays, apart from Saturdays and Sundays
}

func (p plan) send() string {
	holiday := fmt.Sprintf("if_holiday: %s", p.policy)
	switch p.kind {
	case "daily":
		return fmt.Sprintf(`every: day, at: "%02d:00", %s`, p.hour, holiday)
	case "cron":
		return fmt.Sprintf(`cron: "0 %d * * *", %s`, p.hour, holiday)
	case "weekly":
		return fmt.Sprintf(`every: week, day: %s, at: "%02d:00", %s`, strings.ToLower(time.Weekday(p.n).String()), p.hour, holiday)
	case "monthly":
		return fmt.Sprintf(`every: month, day: %d, at: "%02d:00", %s`, p.n, p.hour, holiday)
	case "business":
		return fmt.Sprintf(`every: month, day: business day %d, at: "%02d:00", %s`, p.n, p.hour, holiday)
	}
	return fmt.Sprintf(`cron: "0 %d,%d * * *", if_holiday: send`, p.hour, p.hour+3)
}

// unit returns how often the report comes, and phrase the period that it then shows.
func (p plan) unit() (unit, phrase string) {
	switch p.kind {
	case "daily", "cron":
		return "day", "yesterday"
	case "weekly":
		return "week", "last week"
	case "monthly", "business":
		return "month", "last month"
	}
	return "twice", "yesterday"
}

func (p plan) works(day time.Time) bool {
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !slices.Contains(p.off, day.Format(time.DateOnly))
}

// names reports whether the rule names a day.
func (p plan) names(day time.Time) bool {
	switch p.kind {
	case "weekly":
		return int(day.Weekday()) == p.n
	case "monthly":
		return day.Day() == p.n
	case "business":
		if !p.works(day) {
			return false
		}
		count := 0
		for d := day; d.Month() == day.Month(); d = d.AddDate(0, 0, -1) {
			if p.works(d) {
				count++
			}
		}
		return count == p.n
	}
	return true
}

// goes returns the day on which the report of a day is sent; false if it is not sent.
func (p plan) goes(day time.Time) (time.Time, bool) {
	switch {
	case p.policy == "send" || p.kind == "twice" || p.works(day):
		return day, true
	case p.kind == "daily" || p.kind == "cron": // the report of the next business day replaces it
		return day, false
	}
	step := 1
	if p.policy == "previous" {
		step = -1
	}
	for !p.works(day) {
		day = day.AddDate(0, 0, step)
	}
	return day, true
}

// job is one turn of the model.
type job struct {
	key, day, unit, shows string
	due                   time.Time
	rule                  string
	to                    string // the recipient when the job was made
}

// between lists the jobs that are due in (after, until].
func (p plan) between(after, until time.Time) (list []job) {
	zone, err := time.LoadLocation(p.zone)
	if err != nil {
		panic(err)
	}
	hours := []int{p.hour}
	if p.kind == "twice" {
		hours = append(hours, p.hour+3)
	}
	unit, _ := p.unit()
	first := after.AddDate(0, 0, -12)
	for d := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC); d.Before(until.AddDate(0, 0, 12)); d = d.AddDate(0, 0, 1) {
		if !p.names(d) {
			continue
		}
		on, ok := p.goes(d)
		for _, hour := range hours {
			due := time.Date(on.Year(), on.Month(), on.Day(), hour, 0, 0, 0, zone).UTC()
			if !ok || !due.After(after) || due.After(until) {
				continue
			}
			j := job{key: d.Format(time.DateOnly), day: d.Format(time.DateOnly), unit: unit, due: due, rule: fmt.Sprint(p)}
			switch unit {
			case "week":
				year, week := d.AddDate(0, 0, -7).ISOWeek()
				j.shows = fmt.Sprint(year, week)
			case "month":
				j.shows = d.AddDate(0, 0, -d.Day()).Format("2006-01")
			case "twice":
				j.key = due.Format("2006-01-02T15:04Z")
			}
			list = append(list, j)
		}
	}
	slices.SortStableFunc(list, func(a, b job) int { return a.due.Compare(b.due) })
	return list
}

// same reports whether two jobs of different rules are the same work.
func (j job) same(k job) bool {
	switch {
	case j.due.Equal(k.due):
		return true
	case j.unit == "twice" || k.unit == "twice":
		return false
	}
	return j.day == k.day || j.unit == k.unit && j.shows == k.shows && j.shows != ""
}

// model is what must become of one report.
type model struct {
	plan    plan
	to      string // the recipient of jobs that are made now
	since   time.Time
	done    []job // made so far
	waiting []job // keep their old due time
}

// known reports whether a job's work is done or waits.
func (m *model) known(j job) bool {
	return slices.ContainsFunc(slices.Concat(m.done, m.waiting), func(k job) bool { return k.key == j.key || k.rule != j.rule && k.same(j) })
}

// pass makes the jobs that are due up to an instant.
func (m *model) pass(until time.Time) {
	for _, j := range m.plan.between(m.since, until) {
		if !m.known(j) {
			m.make(j)
		}
	}
	m.waiting = slices.DeleteFunc(m.waiting, func(j job) bool {
		if j.due.After(until) {
			return false
		}
		m.make(j)
		return true
	})
	m.since = until
}

func (m *model) make(j job) {
	j.to = m.to
	m.done = append(m.done, j)
}

// edit changes the plan at an instant.
func (m *model) edit(at time.Time, next plan) {
	m.pass(at)
	if next.text() == m.plan.text() {
		return
	}
	list := next.between(at.AddDate(0, 0, -100), at.AddDate(0, 0, 200))
	ahead := m.plan.between(at, at.AddDate(0, 0, 100))
	m.waiting = slices.DeleteFunc(m.waiting, func(j job) bool {
		return !stays(j, at, list) && !slices.ContainsFunc(list, func(k job) bool { return k.due.Equal(j.due) && k.key != j.key })
	})
	for _, j := range ahead {
		if stays(j, at, list) && !m.known(j) {
			m.waiting = append(m.waiting, j)
		}
	}
	m.plan = next
}

func (p plan) text() string { return fmt.Sprint(p) }

// stays reports whether a job that is still ahead keeps its due time after an edit: the new plan had its work before
// the edit.
func stays(j job, at time.Time, list []job) bool {
	past := false
	for _, k := range list {
		if k.key == j.key {
			return !k.due.After(at)
		}
	}
	for _, k := range list {
		switch {
		case !k.same(j):
		case k.due.After(at):
			return false
		default:
			past = true
		}
	}
	return past
}
