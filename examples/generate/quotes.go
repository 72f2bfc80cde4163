package main

import (
	"fmt"
	"time"
)

// quotes draws what was offered and what became of it. A quote that is decided after the last day is open.
func (w *world) quotes() *sheet {
	s := &sheet{name: "quotes", header: []string{"quote_id", "created_on", "decided_on", "status", "owner_id", "amount"}}
	d := newDice(w.name + " quotes")
	for _, on := range w.workdays(w.first, w.last) {
		for _, r := range w.reps {
			if r.id == "" || !active(r.hired, r.left, on) || !d.chance(6*w.season[on.Month()-1]+130) {
				continue
			}
			// Customers take a little less time to decide every year.
			decided := w.onWorkday(on.AddDate(0, 0, d.between(3, 26-2*(on.Year()-2024))))
			status := "refused"
			if d.chance(r.accepts + 8*(on.Year()-2024)) {
				status = "accepted"
			}
			if decided.After(w.last) {
				decided, status = time.Time{}, "open"
			}
			amount := cents(r.order * d.between(60, 320))
			s.add(fmt.Sprintf("D%05d", len(s.rows)+1), on, decided, status, r.id, amount)
		}
	}
	return s
}

// visits draws the visits that reps pay to customers of their territory.
func (w *world) visits() *sheet {
	s := &sheet{name: "visits", header: []string{"visit_id", "visit_date", "rep_id", "customer_id"}}
	d := newDice(w.name + " visits")
	for _, on := range w.workdays(w.first, w.last) {
		for _, r := range w.reps {
			if r.id == "" || !active(r.hired, r.left, on) {
				continue
			}
			for n := d.round(800 + 4*w.season[on.Month()-1]); n > 0; n-- {
				if c, there := w.buyer(d, r.territory, on); there {
					s.add(fmt.Sprintf("V%05d", len(s.rows)+1), on, r.id, c.id)
				}
			}
		}
	}
	return s
}
