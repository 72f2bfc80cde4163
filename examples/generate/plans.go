package main

import "time"

// quotaOf is a rep's quota for a month, in number of sales.
func (w *world) quotaOf(r rep, month time.Time) int {
	sum := 0
	for t, territory := range w.territories {
		for _, o := range territory.owners {
			if o.rep == r.id && within(monthOf(o.from), o.until, month) {
				sum += w.planFor(t, month) * o.quota / 100
			}
		}
	}
	unit := w.unit * 100
	return (sum + unit/2) / unit
}

// months lists the first day of each month, from the first full year to the end of the last year.
func (w *world) months() (list []time.Time) {
	for m := monthOf(w.first); m.Year() <= w.last.Year(); m = m.AddDate(0, 1, 0) {
		list = append(list, m)
	}
	return list
}

// quotaSheet lists the reps' quotas, in thousands of the currency and in number of orders. The amount is the number times
// the planned order size. Reps are listed by name, as payroll writes it.
func (w *world) quotaSheet() *sheet {
	s := &sheet{name: "targets", header: []string{"rep", "month", "target_k", "orders"}}
	for _, r := range w.reps {
		for _, m := range w.months() {
			if n := w.quotaOf(r, m); n > 0 {
				s.add(w.words.formal(r.name), m, cents(n*w.unit/10), n)
			}
		}
	}
	return s
}

// budgetSheet lists finance's budget for the last year by region and quarter, in thousands of the currency, rounded to five.
// It is lower than the reps' quotas.
func (w *world) budgetSheet() *sheet {
	s := &sheet{name: "budget", header: []string{"region", "quarter", "budget_k"}}
	for _, region := range w.regions() {
		for q := range 4 {
			first, sum := day(w.last.Year(), time.Month(3*q+1), 1), 0
			for _, r := range w.reps {
				for m := first; r.memberships[len(r.memberships)-1].region == region && m.Before(first.AddDate(0, 3, 0)); m = m.AddDate(0, 1, 0) {
					sum += w.quotaOf(r, m) * w.unit * 96 / 100
				}
			}
			s.add(region, first, (sum+2_500)/5_000*5)
		}
	}
	return s
}

// regions lists each region once, in the order of the territories.
func (w *world) regions() (list []string) {
	seen := map[string]bool{}
	for _, t := range w.territories {
		if !seen[t.region] {
			list, seen[t.region] = append(list, t.region), true
		}
	}
	return list
}

// commitSheet lists the revenue that reps announced for each month of the last two years, on the last business day before
// it, rounded to 500.
func (w *world) commitSheet() *sheet {
	s := &sheet{name: "commits", header: []string{"month", "rep_no", "announced", "frozen_on"}}
	d := newDice(w.name + " commits")
	for _, m := range w.months() {
		frozen := m.AddDate(0, 0, -1)
		for !w.calendar.IsWorkday(frozen) {
			frozen = frozen.AddDate(0, 0, -1)
		}
		if m.Year() < w.last.Year()-1 || frozen.After(w.last) {
			continue
		}
		for _, r := range w.reps {
			seen := w.quotaOf(r, m) * w.unit * d.between(88, 106) / 100
			if r.optimistic {
				seen = seen * 124 / 100
			}
			if seen > 0 {
				s.add(m, r.id, cents((seen+250)/500*50_000), frozen)
			}
		}
	}
	return s
}
