package main

import (
	"fmt"
	"slices"
	"time"
)

// quote is an offer. decided is zero if the customer never answers. replacedBy is the quote that replaced this one, if
// any.
type quote struct {
	id                              string
	requested, sent, valid, decided time.Time
	accepted                        bool
	replacedBy                      *quote
	replaces                        *quote
	territory                       int
	rep                             string
	customer                        int
	deal                            *deal
	amount                          cents
}

// drawQuotes draws the quotes: those behind orders, those that were refused, and those without an answer.
func (b *book) drawQuotes() {
	w, d := b.w, newDice(b.w.name+" quotes")
	for _, s := range b.sales {
		r, known := w.repOf(s.rep)
		if !known || (s.deal == nil && !d.chance(400)) {
			continue
		}
		sent := w.workdayAfter(s.on, -d.between(5, 34))
		s.quote = b.drawQuote(d, s, sent, s.on, s.amount())
		s.quote.accepted = true
		for n := d.roundRandomly(1000 * (1000 - r.accepts) / r.accepts); n > 0; n-- {
			b.drawRefusedQuote(d, s)
		}
	}
	b.numberQuotes()
}

// drawRefusedQuote draws a quote of the same weeks that did not become an order.
func (b *book) drawRefusedQuote(d *dice, s *sale) {
	sent := b.w.workdayAfter(s.on, d.between(-40, 12))
	decided := time.Time{}
	if !d.chance(330) {
		decided = b.w.workdayAfter(sent, d.between(4, 45))
	}
	if r, _ := b.w.repOf(s.rep); !r.isEmployed(sent) || b.w.isAway(s.rep, sent) {
		return
	}
	q := b.drawQuote(d, s, sent, decided, s.amount()*cents(d.between(60, 160))/100)
	q.customer, q.deal = b.w.drawCustomer(d, s.territory, sent), nil
}

// drawQuote makes a quote and, for some, the more expensive one that it replaced. Since prices need an approval, customers
// wait up to 12 days for a quote.
func (b *book) drawQuote(d *dice, s *sale, sent, decided time.Time, amount cents) *quote {
	wait := d.between(0, 4)
	if !sent.Before(b.w.words.approval) {
		wait = d.between(4, 12)
	}
	q := &quote{requested: b.w.workdayAfter(sent, -wait), sent: sent, decided: decided, valid: sent.AddDate(0, 0, 60), territory: s.territory, rep: s.rep,
		customer: s.customer, deal: s.deal, amount: amount}
	if q.requested.After(sent) {
		q.requested = sent
	}
	if d.chance(170) {
		old := *q
		old.sent, old.decided, old.replacedBy = b.w.workdayAfter(sent, -d.between(3, 12)), time.Time{}, q
		old.requested, old.valid, old.amount = b.w.workdayAfter(old.sent, -2), old.sent.AddDate(0, 0, 60), amount*cents(d.between(103, 118))/100
		if !old.sent.After(sent) && old.sent.Before(sent) {
			q.replaces = &old
			b.quotes = append(b.quotes, &old)
		}
	}
	b.quotes = append(b.quotes, q)
	return q
}

func (b *book) numberQuotes() {
	slices.SortStableFunc(b.quotes, func(x, y *quote) int { return x.sent.Compare(y.sent) })
	n := 0
	for _, q := range b.quotes {
		if !q.sent.After(b.w.last) && !q.sent.Before(b.w.first) {
			n++
			q.id = fmt.Sprintf("%s%05d", b.w.words.quoteNo, n)
		}
	}
}

// quoteSheet lists the quotes as they are on the last day.
func (b *book) quoteSheet() *sheet {
	s := &sheet{name: "quotes", header: []string{"quote_no", "replaces", "requested_on", "sent_on", "valid_until", "status", "decided_on", "customer_no", "rep_no",
		"deal_no", "net_amount"}}
	for _, q := range b.quotes {
		if q.id == "" {
			continue
		}
		status, decided, replaces, deal := b.w.words.sent, b.w.knownDay(q.decided), "", ""
		switch {
		case q.replacedBy != nil && q.replacedBy.id != "":
			status = b.w.words.replaced
		case !decided.IsZero() && q.accepted:
			status = b.w.words.accepted
		case !decided.IsZero():
			status = b.w.words.refused
		}
		if q.replaces != nil {
			replaces = q.replaces.id
		}
		if q.deal != nil {
			deal = q.deal.id
		}
		s.add(q.id, replaces, q.requested, q.sent, q.valid, status, decided, b.w.customers[q.customer].id, q.rep, deal, q.amount)
	}
	return s
}
