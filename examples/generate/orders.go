package main

import "time"

// orderSheet lists the orders without their lines.
func (b *book) orderSheet() *sheet {
	s := &sheet{name: "orders", header: []string{"order_no", "order_date", "customer_no", "rep_no", "quote_no", "channel", "campaign", "status", "cancelled_on"}}
	d := newDice(b.w.name + " status")
	for _, o := range b.knownSales() {
		quote, channel, cancelled := "", b.w.words.field, b.w.knownDay(o.cancelled)
		if o.quote != nil {
			quote = o.quote.id
		}
		if o.web {
			channel = b.w.words.web
		}
		s.add(o.id, o.on, b.w.customers[o.customer].id, o.rep, quote, channel, o.campaign, b.status(d, o), cancelled)
	}
	return s
}

// status returns the status of an order. Orders of the last days may be drafts.
func (b *book) status(d *dice, o *sale) string {
	switch {
	case !o.cancelled.IsZero() && !o.cancelled.After(b.w.last):
		return b.w.words.cancelled
	case o.on.After(b.w.last.AddDate(0, 0, -4)) && d.chance(250):
		return b.w.words.draft
	case o.sent == 100:
		return b.w.words.delivered
	}
	return b.w.words.confirmed
}

// lineSheet lists the order lines, with the amount that is not yet invoiced.
func (b *book) lineSheet() *sheet {
	s := &sheet{name: "order_lines", header: []string{"order_no", "product_no", "quantity", "list_amount", "discount", "net_amount", "cost", "to_invoice"}}
	for _, o := range b.knownSales() {
		for _, l := range o.lines {
			var cost any = l.cost
			if l.cost == 0 {
				cost = ""
			}
			open := l.amount * cents(100-o.sent) / 100
			if !o.cancelled.IsZero() && !o.cancelled.After(b.w.last) {
				open = 0
			}
			s.add(o.id, b.w.products[l.product].id, l.quantity, l.list, l.discount, l.amount, cost, open)
		}
	}
	return s
}

// splitSheet lists the shares, in per cent, of a rep and a colleague of his team in a few orders.
func (b *book) splitSheet() *sheet {
	s := &sheet{name: "splits", header: []string{"order_no", "rep_no", "share"}}
	d := newDice(b.w.name + " splits")
	for _, o := range b.knownSales() {
		if o.rep == "" || !d.chance(30) {
			continue
		}
		helpers := b.w.colleagues(o.rep, o.on)
		if len(helpers) == 0 {
			continue
		}
		share := 10 * d.between(5, 8)
		s.add(o.id, o.rep, share)
		s.add(o.id, helpers[d.under(len(helpers))], 100-share)
	}
	return s
}

// colleagues lists the other members of a rep's team on a day.
func (w *world) colleagues(id string, on time.Time) (list []string) {
	me, _ := w.repOf(id)
	for _, r := range w.reps {
		if r.id != id && r.team(on) != "" && r.team(on) == me.team(on) {
			list = append(list, r.id)
		}
	}
	return list
}
