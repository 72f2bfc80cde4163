package main

import (
	"fmt"
	"slices"
	"time"
)

// lateDeliveries reports whether deliveries were late on a day.
func (w *world) lateDeliveries(on time.Time) bool {
	return within(w.words.slow[0], w.words.slow[1], on)
}

// surveySheet lists the surveys that customers get two weeks after an order, with the answers.
func (w *world) surveySheet(b *book) *sheet {
	s := &sheet{name: "surveys", header: []string{"sent_on", "answered_on", "customer_no", "rep_no", "score", "satisfaction", "theme", "comment"}}
	d := newDice(w.name + " surveys")
	for _, o := range b.knownSales() {
		sent := w.workdayAfter(o.on, 14)
		if o.web || o.on.Before(w.crm) || sent.After(w.last) || !d.chance(450) {
			continue
		}
		customer := w.customers[o.customer].id
		answered := w.knownDay(w.workdayAfter(sent, d.between(1, 12)))
		if !d.chance(360) || answered.IsZero() {
			s.add(sent, time.Time{}, customer, o.rep, "", "", "", "")
			continue
		}
		score := d.pick([]int{0, 0, 1, 1, 2, 4, 8, 18, 24, 24, 18})
		theme := d.pick([]int{30, 20, 25, 25})
		if w.lateDeliveries(sent) && d.chance(600) {
			score, theme = d.pick([]int{1, 2, 3, 6, 10, 14, 16, 12, 4, 1, 1}), 0
		}
		comment := ""
		if score <= 6 {
			comment = w.words.complaints[theme]
		}
		s.add(sent, answered, customer, o.rep, score, []int{1, 1, 1, 2, 2, 2, 3, 4, 4, 5, 5}[score], w.words.themes[theme], comment)
	}
	slices.SortStableFunc(s.rows, func(x, y []any) int { return x[0].(time.Time).Compare(y[0].(time.Time)) })
	return s
}

// ticketSheet lists the customers' service requests.
func (w *world) ticketSheet(b *book) *sheet {
	s := &sheet{name: "tickets", header: []string{"ticket_no", "opened_on", "closed_on", "customer_no", "kind"}}
	d := newDice(w.name + " tickets")
	var rows [][]any
	for _, o := range b.knownSales() {
		on := w.workdayAfter(o.on, d.between(5, 40))
		late := w.lateDeliveries(on)
		if o.on.Before(w.crm) || on.After(w.last) || !(d.chance(140) || late && d.chance(280)) {
			continue
		}
		kinds := []int{30, 25, 25, 20}
		if late {
			kinds[0] = 150
		}
		rows = append(rows, []any{"", on, w.knownDay(w.workdayAfter(on, d.between(1, 20))), w.customers[o.customer].id, w.words.tickets[d.pick(kinds)]})
	}
	slices.SortStableFunc(rows, func(x, y []any) int { return x[1].(time.Time).Compare(y[1].(time.Time)) })
	for i, row := range rows {
		row[0] = fmt.Sprintf("T%05d", i+1)
		s.add(row...)
	}
	return s
}
