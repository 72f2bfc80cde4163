package main

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
)

// world is one made-up company: who sells what to whom, the plans, and the events.
type world struct {
	name     string    // distinguishes its random numbers from those of the other company
	first    time.Time // the first day with data
	crm      time.Time // the first day with deals, leads, activities and surveys
	shop     time.Time // the first day on which customers may order on the web
	last     time.Time // the last day with data
	calendar *cal.BusinessCalendar
	season   [12]int // share of the year's revenue by month; the sum is 1200
	plan     map[int]int
	unit     int // planned size of a sale, in units of currency
	big      int // the smallest order that comes from a deal, in units of currency

	reps        []rep
	territories []territory
	planFactors []planFactor
	products    []product
	customers   []customer
	campaigns   []campaign
	tasks       []task
	words       words
	headers     map[string]string // the company's names for tables and columns; those without an entry keep their English name

	days map[time.Time]int // number of business days by the first day of a month, filled on demand
}

// rep is a sales person. accepts is how many of 1000 decided quotes customers accept. A rep with hopes announces more
// revenue than comes, and keeps close dates that have passed.
type rep struct {
	id, name, mail string
	accepts        int
	optimistic     bool
	memberships    []membership
}

// membership is a rep's time in a team. until is zero if the rep is still in the team.
type membership struct {
	team, region, manager string
	from, until           time.Time
}

// territory is a portfolio of customers in one region. base is the revenue of a year at 100 % of the plan, in thousands
// of the currency; order is the usual size of an order, in units of currency.
type territory struct {
	region      string
	base, order int
	owners      []owner
}

// owner is a rep's time in a territory. quota is the share of the territory's plan that is his quota, in per cent.
type owner struct {
	rep         string
	quota       int
	from, until time.Time
}

// planFactor changes the percentage of its plan that a territory reaches, from a day on until its next
// planFactor.
type planFactor struct {
	territory int
	from      time.Time
	percent   int
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func monthOf(d time.Time) time.Time { return day(d.Year(), d.Month(), 1) }

// within reports whether a day is between two others, both included. A zero until means no end.
func within(from, until, on time.Time) bool {
	return !on.Before(from) && (until.IsZero() || !on.After(until))
}

// knownDay returns a day, or the zero time if the day is after the last day with data.
func (w *world) knownDay(d time.Time) time.Time {
	if d.After(w.last) {
		return time.Time{}
	}
	return d
}

// workdays lists the business days from one day to another, both included.
func (w *world) workdays(from, to time.Time) []time.Time {
	var days []time.Time
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		if w.calendar.IsWorkday(d) {
			days = append(days, d)
		}
	}
	return days
}

// onWorkday returns the day itself or, if it is no business day, the next one.
func (w *world) onWorkday(d time.Time) time.Time {
	for !w.calendar.IsWorkday(d) {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// workdayAfter adds a number of calendar days, which may be negative, and returns that day or the next business day.
func (w *world) workdayAfter(d time.Time, days int) time.Time {
	return w.onWorkday(d.AddDate(0, 0, days))
}

// percent is the percentage of its plan that a territory reaches on a day.
func (w *world) percent(territory int, on time.Time) int {
	p := 100
	for _, s := range w.planFactors {
		if s.territory == territory && !on.Before(s.from) {
			p = s.percent
		}
	}
	return p
}

// weekdays are the weights of the days in a week's orders, in per cent of Wednesday's.
var weekdays = [7]int{time.Monday: 106, time.Tuesday: 103, time.Wednesday: 100, time.Thursday: 99, time.Friday: 92}

// expectedRevenue returns a territory's expected revenue on a business day, in cents, before random variation.
func (w *world) expectedRevenue(territory int, on time.Time) int {
	month := monthOf(on)
	days, counted := w.days[month]
	if !counted {
		days = len(w.workdays(month, month.AddDate(0, 1, -1)))
		w.days[month] = days
	}
	luck := newDice(fmt.Sprintf("%s %d %s", w.name, territory, month.Format("2006-01"))).between(91, 109)
	sold := w.planFor(territory, month) * w.percent(territory, on) / 100 * luck / 100
	return sold / days * weekdays[on.Weekday()] / 100
}

// planFor returns a territory's plan for a month, in cents.
func (w *world) planFor(territory int, month time.Time) int {
	return w.territories[territory].base * 1000 * w.plan[month.Year()] / 1200 * w.season[month.Month()-1]
}

// ownerOf returns the id of a territory's rep on a day; "" for none.
func (w *world) ownerOf(territory int, on time.Time) string {
	for _, o := range w.territories[territory].owners {
		if within(o.from, o.until, on) {
			return o.rep
		}
	}
	return ""
}

// repOf returns the rep with an id.
func (w *world) repOf(id string) (rep, bool) {
	for _, r := range w.reps {
		if r.id == id {
			return r, true
		}
	}
	return rep{}, false
}

// isEmployed reports whether a rep is employed on a day.
func (r rep) isEmployed(on time.Time) bool {
	for _, s := range r.memberships {
		if within(s.from, s.until, on) {
			return true
		}
	}
	return false
}

// team returns a rep's team on a day; "" if he is not employed then.
func (r rep) team(on time.Time) string {
	for _, s := range r.memberships {
		if within(s.from, s.until, on) {
			return s.team
		}
	}
	return ""
}
