package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/maker"
)

// The readers of a report that is held are told once that it is late, although it is tried again several times. They
// get the report when its data has come.
func TestDelayNotice(t *testing.T) {
	p := newPostbox(t)
	late := strings.Replace(weekly, "    sections:", "    delay_notice: 2h\n    bcc: hidden@shop.example\n    sections:", 1)
	other := strings.NewReplacer("weekly:", "monthly:", "Weekly", "Monthly", "boss@", "other@").Replace(weekly)
	b := newBench(t, p.yaml(), late+other)
	ready := false
	b.maker.with = func(maker.Task) *maker.Product {
		if ready {
			return nil
		}
		return &maker.Product{Unusable: "the rows of yesterday are missing"}
	}
	b.step()
	b.set(monday)
	b.run(119 * time.Minute)
	if n := p.count("boss@shop.example"); n != 0 {
		t.Errorf("told %d times before two hours", n)
	}
	b.run(3 * time.Hour)
	l := p.letters("boss@shop.example")
	if len(l) != 1 || !strings.Contains(l[0], "Subject: Weekly sales will be late") || !strings.Contains(text(t, l[0]), "was due 16/11/2026 09:00") {
		t.Fatalf("the boss has %q", l)
	}
	if hidden := p.letters("hidden@shop.example"); len(hidden) != 1 || strings.Contains(hidden[0], "boss@") {
		t.Errorf("a hidden reader has %q", hidden)
	}
	if n := p.count("other@shop.example"); n != 0 {
		t.Errorf("%d readers of another report were told", n)
	}
	ready = true
	b.run(time.Hour)
	if n := p.count("boss@shop.example"); n != 2 {
		t.Errorf("the boss has %d letters at last", n)
	}
}

// Members who got an edition of their own at the turn before are told too.
func TestDelayNoticeToMembers(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), strings.Replace(weekly, "    sections:", "    delay_notice: 2h\n    sections:", 1))
	b.maker.with = func(task maker.Task) *maker.Product {
		b.maker.with = nil
		made, _ := b.maker.make(t.Context(), b.current.Load().cfg, task)
		made.Made.Distribution = []byte(`{"members": [{"member": "rep=1", "to": ["ann@shop.example", "boss@shop.example"]}, {"member": "rep=2", "skipped": "left"}]}`)
		return made
	}
	b.step()
	b.set(monday)
	b.step()
	b.maker.with = func(maker.Task) *maker.Product { return &maker.Product{Unusable: "the rows of yesterday are missing"} }
	b.set(monday.AddDate(0, 0, 7))
	b.run(4 * time.Hour)
	if l := p.letters("ann@shop.example"); len(l) != 1 || !strings.Contains(l[0], "will be late") {
		t.Errorf("the member has %q", l)
	}
	if n := p.count("boss@shop.example"); n != 2 { // the report and one notice
		t.Errorf("the boss has %d letters", n)
	}
}

// Readers get no notice about a report that is sent in time, or long after it was due.
func TestNoDelayNotice(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), strings.Replace(weekly, "    sections:", "    delay_notice: 1h\n    sections:", 1))
	b.step()
	b.set(monday)
	b.run(3 * time.Hour)
	b.set(monday.AddDate(0, 0, 9)) // two days after the turn was due
	b.maker.with = func(maker.Task) *maker.Product { return &maker.Product{Unusable: "no"} }
	b.run(3 * time.Hour)
	if n := p.count("boss@shop.example"); n != 1 {
		t.Errorf("the boss has %d letters", n)
	}
}

// The owner is reminded once, two weeks before the last turn. After the last turn, nothing is due.
func TestEnds(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), strings.Replace(weekly, "    sections:", "    ends: 2026-12-08\n    sections:", 1))
	for day := range 60 {
		b.set(monday.AddDate(0, 0, day).Add(-time.Minute))
		b.step()
		b.set(monday.AddDate(0, 0, day))
		b.step()
		want := 0
		if day >= 8 { // the last turn is due on 7 December (day 21) at 09:00
			want = 1
		}
		if n := p.count("ops@shop.example"); day != 7 && n != want {
			t.Fatalf("day %d: the owner has %d letters", day, n)
		}
	}
	if n := p.count("boss@shop.example"); n != 4 {
		t.Errorf("%d were sent", n)
	}
	if l := p.letters("ops@shop.example"); len(l) != 1 || !strings.Contains(text(t, l[0]), "Weekly sales is due for the last time on 07/12/2026") {
		t.Errorf("%q", l)
	}
}
