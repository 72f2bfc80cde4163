package main

import (
	"testing"
	"time"
)

// lastOrder returns the day of each customer's last order, by the customer's index.
func (b *book) lastOrder() map[int]time.Time {
	last := map[int]time.Time{}
	for _, s := range b.knownSales() {
		if s.on.After(last[s.customer]) {
			last[s.customer] = s.on
		}
	}
	return last
}

func TestCustomersOfWhoLeftAreLost(t *testing.T) {
	b := lenoirBook()
	silent := map[int]int{}
	for c, on := range b.lastOrder() {
		if on.Before(day(2026, 6, 1)) && on.After(day(2025, 8, 1)) {
			silent[b.w.customers[c].territory]++
		}
	}
	if silent[orphaned] < 4 || silent[handed] < 4 {
		t.Errorf("silent customers by territory: %v, want some of who left", silent)
	}
	if got := b.lastOrder()[customerCalled(b.w, "Groupe Bellerive")]; got.Before(day(2026, 4, 1)) || got.After(day(2026, 5, 13)) {
		t.Errorf("Groupe Bellerive ordered last on %s", got.Format(time.DateOnly))
	}
}

func customerCalled(w *world, name string) int {
	for i, c := range w.customers {
		if c.name == name {
			return i
		}
	}
	return -1
}

func TestPriceLeaksByOneRep(t *testing.T) {
	for _, b := range []*book{lenoirBook(), finchBook()} {
		leak, all := cents(0), cents(0)
		for _, s := range b.knownSales() {
			for _, l := range s.lines {
				if over := l.discount - b.w.products[l.product].limit; over > 0 && !s.on.Before(b.w.words.leaks) {
					all += l.list * cents(over) / 100
					if s.rep == b.w.words.discounter {
						leak += l.list * cents(over) / 100
					}
				}
			}
		}
		share(t, b.w.name+": the leak of one rep", leak, all, 45, 95)
	}
}

func TestARangeIsLostAndAnotherWon(t *testing.T) {
	b := lenoirBook()
	of := func(line string, year int) (sum cents) {
		for _, s := range b.knownSales() {
			for _, l := range s.lines {
				if b.w.products[l.product].line == line && within(day(year, 7, 1), day(year, 9, 30), s.on) {
					sum += l.amount
				}
			}
		}
		return sum
	}
	share(t, "cutlery in the third quarter of last year's", of("Couverts", 2026), of("Couverts", 2025), 5, 40)
	if of("Terrasse", 2026) == 0 || of("Terrasse", 2024) != 0 {
		t.Error("the range Terrasse came in 2025")
	}
}

func TestOneCampaignPaysAndOneDoesNot(t *testing.T) {
	b := lenoirBook()
	margin := map[string]cents{}
	for _, s := range b.knownSales() {
		for _, l := range s.lines {
			margin[s.campaign] += l.amount - l.cost
		}
	}
	if margin["M26A"] < 5*9400_00 || margin["S26A"] > 42000_00 {
		t.Errorf("margin of the mailing %s for 9,400, of the fair %s for 42,000", margin["M26A"], margin["S26A"])
	}
}

func TestDealsWaitForTheirPrice(t *testing.T) {
	for _, b := range []*book{lenoirBook(), finchBook()} {
		before, after := 0, 0
		var old, fresh time.Duration
		for _, x := range b.deals {
			if len(x.entered) < 3 || x.entered[2].After(b.w.last) {
				continue
			}
			if wait := x.entered[2].Sub(x.entered[1]); x.ended.After(b.w.words.approval) {
				after, fresh = after+1, fresh+wait
			} else {
				before, old = before+1, old+wait
			}
		}
		if before == 0 || after == 0 || fresh/time.Duration(after) < 2*old/time.Duration(before) {
			t.Errorf("%s: %d and %d deals left the second stage after %s and %s", b.w.name, before, after, old, fresh)
		}
	}
}

func TestNothingIsKnownAfterTheLastDay(t *testing.T) {
	ahead := map[string]bool{"valid_until": true, "close_on": true, "due_on": true, "review_on": true, "contract_until": true, "month": true, "quarter": true}
	for _, w := range []*world{lenoir(), finch()} {
		w.headers = nil
		for _, s := range w.sheets() {
			for _, row := range s.rows {
				for i, c := range row {
					if d, ok := c.(time.Time); ok && !ahead[s.header[i]] && d.After(w.last) {
						t.Fatalf("%s %s: %s is %s", w.name, s.name, s.header[i], d.Format(time.DateOnly))
					}
				}
			}
		}
	}
}

func TestEveryKeyIsKnown(t *testing.T) {
	owner := map[string]string{"rep_no": "reps", "customer_no": "customers", "product_no": "products", "deal_no": "deals", "campaign": "campaigns", "order_no": "orders"}
	for _, w := range []*world{lenoir(), finch()} {
		w.headers = nil
		known := map[string]map[any]bool{}
		list := w.sheets()
		for _, s := range list {
			known[s.name] = map[any]bool{"": true}
			for _, row := range s.rows {
				known[s.name][row[0]] = true
			}
		}
		for _, s := range list {
			for i, name := range s.header {
				for _, row := range s.rows {
					if of := owner[name]; of != "" && !known[of][row[i]] {
						t.Fatalf("%s %s: %s %q is nobody's", w.name, s.name, name, row[i])
					}
				}
			}
		}
	}
}
