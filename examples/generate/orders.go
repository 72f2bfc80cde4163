package main

import (
	"fmt"
	"time"
)

// orders draws the order book, a line per order.
func (w *world) orders() *sheet {
	s := &sheet{name: "orders", header: []string{"order_id", "order_date", "owner_id", "customer_id", "product", "quantity", "amount"}}
	d := newDice(w.name + " orders")
	serial, year := 0, 0
	for _, on := range w.workdays(w.first, w.last) {
		if on.Year() != year {
			serial, year = 0, on.Year()
		}
		for _, t := range w.territories() {
			r, there := w.repOf(t, on)
			if !there {
				continue
			}
			mean := w.expected(r, on) / r.order * 10 // orders a day, in thousandths
			for n := d.round(mean * d.between(800, 1200) / 1000); n > 0; n-- {
				c, bought := w.buyer(d, t, on)
				if !bought {
					continue
				}
				p, quantity, amount := w.basket(d, r, on)
				serial++
				s.add(fmt.Sprintf("%02d%05d", year%100, serial), on, r.id, c.id, p.name, quantity, amount)
			}
		}
	}
	return s
}

// territories lists them all once, in order.
func (w *world) territories() []int {
	var list []int
	for _, r := range w.reps {
		if len(list) == 0 || list[len(list)-1] < r.territory {
			list = append(list, r.territory)
		}
	}
	return list
}

// buyer draws who orders. It is nobody when the lot falls on a key account that has left.
func (w *world) buyer(d *dice, territory int, on time.Time) (customer, bool) {
	weights := make([]int, len(w.customers))
	for i, c := range w.customers {
		gone := !active(c.since, c.until, on) && !c.key
		if (c.territory == territory || territory == w.house) && !gone {
			weights[i] = c.weight
		}
	}
	c := w.customers[d.pick(weights)]
	return c, active(c.since, c.until, on)
}

// basket draws what is ordered: full packs worth about the rep's usual order.
func (w *world) basket(d *dice, r rep, on time.Time) (p product, quantity int, amount cents) {
	shares := make([]int, len(w.products))
	for i, p := range w.products {
		shares[i] = p.share[on.Year()-2024]
	}
	p = w.products[d.pick(shares)]
	worth := r.order * 100 * d.between(45, 155) / 100
	packs := max(1, (worth+p.price*p.pack/2)/(p.price*p.pack))
	quantity = packs * p.pack
	discount := []int{0, 0, 0, 5, 8, 10}[d.below(6)]
	return p, quantity, cents(quantity * p.price * (103 - discount) / 100)
}
