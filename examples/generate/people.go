package main

// roster lists who sells.
func (w *world) roster() *sheet {
	s := &sheet{name: "reps", header: []string{"rep_id", "name", "email", "team", "region", "hired_on", "left_on"}}
	for _, r := range w.reps {
		if r.id != "" {
			s.add(r.id, r.name, r.email, r.team, r.region, r.hired, r.left)
		}
	}
	return s
}

// clients lists who buys.
func (w *world) clients() *sheet {
	s := &sheet{name: "customers", header: []string{"customer_id", "name", "segment", "city", "region", "since"}}
	for _, c := range w.customers {
		s.add(c.id, c.name, c.segment, c.city, c.region, c.since)
	}
	return s
}

// quotas lists what each rep should sell, month by month to the end of the last year, in steps of 500, and in
// how many orders.
func (w *world) quotas(id, value string) *sheet {
	s := &sheet{name: value + "s", header: []string{id, "month", value, "orders"}}
	for _, r := range w.reps {
		for m := w.first; r.id != "" && m.Year() <= w.last.Year(); m = m.AddDate(0, 1, 0) {
			if active(day(r.hired.Year(), r.hired.Month(), 1), r.left, m) {
				quota := (w.quota(r, m) + 25_000) / 50_000 * 50_000
				s.add(r.id, m, quota, int(quota)/100/r.order)
			}
		}
	}
	return s
}
