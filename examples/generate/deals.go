package main

import (
	"fmt"
	"slices"
	"time"
)

// deal is an opportunity. entered are the days on which it reached each open stage. ended is the day on which it was or
// will be won or lost.
type deal struct {
	id, name, source, reason, competitor string
	created, close, ended                time.Time
	entered                              []time.Time
	won, renewal                         bool
	territory                            int
	rep                                  string
	customer                             int
	amount, margin                       cents
}

// drawDeals draws the won deals behind the large orders, and lost deals of the same weeks.
func (b *book) drawDeals() {
	w, d := b.w, newDice(b.w.name+" deals")
	for _, s := range b.sales {
		if s.web || s.rep == "" || s.on.Before(w.crm) || int(s.amount()) < w.big*100 {
			continue
		}
		s.deal = b.drawDeal(d, s, s.on)
		s.deal.won, s.deal.amount = true, s.amount()
		for n := d.roundRandomly(1600); n > 0; n-- {
			l := b.drawDeal(d, s, w.workdayAfter(s.on, d.between(-30, 30)))
			l.customer, l.amount = w.drawCustomer(d, s.territory, l.created), s.amount()*cents(d.between(70, 150))/100
			b.loseDeal(d, l)
		}
	}
	slices.SortStableFunc(b.deals, func(x, y *deal) int { return x.created.Compare(y.created) })
	n := 0
	for _, x := range b.deals {
		x.amount = (x.amount + 25_000) / 50_000 * 50_000 // an estimate before the signature is rounded to 500
		x.margin = x.amount * cents(d.between(26, 38)) / 100
		if !x.created.After(w.last) && !x.created.Before(w.crm) {
			n++
			x.id = fmt.Sprintf("%s-%04d", w.words.dealNo, n)
		}
	}
}

// drawDeal draws a deal that ends on the given day. Since prices need an approval, deals stay longer in the second stage.
func (b *book) drawDeal(d *dice, s *sale, ended time.Time) *deal {
	w := b.w
	parts := []int{d.between(8, 30), d.between(12, 35), d.between(14, 45)}
	if ended.After(w.words.approval) {
		parts[1] = d.between(45, 95)
	}
	x := &deal{ended: ended, territory: s.territory, rep: s.rep, customer: s.customer, renewal: d.chance(400),
		source: w.words.sources[d.pick([]int{30, 25, 20, 15, 10})], name: w.words.projects[d.under(len(w.words.projects))]}
	at := w.workdayAfter(ended, -parts[0]-parts[1]-parts[2])
	x.created = at
	for i := range parts {
		x.entered = append(x.entered, at)
		at = w.workdayAfter(at, parts[i])
	}
	x.close = w.workdayAfter(ended, d.between(-12, 20))
	if r, _ := w.repOf(s.rep); r.optimistic {
		x.close = w.workdayAfter(ended, -d.between(30, 85))
	}
	b.deals = append(b.deals, x)
	return x
}

// loseDeal ends a deal as lost in one of its stages, with a reason.
func (b *book) loseDeal(d *dice, x *deal) {
	words := b.w.words
	stage := d.pick([]int{25, 40, 35})
	if stage < 2 {
		x.ended = x.entered[stage+1]
	}
	x.entered = x.entered[:stage+1]
	x.reason = words.reasons[d.pick([]int{34, 18, 22, 16, 10})]
	if x.reason == words.reasons[0] || x.reason == words.reasons[2] {
		x.competitor = words.competitors[d.pick([]int{55, 30, 15})]
	}
}

// drawCustomer draws a customer of a territory who is active on a day.
func (w *world) drawCustomer(d *dice, territory int, on time.Time) int {
	weights := make([]int, len(w.customers))
	for i, c := range w.customers {
		if c.territory == territory && c.every > 0 && within(c.since, c.until, on) {
			weights[i] = 1
		}
	}
	return d.pick(weights)
}

// reachedStages returns the stages that a deal reached by the last day, and the day of each.
func (b *book) reachedStages(x *deal) (stages []string, entered []time.Time) {
	words := b.w.words
	for i, on := range x.entered {
		if !on.After(b.w.last) {
			stages, entered = append(stages, words.stages[i]), append(entered, on)
		}
	}
	if !x.ended.After(b.w.last) {
		end := words.lost
		if x.won {
			end = words.won
		}
		stages, entered = append(stages, end), append(entered, x.ended)
	}
	return stages, entered
}
