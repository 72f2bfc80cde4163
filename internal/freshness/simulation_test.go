package freshness

import (
	"math/rand/v2"
	"testing"
	"time"

	"bilan/internal/period"
)

// A dataset of the simulation: rows reports whether the dataset gets rows on a day.
type dataset struct {
	name  string
	start period.Date
	rows  func(d period.Date, r *rand.Rand) bool
}

var (
	slotsFrom  = period.Date{Year: 2024, Month: 7, Day: 1}
	slotsUntil = period.Date{Year: 2026, Month: 7, Day: 1}
	longAgo    = period.Date{Year: 2021, Month: 1, Day: 1}
)

// healthy returns made-up datasets like those of real companies. None of them ever stops.
func healthy(cal *period.Calendar) []dataset {
	worked := func(share float64) func(period.Date, *rand.Rand) bool {
		return func(d period.Date, r *rand.Rand) bool { return cal.IsBusinessDay(d) && r.Float64() < share }
	}
	during := func(d period.Date, from, until time.Month) bool { return from <= d.Month && d.Month <= until }
	return []dataset{
		{"dense", longAgo, worked(0.97)},
		{"every day", longAgo, worked(1)},
		{"sparse", longAgo, worked(0.25)},
		{"half of the days", longAgo, worked(0.6)},
		{"seasonal", longAgo, func(d period.Date, r *rand.Rand) bool {
			if during(d, 4, 9) {
				return worked(0.98)(d, r)
			}
			return worked(0.04)(d, r)
		}},
		{"month-end export", longAgo, func(d period.Date, r *rand.Rand) bool { return d.AddDays(1).Day == 1 }},
		{"last business day of a month", longAgo, func(d period.Date, r *rand.Rand) bool {
			last, _ := cal.NthBusinessDay(cal.Containing(period.Month, d), -1)
			return d == last
		}},
		{"launch", period.Date{Year: 2024, Month: 9, Day: 2}, func(d period.Date, r *rand.Rand) bool {
			return worked(min(1, 0.1+float64(period.Date{Year: 2024, Month: 9, Day: 2}.Days(d))/250))(d, r)
		}},
		{"one rep", longAgo, func(d period.Date, r *rand.Rand) bool {
			holiday := during(d, 7, 7) && d.Day > 10 || during(d, 12, 12) && d.Day > 20
			return !holiday && worked(0.5)(d, r)
		}},
		{"few large deals", longAgo, worked(0.05)},
		{"three deals a month", longAgo, worked(0.15)},
		{"closed August", longAgo, func(d period.Date, r *rand.Rand) bool { return d.Month != time.August && worked(0.995)(d, r) }},
		{"closed for three weeks of August", longAgo, func(d period.Date, r *rand.Rand) bool {
			return !(d.Month == time.August && d.Day <= 21) && worked(0.99)(d, r)
		}},
		{"weekly batches", longAgo, func(d period.Date, r *rand.Rand) bool { return d.Weekday() == time.Friday && cal.IsBusinessDay(d) }},
		{"weekly batches, early before a day off", longAgo, func(d period.Date, r *rand.Rand) bool {
			last, ok := cal.NthBusinessDay(cal.Containing(period.Week, d), -1)
			return ok && d == last
		}},
		{"new company", period.Date{Year: 2024, Month: 8, Day: 15}, worked(0.97)},
		{"two years of gaps", longAgo, func(d period.Date, r *rand.Rand) bool {
			return (longAgo.Days(d)/9)%3 != 0 && worked(0.8)(d, r)
		}},
	}
}

// days generates the days with rows up to the end of the simulation.
func (s dataset) days(r *rand.Rand) []period.Date {
	var days []period.Date
	for d := s.start; d.Before(slotsUntil); d = d.AddDays(1) {
		if s.rows(d, r) {
			days = append(days, d)
		}
	}
	return days
}

// turns returns the Mondays and the first days of months in the 24 months of the simulation.
func turns() []period.Date {
	var list []period.Date
	for d := slotsFrom; d.Before(slotsUntil); d = d.AddDays(1) {
		if d.Weekday() == time.Monday || d.Day == 1 {
			list = append(list, d)
		}
	}
	return list
}

// asRead returns the history that a turn would read: the days before the turn. With cut it begins 14 months before the
// turn.
func asRead(cal *period.Calendar, days []period.Date, turn period.Date, cut bool) History {
	h := NewHistory(cal, days, turn.AddDays(-1))
	if cut {
		h = h.since(turn.AddDays(-HistoryDays))
	}
	return h
}

func TestHealthyDataIsNeverHeld(t *testing.T) {
	cal := french(t)
	for _, s := range healthy(cal) {
		for seed := range uint64(3) {
			days := s.days(rand.New(rand.NewPCG(seed, 1)))
			for _, turn := range turns() {
				for _, cut := range []bool{seed > 0} {
					if v := asRead(cal, days, turn, cut).Judge(turn); v.Stale {
						t.Errorf("%s, seed %d, %s, cut %v: held: %+v", s.name, seed, turn, cut, v)
					}
				}
			}
		}
	}
}

func TestDenseDataThatStoppedIsHeld(t *testing.T) {
	cal := french(t)
	for _, s := range healthy(cal) {
		held, stopped := 0, 0
		for seed := range uint64(1) {
			days := s.days(rand.New(rand.NewPCG(seed, 1)))
			for _, stop := range turns() {
				h := NewHistory(cal, days, stop.AddDays(-1))
				if h.lastYear().businessDays() < learnedFrom || !h.Dense() {
					continue
				}
				turn, enough := stop, h.longest()+3
				for cal.BusinessDays(h.Newest().AddDays(1), turn) < enough {
					turn = turn.AddDays(1)
				}
				stopped++
				if h.Judge(turn).Stale {
					held++
				}
			}
		}
		if held != stopped {
			t.Errorf("%s: %d of %d held", s.name, held, stopped)
		}
		if s.name == "dense" && stopped == 0 {
			t.Error("nothing dense was tried")
		}
	}
}

// longest returns the longest gap of the last twelve months, in business days.
func (h History) longest() int {
	n := 0
	for _, g := range h.gaps() {
		if h.Newest().AddDays(-year).Before(g.to) {
			n = max(n, g.length)
		}
	}
	return n
}

func french(t *testing.T) *period.Calendar {
	t.Helper()
	cal, err := period.NewCalendar(period.Options{Holidays: "FR"})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}
