package main

import (
	"fmt"
	"slices"
	"time"
)

// invoice is an invoice, a credit note or a deposit invoice.
type invoice struct {
	on       time.Time
	kind     string
	order    *sale
	amount   cents
	due      time.Time
	paid     time.Time
	serialOf string
}

// drawInvoices draws the invoices of all orders.
func (b *book) drawInvoices() {
	d := newDice(b.w.name + " invoices")
	for _, o := range b.sales {
		b.bills = append(b.bills, b.invoicesOf(d, o)...)
	}
	slices.SortStableFunc(b.bills, func(x, y invoice) int { return x.on.Compare(y.on) })
}

// invoiceSheet lists invoices, credit notes and deposit invoices. Credit notes have positive amounts, as accounting
// programs write them. A final invoice does not deduct the deposit.
func (b *book) invoiceSheet() *sheet {
	s := &sheet{name: "invoices", header: []string{"invoice_no", "invoice_date", "kind", "order_no", "customer_no", "rep_no", "net_amount", "due_on", "paid_on"}}
	serial := map[string]int{}
	for _, i := range b.bills {
		if i.on.After(b.w.last) {
			continue
		}
		key := fmt.Sprintf("%s%02d", i.serialOf, i.on.Year()%100)
		serial[key]++
		s.add(fmt.Sprintf("%s%05d", key, serial[key]), i.on, i.kind, i.order.id, b.w.customers[i.order.customer].id, i.order.rep, i.amount, i.due, b.w.knownDay(i.paid))
	}
	return s
}

// invoicesOf returns the invoices of an order: a deposit if it is large, an invoice for each delivery, and rarely a
// credit note.
func (b *book) invoicesOf(d *dice, o *sale) (list []invoice) {
	w, amount := b.w, o.amount()
	if !o.cancelled.IsZero() {
		return nil
	}
	if int(amount) >= w.big*100 && !o.web {
		list = append(list, b.newInvoice(d, o, w.words.deposit, "A", o.on, amount*30/100))
	}
	first, part := w.workdayAfter(o.on, d.between(6, 40)), cents(100)
	if o.web {
		first = w.workdayAfter(o.on, d.between(1, 4))
	}
	if d.chance(120) {
		part = cents(10 * d.between(4, 7))
	}
	list = append(list, b.newInvoice(d, o, w.words.invoice, "F", first, amount*part/100))
	if !first.After(w.last) {
		o.sent = int(part)
	}
	if part < 100 {
		second := w.workdayAfter(first, d.between(10, 45))
		list = append(list, b.newInvoice(d, o, w.words.invoice, "F", second, amount-amount*part/100))
		if !second.After(w.last) {
			o.sent = 100
		}
	}
	if d.chance(30) {
		list = append(list, b.newInvoice(d, o, w.words.credit, "V", w.workdayAfter(first, d.between(8, 45)), amount*cents(d.between(5, 40))/100))
	}
	return list
}

// newInvoice returns an invoice with its due date and payment date. In the last year, customers marked as late pay about
// four months after the due date.
func (b *book) newInvoice(d *dice, o *sale, kind, letter string, on time.Time, amount cents) invoice {
	i := invoice{on: on, kind: kind, order: o, amount: amount, serialOf: b.w.words.invoiceNo[letter], due: on.AddDate(0, 0, 45)}
	late := []int{-8, -3, 0, 0, 2, 5, 9, 20}[d.under(8)]
	if b.w.customers[o.customer].late && on.Year() == b.w.last.Year() {
		late = d.between(110, 150)
	}
	i.paid = b.w.workdayAfter(i.due, late)
	if letter == "V" || o.web {
		i.due, i.paid = on, on
	}
	return i
}
