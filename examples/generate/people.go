package main

import (
	"fmt"
	"strings"
	"time"
)

// customer is a customer who orders about once in `every` days; 0 means rarely, and only on the web. size is the order
// size, in per cent of the territory's usual order. contract is the day on which the supply contract ends.
type customer struct {
	id, name, group, segment, city, region, country string
	territory, every, size                          int
	since, until, contract                          time.Time
	late                                            bool // pays late
	duplicates                                      int  // the number, from 1, of the customer that this one duplicates; 0 for none
}

// rosterSheet lists the sales people, with a row for each membership of a team.
func (w *world) rosterSheet() *sheet {
	s := &sheet{name: "reps", header: []string{"rep_no", "name", "email", "team", "region", "manager", "from_day", "until_day"}}
	for _, r := range w.reps {
		for _, t := range r.memberships {
			s.add(r.id, r.name, r.mail, t.team, t.region, t.manager, t.from, w.knownDay(t.until))
		}
	}
	return s
}

// customerSheet lists the customers, each with the present rep. A few customers are listed twice.
func (w *world) customerSheet() *sheet {
	s := &sheet{name: "customers", header: []string{"customer_no", "name", "customer_group", "segment", "city", "region", "country", "rep_no", "email", "phone", "vat_no", "created_on",
		"changed_on", "contract_until"}}
	d := newDice(w.name + " customer records")
	for i, c := range w.customers {
		owner, number := w.ownerOf(c.territory, w.last), i
		if c.every == 0 {
			owner = ""
		}
		if c.duplicates > 0 {
			number = c.duplicates - 1
		}
		phone := fmt.Sprintf("%s %02d %02d %02d %02d", w.words.phone, 10+number%89, 10+number*7%89, 10+number*13%89, 10+number*29%89)
		mail := ""
		if !d.chance(60) {
			mail = w.words.buying + "@" + domain(w.customers[number].name) + fmt.Sprintf("-%d.example", number+1)
		}
		changed := w.workdayAfter(c.since, d.between(0, 200))
		if d.chance(700) {
			changed = w.workdayAfter(w.last, -d.between(5, 420))
		}
		if changed.After(w.last) || changed.Before(c.since) {
			changed = c.since
		}
		s.add(c.id, c.name, c.group, c.segment, c.city, c.region, c.country, owner, mail, phone, fmt.Sprintf("%s%09d", w.words.vat, 300_000_000+number*7_654_321), c.since, changed, c.contract)
	}
	return s
}

// domain turns a name into part of an address.
func domain(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r
		case strings.ContainsRune("éèêë", r):
			return 'e'
		case r == 'ô':
			return 'o'
		}
		return -1
	}, strings.ToLower(name))
}

// withNumbers returns the customers with their numbers.
func withNumbers(list []customer) []customer {
	for i := range list {
		list[i].id = fmt.Sprintf("C%04d", i+1)
	}
	return list
}

// withIntervals returns the customers of a territory, each with his interval between orders. The first orders most often, and
// together they order 100 % of the plan.
func (w *world) withIntervals(list []customer) []customer {
	for t, territory := range w.territories {
		rate, n := 0, 0 // orders in ten years
		for i := range list {
			if list[i].territory == t && list[i].every >= 0 {
				list[i].every = 26 + 7*n
				rate += 3650 * list[i].size / 100 / list[i].every
				n++
			}
		}
		need := max(1, territory.base*10_000/territory.order)
		for i := range list {
			if list[i].territory == t && list[i].every > 0 {
				list[i].every = max(12, list[i].every*rate/need)
			}
		}
	}
	for i := range list {
		list[i].every = max(0, list[i].every)
	}
	return list
}
