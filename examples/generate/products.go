package main

import "time"

// product is an article or a service. price is in cents; pack is the number of pieces in a pack. cost and limit (the
// largest discount) are in per cent of the list price; a service has no cost. It is sold from the day rises on; from
// the day fades on, it sells rarely.
type product struct {
	id, name, line string
	price, pack    int
	cost, limit    int
	share          int
	service        bool
	rises, fades   time.Time
}

// line is one order line.
type line struct {
	product, quantity  int
	list, amount, cost cents
	discount           int // per cent
}

// drawLines draws the order lines: packs of one to three products with a total value of worth cents.
func (w *world) drawLines(d *dice, s *sale, worth int) (lines []line) {
	n := []int{1, 1, 2, 2, 2, 3}[d.under(6)]
	if s.web {
		n = 1
	}
	taken := map[int]bool{}
	for i := range n {
		p := w.drawProduct(d, s.on)
		if taken[p] {
			continue
		}
		taken[p] = true
		lines = append(lines, w.drawLine(d, s, p, worth/(n-i)))
		worth -= int(lines[len(lines)-1].amount)
	}
	return lines
}

// drawProduct draws a product; the probability is the product's share of the sales on that day.
func (w *world) drawProduct(d *dice, on time.Time) int {
	shares := make([]int, len(w.products))
	for i, p := range w.products {
		shares[i] = p.share
		if on.Before(p.rises) {
			shares[i] = 0
		}
		if !p.fades.IsZero() && !on.Before(p.fades) {
			shares[i] = p.share / 6
		}
	}
	return d.pick(shares)
}

// drawLine returns an order line of one product, worth about the given number of cents at the rep's discount.
func (w *world) drawLine(d *dice, s *sale, product, worth int) line {
	p := w.products[product]
	l := line{product: product, discount: w.drawDiscount(d, s, p)}
	price := p.price * (100 + 2*(s.on.Year()-w.last.Year())) / 100 // prices rise by 2 % a year
	packs := max(1, (worth+price*p.pack/2)/(price*p.pack))
	l.quantity = packs * p.pack
	l.list = cents(l.quantity * price)
	l.amount = l.list * cents(100-l.discount) / 100
	if !p.service && !d.chance(20) {
		l.cost = l.list * cents(p.cost+d.between(-2, 2)) / 100
	}
	return l
}

// drawDiscount draws a rep's discount on the list price, in per cent. One rep exceeds the product's limit.
func (w *world) drawDiscount(d *dice, s *sale, p product) int {
	usual := []int{0, 0, 0, 3, 5, 5, 8}[d.under(7)]
	switch {
	case s.web || p.service:
		return 0
	case s.rep == w.words.discounter && !s.on.Before(w.words.leaks) && d.chance(550):
		return p.limit + d.between(4, 12)
	case d.chance(4):
		return 45 // clearance, below cost
	case d.chance(40):
		return p.limit + d.between(1, 3)
	}
	return min(usual, p.limit)
}

// productSheet lists the products.
func (w *world) productSheet() *sheet {
	s := &sheet{name: "products", header: []string{"product_no", "name", "product_range", "list_price", "max_discount", "service"}}
	for _, p := range w.products {
		service := w.words.no
		if p.service {
			service = w.words.yes
		}
		s.add(p.id, p.name, p.line, cents(p.price), p.limit, service)
	}
	return s
}
