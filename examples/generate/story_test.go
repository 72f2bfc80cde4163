package main

import (
	"slices"
	"sync"
	"testing"
	"time"
)

var (
	lenoirBook = sync.OnceValue(func() *book { return lenoir().drawBook() })
	finchBook  = sync.OnceValue(func() *book { return finch().drawBook() })
)

// sold sums a book's firm orders between two days, both included, for which keep returns true.
func (b *book) sold(from, to time.Time, keep func(*sale) bool) (sum cents) {
	for _, s := range b.knownSales() {
		if within(from, to, s.on) && (s.cancelled.IsZero() || s.cancelled.After(b.w.last)) && keep(s) {
			sum += s.amount()
		}
	}
	return sum
}

func every(*sale) bool { return true }

// by returns a function that reports whether an order counts for a rep. A web order counts for the customer's rep.
func (b *book) by(rep string) func(*sale) bool {
	return func(s *sale) bool {
		return s.rep == rep || s.rep == "" && b.w.customers[s.customer].every > 0 && b.w.ownerOf(s.territory, b.w.last) == rep
	}
}

// quota is the reps' quota between two days, distributed evenly over business days.
func (w *world) quota(from, to time.Time, reps ...string) (sum cents) {
	for m := monthOf(from); !m.After(to); m = m.AddDate(0, 1, 0) {
		whole, days := w.workdays(m, m.AddDate(0, 1, -1)), 0
		for _, d := range whole {
			if within(from, to, d) {
				days++
			}
		}
		for _, r := range w.reps {
			if len(reps) == 0 || slices.Contains(reps, r.id) {
				sum += cents(w.quotaOf(r, m) * w.unit * 100 * days / len(whole))
			}
		}
	}
	return sum
}

func share(t *testing.T, what string, part, whole cents, low, high float64) {
	t.Helper()
	if got := 100 * float64(part) / float64(whole); got < low || got > high {
		t.Errorf("%s: %.1f %%, want %.0f to %.0f", what, got, low, high)
	}
}

func TestLenoirAttainsItsObjectives(t *testing.T) {
	b := lenoirBook()
	w := b.w
	year, october, week := [2]time.Time{day(2026, 1, 1), day(2026, 10, 31)}, [2]time.Time{day(2026, 10, 1), day(2026, 10, 31)}, [2]time.Time{day(2026, 11, 9), w.last}
	share(t, "the house in 2026", b.sold(year[0], year[1], every), w.quota(year[0], year[1]), 96, 101)
	share(t, "the house in October, which is missed", b.sold(october[0], october[1], every), w.quota(october[0], october[1]), 85, 92)
	share(t, "Émilie Brès in October, who was away before", b.sold(october[0], october[1], b.by("R01")), w.quota(october[0], october[1], "R01"), 25, 55)
	share(t, "the house in week 46", b.sold(week[0], week[1], every), w.quota(week[0], week[1]), 95, 102)
	share(t, "Zoë Müller in 2026", b.sold(year[0], year[1], b.by("R04")), w.quota(year[0], year[1], "R04"), 110, 130)
	share(t, "Hélène Etcheverry since she has two territories", b.sold(day(2026, 6, 1), w.last, b.by("R07")), w.quota(day(2026, 6, 1), w.last, "R07"), 55, 88)
}

func TestTheYearGrowsAndBreathes(t *testing.T) {
	b := lenoirBook()
	month := func(y int, m time.Month) cents { return b.sold(day(y, m, 1), day(y, m+1, 0), every) }
	for year := 2023; year <= 2026; year++ {
		share(t, "growth", b.sold(day(year, 1, 1), day(year, 10, 31), every), b.sold(day(year-1, 1, 1), day(year-1, 10, 31), every), 100, 115)
	}
	for m := time.January; m <= time.December; m++ {
		if s := month(2025, m); s > month(2025, time.December) || s < month(2025, time.August) {
			t.Errorf("%s 2025 sold %s, outside August's to December's", m, s)
		}
	}
}

// An objective in money is the objective in orders times the planned order size.
func TestObjectivesAgreeWithEachOther(t *testing.T) {
	for _, w := range []*world{lenoir(), finch()} {
		for _, row := range w.quotaSheet().rows {
			if int(row[2].(cents))*10 != row[3].(int)*w.unit {
				t.Fatalf("%s: %v", w.name, row)
			}
		}
	}
	share(t, "the average order of 2026 of the one that is planned with", averageOrder(lenoirBook()), 7500_00, 93, 105)
	share(t, "the same of Alder & Finch", averageOrder(finchBook()), 4200_00, 93, 107)
}

func averageOrder(b *book) cents {
	n := cents(0)
	for _, s := range b.knownSales() {
		if s.on.Year() == 2026 && s.cancelled.IsZero() {
			n++
		}
	}
	return b.sold(day(2026, 1, 1), b.w.last, every) / n
}

// The budget of finance is a little lower than the reps' quotas.
func TestTheBudgetIsBelowTheQuotas(t *testing.T) {
	w, sum := lenoir(), 0
	for _, row := range w.budgetSheet().rows {
		sum += row[2].(int)
	}
	share(t, "the budget of the quotas", cents(sum)*100_000, w.quota(day(2026, 1, 1), day(2026, 12, 31)), 94, 98)
}

func TestAlderFinchMissesTheNorth(t *testing.T) {
	b := finchBook()
	w, from, to := b.w, day(2026, 1, 1), day(2026, 10, 31)
	share(t, "the house", b.sold(from, to, every), w.quota(from, to), 92, 103)
	share(t, "Wales", b.sold(from, to, b.by("2")), w.quota(from, to, "2"), 108, 135)
	share(t, "the north", b.sold(from, to, b.by("5")), w.quota(from, to, "5"), 65, 92)
}
