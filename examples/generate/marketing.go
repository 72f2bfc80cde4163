package main

import (
	"fmt"
	"slices"
	"time"
)

// campaign has a cost, in units of currency, and brings leads and orders. Its orders come within five months.
type campaign struct {
	id, name, channel   string
	from, until         time.Time
	cost, leads, orders int
	source              int // index of its leads' source in words.sources
}

// assignCampaigns marks orders as results of a campaign.
func (b *book) assignCampaigns() {
	d := newDice(b.w.name + " campaigns")
	for _, c := range b.w.campaigns {
		var may []*sale
		for _, s := range b.sales {
			if !s.web && s.campaign == "" && within(c.from.AddDate(0, 0, 20), c.until.AddDate(0, 0, 130), s.on) {
				may = append(may, s)
			}
		}
		for n := c.orders; n > 0 && len(may) > 0; n-- {
			i := d.under(len(may))
			may[i].campaign = c.id
			may = slices.Delete(may, i, i+1)
		}
	}
}

func (w *world) campaignSheet() *sheet {
	s := &sheet{name: "campaigns", header: []string{"campaign_no", "name", "channel", "from_day", "until_day", "cost"}}
	for _, c := range w.campaigns {
		s.add(c.id, c.name, c.channel, c.from, c.until, cents(c.cost*100))
	}
	return s
}

// lead is a person who asked for an offer.
type lead struct {
	on        time.Time
	source    string
	campaign  string
	rep, deal string
	qualified bool
}

// drawLeads lists the leads of the deals, the leads of the campaigns, and leads without a result.
func (w *world) drawLeads(b *book) *sheet {
	d := newDice(w.name + " leads")
	var list []lead
	for _, x := range b.deals {
		if x.id != "" && d.chance(550) {
			list = append(list, lead{w.workdayAfter(x.created, -d.between(3, 20)), x.source, "", x.rep, x.id, true})
		}
	}
	for _, c := range w.campaigns {
		for range c.leads {
			on := w.workdayAfter(c.from, d.under(40))
			list = append(list, lead{on, w.words.sources[c.source], c.id, w.drawSeller(d, on), "", d.chance(400)})
		}
	}
	for _, on := range w.workdays(w.crm, w.last) {
		for n := d.roundRandomly(750); n > 0; n-- {
			list = append(list, lead{on, w.words.sources[d.pick([]int{50, 5, 20, 5, 20})], "", w.drawSeller(d, on), "", d.chance(280)})
		}
	}
	slices.SortStableFunc(list, func(x, y lead) int { return x.on.Compare(y.on) })
	return w.leadSheet(d, list)
}

func (w *world) leadSheet(d *dice, list []lead) *sheet {
	s := &sheet{name: "leads", header: []string{"lead_no", "created_on", "answered_on", "source", "campaign", "rep_no", "qualified", "deal_no"}}
	for _, l := range list {
		if l.on.Before(w.crm) || l.on.After(w.last) {
			continue
		}
		qualified, answered := w.words.no, w.knownDay(w.workdayAfter(l.on, []int{0, 1, 1, 2, 3, 5, 9}[d.under(7)]))
		if l.qualified {
			qualified = w.words.yes
		}
		if d.chance(60) && l.deal == "" {
			answered = time.Time{}
		}
		s.add(fmt.Sprintf("P%05d", len(s.rows)+1), l.on, answered, l.source, l.campaign, l.rep, qualified, l.deal)
	}
	return s
}

// drawSeller draws a rep who is employed on a day.
func (w *world) drawSeller(d *dice, on time.Time) string {
	var list []string
	for _, r := range w.reps {
		if r.isEmployed(on) {
			list = append(list, r.id)
		}
	}
	return list[d.under(len(list))]
}

// cartSheet lists the carts of web orders, and carts that were abandoned at a step. Since the new payment page, more are
// abandoned there.
func (w *world) cartSheet(b *book) *sheet {
	s := &sheet{name: "carts", header: []string{"cart_day", "status", "amount", "step"}}
	d := newDice(w.name + " carts")
	for _, o := range b.knownSales() {
		if !o.web {
			continue
		}
		s.add(o.on, w.words.ordered, o.amount(), w.words.cartSteps[3])
		steps, more := []int{40, 35, 25}, 1500
		if !o.on.Before(w.words.payment) {
			steps, more = []int{20, 18, 90}, 3300
		}
		for n := d.roundRandomly(more); n > 0; n-- {
			s.add(o.on, w.words.abandoned, cents(100*d.between(120, 1400)), w.words.cartSteps[d.pick(steps)])
		}
	}
	return s
}
