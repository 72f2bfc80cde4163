package main

import (
	"fmt"
	"slices"
	"time"
)

// book contains everything that a company sells, including sales after the last known day, from which the present open
// quotes and deals come.
type book struct {
	w      *world
	sales  []*sale
	quotes []*quote
	deals  []*deal
	bills  []invoice
}

// sale is one order. A web order has no rep.
type sale struct {
	id        string // "" if the order is not known yet
	on        time.Time
	territory int
	rep       string
	customer  int
	web       bool
	campaign  string
	lines     []line
	cancelled time.Time // zero if it was not cancelled
	quote     *quote
	deal      *deal
	sent      int // the part that is delivered and invoiced by the last day, in per cent
}

func (s *sale) amount() (sum cents) {
	for _, l := range s.lines {
		sum += l.amount
	}
	return sum
}

// drawBook draws a company's data. Each step uses the results of the steps before.
func (w *world) drawBook() *book {
	b := &book{w: w}
	b.drawOrders()
	b.numberOrders()
	b.assignCampaigns()
	b.drawDeals()
	b.drawQuotes()
	b.drawInvoices()
	return b
}

// drawOrders draws the orders. Each territory owes its expected sales, and each order of a customer reduces that debt.
func (b *book) drawOrders() {
	w, d := b.w, newDice(b.w.name+" sales")
	owed := make([]int, len(w.territories))
	last := w.lastOrders(d)
	for _, on := range w.workdays(w.first, w.last.AddDate(0, 0, 200)) {
		for t := range w.territories {
			owed[t] += w.expectedRevenue(t, on)
			for owed[t] > 0 && !d.chance(250) {
				s := b.drawSale(d, t, on, last)
				if s == nil {
					break
				}
				owed[t] -= int(s.amount())
			}
		}
		if !on.Before(w.shop) && d.chance(850) {
			b.drawWebSale(d, on, last)
		}
	}
}

// lastOrders draws the day of each customer's last order before the first day with data.
func (w *world) lastOrders(d *dice) []time.Time {
	last := make([]time.Time, len(w.customers))
	for i, c := range w.customers {
		last[i] = w.first.AddDate(0, 0, -d.under(c.every))
	}
	return last
}

// drawSale draws one order of a territory by a customer whose order is due; nil if none is due.
func (b *book) drawSale(d *dice, t int, on time.Time, last []time.Time) *sale {
	w := b.w
	weights, some := make([]int, len(w.customers)), false
	for i, c := range w.customers {
		if c.territory != t || !within(c.since, c.until, on) || c.every == 0 {
			continue
		}
		due := min(300, int(on.Sub(last[i]).Hours()/24)*100/c.every)
		if due >= 70 {
			weights[i], some = due*due*due/100, true
		}
	}
	if !some {
		return nil
	}
	i := d.pick(weights)
	last[i] = on
	s := &sale{on: on, territory: t, rep: w.ownerOf(t, on), customer: i}
	worth := w.territories[t].order * w.customers[i].size / 100 * []int{35, 50, 60, 70, 80, 90, 95, 105, 120, 150, 250}[d.under(11)]
	s.lines = w.drawLines(d, s, worth)
	if d.chance(25) {
		s.cancelled = w.workdayAfter(on, d.between(2, 20))
	}
	b.sales = append(b.sales, s)
	return s
}

// drawWebSale draws a small order on the web.
func (b *book) drawWebSale(d *dice, on time.Time, last []time.Time) {
	w := b.w
	weights := make([]int, len(w.customers))
	for i, c := range w.customers {
		switch {
		case !within(c.since, c.until, on):
		case c.every == 0:
			weights[i] = 12
		case on.Sub(last[i]).Hours()/24 < float64(c.every) && w.ownerOf(c.territory, on) == w.ownerOf(c.territory, w.last):
			weights[i] = 1 // a web order counts for the customer's present rep, so the territory must have had the same rep then
		}
	}
	i := d.pick(weights)
	s := &sale{on: on, territory: w.customers[i].territory, customer: i, web: true}
	s.lines = w.drawLines(d, s, 100*d.between(260, 1100))
	b.sales = append(b.sales, s)
}

// numberOrders gives the known orders their numbers. Each year begins a new series.
func (b *book) numberOrders() {
	slices.SortStableFunc(b.sales, func(x, y *sale) int { return x.on.Compare(y.on) })
	serial := map[int]int{}
	for _, s := range b.sales {
		if !s.on.After(b.w.last) {
			serial[s.on.Year()]++
			s.id = fmt.Sprintf("%s%02d%05d", b.w.words.order, s.on.Year()%100, serial[s.on.Year()])
		}
	}
}

// knownSales lists the orders up to the last day.
func (b *book) knownSales() (list []*sale) {
	for _, s := range b.sales {
		if s.id != "" {
			list = append(list, s)
		}
	}
	return list
}
