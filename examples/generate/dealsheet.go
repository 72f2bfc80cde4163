package main

import "time"

// dealSheet lists the deals as they are on the last day.
func (b *book) dealSheet() *sheet {
	s := &sheet{name: "deals", header: []string{"deal_no", "deal_name", "created_on", "stage", "amount", "margin", "probability", "close_on", "closed_on", "customer_no", "rep_no",
		"source", "kind", "reason", "competitor", "next_step"}}
	d, w := newDice(b.w.name+" next steps"), b.w
	for _, x := range b.deals {
		if x.id == "" {
			continue
		}
		stages, _ := b.reachedStages(x)
		open := x.ended.After(w.last)
		stage, reason, competitor, next, kind := stages[len(stages)-1], x.reason, x.competitor, "", w.words.newBusiness
		probability := 0
		switch {
		case open:
			reason, competitor = "", ""
			probability = []int{20, 45, 70}[len(stages)-1] + 5*d.between(-1, 1)
			if !d.chance(180) {
				next = w.words.steps[len(stages)-1][d.under(3)]
			}
		case x.won:
			probability = 100
		}
		if x.renewal {
			kind = w.words.renewal
		}
		owner := x.rep
		if r, _ := w.repOf(owner); open && !r.isEmployed(w.last) {
			owner = w.ownerOf(x.territory, w.last) // open deals pass to the successor of their rep
		}
		c := w.customers[x.customer]
		s.add(x.id, c.name+" – "+x.name, x.created, stage, x.amount, x.margin, probability, x.close, w.knownDay(x.ended), c.id, owner, x.source, kind, reason, competitor, next)
	}
	return s
}

// dealStageSheet lists each deal's time in each of its stages.
func (b *book) dealStageSheet() *sheet {
	s := &sheet{name: "deal_stages", header: []string{"deal_no", "stage", "entered_on", "left_on"}}
	for _, x := range b.deals {
		if x.id == "" {
			continue
		}
		stages, entered := b.reachedStages(x)
		for i, stage := range stages {
			left := time.Time{}
			if i+1 < len(stages) {
				left = entered[i+1]
			}
			s.add(x.id, stage, entered[i], left)
		}
	}
	return s
}
