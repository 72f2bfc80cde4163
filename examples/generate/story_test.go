package main

import (
	"sync"
	"testing"
	"time"
)

var lenoirOrders = sync.OnceValue(func() *sheet { return lenoir().orders() })

// book sums a world's orders and quotas between two days, both included.
type book struct {
	sold, quota map[string]cents // by rep; "" is no rep
	orders      int
}

func read(w *world, from, to time.Time) book {
	b := book{map[string]cents{}, map[string]cents{}, 0}
	for _, row := range lenoirOrders().rows {
		if on := row[1].(time.Time); !on.Before(from) && !on.After(to) {
			b.sold[row[2].(string)] += row[6].(cents)
			b.orders++
		}
	}
	for _, row := range w.quotas("rep_id", "quota").rows {
		month := row[1].(time.Time)
		whole := w.workdays(month, month.AddDate(0, 1, -1))
		for _, d := range whole {
			if !d.Before(from) && !d.After(to) {
				b.quota[row[0].(string)] += row[2].(cents) / cents(len(whole))
			}
		}
	}
	return b
}

// attainment is sold over quota in per cent, of the reps for whom keep is true.
func (b book) attainment(w *world, keep isRep) float64 {
	var sold, quota cents
	for _, r := range w.reps {
		if keep(r) {
			sold += b.sold[r.id]
			quota += b.quota[r.id]
		}
	}
	return 100 * float64(sold) / float64(quota)
}

type isRep = func(rep) bool

func everyone(rep) bool        { return true }
func in(region string) isRep   { return func(r rep) bool { return r.region == region } }
func called(name string) isRep { return func(r rep) bool { return r.name == name } }

func TestStoryOfTheWeek(t *testing.T)  { story(t, day(2026, 11, 9), 95.5, 97.5) }
func TestStoryOfTheMonth(t *testing.T) { story(t, day(2026, 11, 1), 95, 99) }
func TestStoryOfTheYear(t *testing.T)  { story(t, day(2026, 1, 1), 95, 98.5) }

// story checks what the reports of config.example.yaml must show, from a day to 15 November 2026.
func story(t *testing.T, from time.Time, low, high float64) {
	w := lenoir()
	b := read(w, from, w.last)
	if got := b.attainment(w, everyone); got < low || got > high {
		t.Errorf("the house attains %.1f %%, want %.1f to %.1f", got, low, high)
	}
	if got := b.attainment(w, in("Sud-Ouest")); got >= 90 {
		t.Errorf("the weak region attains %.1f %%, want under 90", got)
	}
	if got := b.attainment(w, called("Zoë Müller")); got < 105 {
		t.Errorf("the strong rep attains %.1f %%, want 105 or more", got)
	}
	if b.sold[""] == 0 || b.sold[""] > b.sold["R01"]/5 {
		t.Errorf("orders without a rep: %s, want a few", b.sold[""])
	}
	if from.Month() == time.January {
		for _, region := range []string{"Île-de-France", "Nord", "Est", "Ouest", "Sud-Est"} {
			if b.attainment(w, in(region)) < 92 {
				t.Errorf("%s is weaker than the story says", region)
			}
		}
	}
}

func TestTheYearGrowsAndBreathes(t *testing.T) {
	w := lenoir()
	sold := func(from, to time.Time) (sum cents) {
		for _, v := range read(w, from, to).sold {
			sum += v
		}
		return sum
	}
	for year := 2025; year <= 2026; year++ {
		now := sold(day(year, 1, 1), day(year, 11, 15))
		before := sold(day(year-1, 1, 1), day(year-1, 11, 15))
		if growth := 100*float64(now)/float64(before) - 100; growth < 2 || growth > 10 {
			t.Errorf("%d grows by %.1f %%, want 2 to 10", year, growth)
		}
	}
	peak, trough := sold(day(2025, 12, 1), day(2025, 12, 31)), sold(day(2025, 8, 1), day(2025, 8, 31))
	for m := time.January; m <= time.December; m++ {
		if s := sold(day(2025, m, 1), day(2025, m+1, 0)); s > peak || s < trough {
			t.Errorf("%s 2025 sold %s, outside August's %s to December's %s", m, s, trough, peak)
		}
	}
}

func TestTheKeyAccountIsLost(t *testing.T) {
	w := lenoir()
	sums, last := map[string]cents{}, time.Time{}
	for _, row := range lenoirOrders().rows {
		on, id := row[1].(time.Time), row[3].(string)
		if on.Year() == 2025 {
			sums[id] += row[6].(cents)
		}
		if w.key().id == id && on.After(last) {
			last = on
		}
	}
	if q := (last.Month() - 1) / 3; last.Year() != 2026 || q != 1 {
		t.Errorf("the key account ordered last on %s, want in the second quarter of 2026", last.Format(time.DateOnly))
	}
	for id, sum := range sums {
		if sum > sums[w.key().id] {
			t.Errorf("customer %s bought more in 2025 than the key account", id)
		}
	}
}

func (w *world) key() customer {
	for _, c := range w.customers {
		if c.key {
			return c
		}
	}
	return customer{}
}

func TestNothingIsKnownAfterTheLastDay(t *testing.T) {
	for _, w := range []*world{lenoir(), finch()} {
		for _, s := range []*sheet{w.orders(), w.quotes(), w.visits()} {
			for _, row := range s.rows {
				for i, c := range row {
					if d, ok := c.(time.Time); ok && (d.After(w.last) || !d.IsZero() && !w.calendar.IsWorkday(d)) {
						t.Fatalf("%s %s: %s is %s", w.name, s.name, s.header[i], d.Format(time.DateOnly))
					}
				}
			}
		}
	}
}

func TestEveryKeyIsKnown(t *testing.T) {
	for _, w := range []*world{lenoir(), finch()} {
		known := map[string]bool{"": true}
		for _, s := range []*sheet{w.roster(), w.clients()} {
			for _, row := range s.rows {
				known[row[0].(string)] = true
			}
		}
		for _, s := range []*sheet{w.orders(), w.quotes(), w.visits(), w.opportunities(), w.quotas("rep_id", "quota"), w.forecast(), w.credits(w.orders())} {
			for _, row := range s.rows {
				for i, name := range s.header {
					switch name {
					case "owner_id", "rep_id", "matricule", "customer_id":
						if !known[row[i].(string)] {
							t.Fatalf("%s %s: %s %q is nobody", w.name, s.name, name, row[i])
						}
					}
				}
			}
		}
	}
}
