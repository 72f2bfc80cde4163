package main

import (
	"time"

	"github.com/rickar/cal/v2"
)

// world is one made-up company: who sells what to whom, when, and what was planned.
type world struct {
	name      string // of its random streams
	first     time.Time
	last      time.Time // the last day that anything is known of
	calendar  *cal.BusinessCalendar
	season    [12]int // share of the year by month; the twelve add up to 1200
	plan      map[int]int
	reps      []rep
	products  []product
	customers []customer
	house     int // territory of orders that have no rep
	stages    stages

	days map[time.Time]int // business days by a month's first day, once counted
}

// rep sells in one territory. Base is what a year of the plan's 100 % level brings, in thousands.
type rep struct {
	id, name, email, team, region string
	hired, left                   time.Time
	territory, base, order        int
	perf                          [3][4]int // per cent of plan, by year and quarter
	accepts                       int       // quotes accepted, of a thousand decided
}

// product has a price in cents and is packed by so many. Share is its weight in each year.
type product struct {
	name        string
	price, pack int
	share       [3]int
}

// customer buys in one territory, from and until the days given. A key account's orders are lost with it;
// those of a small one go elsewhere.
type customer struct {
	id, name, segment, city, region string
	territory, weight               int
	since, until                    time.Time
	key                             bool
}

// stages are the names that a world's CRM gives to the steps of a deal.
type stages struct {
	open      [3]string
	won       string
	lost      string
	abandoned string
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// active tells whether someone who came and perhaps left is there on a day.
func active(from, until, on time.Time) bool {
	return !on.Before(from) && (until.IsZero() || !on.After(until))
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

// quota is what a rep should sell in the month of a day, in cents.
func (w *world) quota(r rep, d time.Time) cents {
	year := r.base * 1000 * 100 / 100 * w.plan[d.Year()]
	return cents(year / 1200 * w.season[d.Month()-1])
}

// weekdays share a week's orders out: Mondays are strong, Fridays are weak.
var weekdays = [7]int{time.Monday: 106, time.Tuesday: 103, time.Wednesday: 100, time.Thursday: 99, time.Friday: 92}

// expected is what a rep will sell on a business day but for chance, in cents.
func (w *world) expected(r rep, d time.Time) int {
	month := day(d.Year(), d.Month(), 1)
	days, counted := w.days[month]
	if !counted {
		days = len(w.workdays(month, month.AddDate(0, 1, -1)))
		w.days[month] = days
	}
	sold := int(w.quota(r, d)) / 100 * r.perf[d.Year()-2024][(d.Month()-1)/3]
	return sold / days * weekdays[d.Weekday()] / 100
}

// repOf finds who works a territory on a day.
func (w *world) repOf(territory int, d time.Time) (rep, bool) {
	for _, r := range w.reps {
		if r.territory == territory && active(r.hired, r.left, d) {
			return r, true
		}
	}
	return rep{}, false
}
