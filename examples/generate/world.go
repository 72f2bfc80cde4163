package main

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
)

// world is one made-up company: who sells what to whom, the plans, and the events.
type world struct {
	name     string    // of its random streams
	first    time.Time // the first day that anything is known of
	crm      time.Time // since when deals, leads, activities and surveys are kept
	shop     time.Time // since when customers may order on the web
	last     time.Time // the last day that anything is known of
	calendar *cal.BusinessCalendar
	season   [12]int // share of the year by month; the twelve add up to 1200
	plan     map[int]int
	unit     int // what a sale is worth in the objectives, in units of currency
	big      int // from which amount on an order comes from a deal, in units of currency

	reps        []rep
	territories []territory
	planFactors []planFactor
	products    []product
	customers   []customer
	campaigns   []campaign
	tasks       []task
	words       words
	headers     map[string]string // of tables and columns, as their people call them; others as they are

	days map[time.Time]int // business days by a month's first day, once counted
}

// rep is a sales person. Accepts is the number of quotes in a thousand decided ones that customers accept. An
// optimistic rep announces more than comes, and keeps closing days that have passed.
type rep struct {
	id, name, mail string
	accepts        int
	hopes          bool
	memberships    []membership
}

// membership is a rep's time in a team. Until is zero for those who are still in it.
type membership struct {
	team, region, manager string
	from, until           time.Time
}

// territory is a portfolio of customers in one region. Base is the revenue of a year at 100 % of the plan, in
// thousands; order is the usual value of an order, in units of currency.
type territory struct {
	region      string
	base, order int
	owners      []owner
}

// owner works a territory for some time and has so many per cent of its plan as quota.
type owner struct {
	rep         string
	quota       int
	from, until time.Time
}

// planFactor is an event in a territory: from a day on, it reaches a given percentage of its plan, until the next spell.
type planFactor struct {
	territory int
	from      time.Time
	percent   int
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func monthOf(d time.Time) time.Time { return day(d.Year(), d.Month(), 1) }

// within reports whether a day is between two others, both included; a zero end is open.
func within(from, until, on time.Time) bool {
	return !on.Before(from) && (until.IsZero() || !on.After(until))
}

// known is a day that is not after the last one, or none.
func (w *world) known(d time.Time) time.Time {
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

// onWorkday is the day itself or the next business day.
func (w *world) onWorkday(d time.Time) time.Time {
	for !w.calendar.IsWorkday(d) {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

// after is the business day so many calendar days later, or earlier.
func (w *world) after(d time.Time, days int) time.Time { return w.onWorkday(d.AddDate(0, 0, days)) }

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

// weekdays share a week's orders out: Mondays are strong, Fridays are weak.
var weekdays = [7]int{time.Monday: 106, time.Tuesday: 103, time.Wednesday: 100, time.Thursday: 99, time.Friday: 92}

// expected is a territory's expected revenue on a business day without randomness, in cents.
func (w *world) expected(territory int, on time.Time) int {
	month := monthOf(on)
	days, counted := w.days[month]
	if !counted {
		days = len(w.workdays(month, month.AddDate(0, 1, -1)))
		w.days[month] = days
	}
	luck := newDice(fmt.Sprintf("%s %d %s", w.name, territory, month.Format("2006-01"))).between(91, 109)
	sold := w.planned(territory, month) * w.percent(territory, on) / 100 * luck / 100
	return sold / days * weekdays[on.Weekday()] / 100
}

// planned is a territory's plan of a month, in cents.
func (w *world) planned(territory int, month time.Time) int {
	return w.territories[territory].base * 1000 * w.plan[month.Year()] / 1200 * w.season[month.Month()-1]
}

// ownerOf is the id of the rep of a territory on a day, "" for none.
func (w *world) ownerOf(territory int, on time.Time) string {
	for _, o := range w.territories[territory].owners {
		if within(o.from, o.until, on) {
			return o.rep
		}
	}
	return ""
}

// repOf finds a rep by id.
func (w *world) repOf(id string) (rep, bool) {
	for _, r := range w.reps {
		if r.id == id {
			return r, true
		}
	}
	return rep{}, false
}

// present reports whether a rep is in the house on a day.
func (r rep) present(on time.Time) bool {
	for _, s := range r.memberships {
		if within(s.from, s.until, on) {
			return true
		}
	}
	return false
}

// team is a rep's on a day, "" when he is not in the house.
func (r rep) team(on time.Time) string {
	for _, s := range r.memberships {
		if within(s.from, s.until, on) {
			return s.team
		}
	}
	return ""
}
