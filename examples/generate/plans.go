package main

import "time"

// budget lists what finance planned for the last year by region and quarter, in thousands, in steps of five. It is more
// careful than the reps' quotas.
func (w *world) budget() *sheet {
	s := &sheet{name: "budget", header: []string{"region", "quarter", "budget_keur"}}
	for _, region := range w.regions() {
		for q := range 4 {
			first := day(w.last.Year(), time.Month(3*q+1), 1)
			sum := 0
			for _, r := range w.reps {
				for m := first; r.region == region && m.Before(first.AddDate(0, 3, 0)); m = m.AddDate(0, 1, 0) {
					if active(day(r.hired.Year(), r.hired.Month(), 1), r.left, m) {
						sum += int(w.quota(r, m)) / 100 * 96 / 100
					}
				}
			}
			s.add(region, first, (sum+2_500)/5_000*5)
		}
	}
	return s
}

// regions lists them all once, in the roster's order.
func (w *world) regions() (list []string) {
	seen := map[string]bool{"": true}
	for _, r := range w.reps {
		if !seen[r.region] {
			list, seen[r.region] = append(list, r.region), true
		}
	}
	return list
}

// forecast lists what reps expected to sell in each month of the last year, in steps of a thousand: of a month that is
// over, what they said at its start.
func (w *world) forecast() *sheet {
	s := &sheet{name: "forecast", header: []string{"matricule", "month", "forecast"}}
	d := newDice(w.name + " forecast")
	for _, r := range w.reps {
		for m := day(w.last.Year(), time.January, 1); r.id != "" && m.Year() == w.last.Year(); m = m.AddDate(0, 1, 0) {
			if !active(day(r.hired.Year(), r.hired.Month(), 1), r.left, m) {
				continue
			}
			seen := int(w.quota(r, m)) / 100 * r.perf[m.Year()-2024][(m.Month()-1)/3] / 100
			if w.lost(r, m) {
				seen = seen * 76 / 100
			}
			s.add(r.id, m, cents((seen*d.between(95, 105)/100+500)/1_000*100_000))
		}
	}
	return s
}

// lost tells whether a rep knows in a month that the key account has left.
func (w *world) lost(r rep, month time.Time) bool {
	for _, c := range w.customers {
		if c.key && c.territory == r.territory {
			return month.After(c.until)
		}
	}
	return false
}

// credits shares a few orders between who made them and a colleague of the team, in per cent.
func (w *world) credits(orders *sheet) *sheet {
	s := &sheet{name: "credits", header: []string{"order_id", "rep_id", "share"}}
	d := newDice(w.name + " credits")
	for _, row := range orders.rows {
		id, on, owner := row[0].(string), row[1].(time.Time), row[2].(string)
		if owner == "" || !d.chance(30) {
			continue
		}
		helpers := w.colleagues(owner, on)
		share := 10 * d.between(5, 8)
		s.add(id, owner, share)
		s.add(id, helpers[d.below(len(helpers))], 100-share)
	}
	return s
}

// colleagues are the others of a rep's team on a day.
func (w *world) colleagues(id string, on time.Time) (list []string) {
	team := ""
	for _, r := range w.reps {
		if r.id == id {
			team = r.team
		}
	}
	for _, r := range w.reps {
		if r.team == team && r.id != id && active(r.hired, r.left, on) {
			list = append(list, r.id)
		}
	}
	return list
}
