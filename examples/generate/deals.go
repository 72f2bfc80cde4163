package main

import (
	"fmt"
	"time"
)

// opportunities draws the CRM's deals as they stand on the last day.
func (w *world) opportunities() *sheet {
	s := &sheet{name: "opportunities", header: []string{"deal_id", "created_on", "stage", "amount", "probability", "close_on", "owner_id", "customer_id"}}
	d := newDice(w.name + " opportunities")
	for _, on := range w.workdays(w.first, w.last) {
		for _, r := range w.reps {
			if r.id == "" || !active(r.hired, r.left, on) || !d.chance(105) {
				continue
			}
			c, there := w.buyer(d, r.territory, on)
			if !there {
				continue
			}
			closes := w.onWorkday(on.AddDate(0, 0, d.between(35, 150)))
			stage, probability := w.stage(d, on, closes)
			owner, _ := w.repOf(r.territory, w.last)                          // deals pass to the successor
			amount := cents(r.order * d.between(400, 2800) / 10_000 * 10_000) // to the nearest hundred below
			s.add(fmt.Sprintf("O%04d", len(s.rows)+1), on, stage, amount, probability, closes, owner.id, c.id)
		}
	}
	return s
}

// stage tells how far a deal has come by the last day, and how likely it is then, in per cent.
func (w *world) stage(d *dice, created, closes time.Time) (string, int) {
	luck, overdue := d.below(100), d.chance(150)
	if closes.After(w.last) {
		done := int(w.last.Sub(created) * 100 / closes.Sub(created))
		step := min(2, (done+d.below(30))/45)
		return w.stages.open[step], []int{20, 45, 70}[step] + 5*d.between(-1, 1)
	}
	if overdue && closes.After(w.last.AddDate(0, -2, 0)) {
		return w.stages.open[2], 60
	}
	switch {
	case luck < 36:
		return w.stages.won, 100
	case luck < 80:
		return w.stages.lost, 0
	default:
		return w.stages.abandoned, 0
	}
}
