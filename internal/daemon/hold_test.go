package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
)

// until makes a report's data unusable before an instant. If empty, the data has no row at all.
func (b *bench) until(at time.Time, empty bool) {
	b.maker.with = func(t maker.Task) *maker.Product {
		if t.Now.Before(at) && !t.Turn.Anyway && !t.Waited {
			return &maker.Product{Unusable: "the newest order is of Friday", Empty: empty}
		}
		return nil
	}
}

func TestHeld(t *testing.T) {
	hold := "    hold: {retry: 30m, for: 4h, then: %s}\n"
	tests := []struct {
		name, more  string
		usable      time.Duration // after the due time
		empty       bool
		state       ledger.State
		made        time.Duration // after the due time
		boss, owner int           // number of copies
		notices     []string      // to the owner: a part of each subject
	}{
		{"in time", strings.Replace(hold, "%s", "hold", 1), 75 * time.Minute, false, ledger.Produced, 90 * time.Minute, 1, 0, []string{"is held", "has been sent"}},
		{"never", strings.Replace(hold, "%s", "hold", 1), 99 * time.Hour, false, ledger.Held, 0, 0, 0, []string{"is held"}},
		{"to the owner", strings.Replace(hold, "%s", "owner", 1), 99 * time.Hour, false, ledger.Produced, 4 * time.Hour, 0, 1, []string{"is held"}},
		{"with a banner", strings.Replace(hold, "%s", "banner", 1), 99 * time.Hour, false, ledger.Produced, 4 * time.Hour, 1, 0, []string{"is held"}},
		{"empty is held", "", 99 * time.Hour, true, ledger.Held, 0, 0, 0, []string{"is held"}},
		{"empty is skipped", "    if_empty: skip\n", 99 * time.Hour, true, ledger.Skipped, 0, 0, 0, nil},
		{"draft", "    state: draft\n", 0, false, ledger.Produced, 0, 0, 1, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPostbox(t)
			b := newBench(t, p.yaml(), weekly+test.more)
			b.until(monday.Add(test.usable), test.empty)
			b.step()
			b.set(monday.Add(-time.Minute))
			b.run(6 * time.Hour)
			s := b.slot("weekly", "2026-11-16")
			if s.State != test.state || test.state == ledger.Produced && s.Late(b.now()).Truncate(time.Minute) != test.made {
				t.Errorf("%s, late by %s: %s", s.State, s.Late(b.now()), s.Reason)
			}
			var notices, copies []string
			for _, l := range p.letters(owner) {
				if strings.Contains(l, "Subject: Sales\r\n") {
					copies = append(copies, l)
				} else {
					notices = append(notices, l)
				}
			}
			if p.count("boss@shop.example") != test.boss || len(copies) != test.owner || len(notices) != len(test.notices) {
				t.Fatalf("the boss got %d, the owner %d and %d notices: %q", p.count("boss@shop.example"), len(copies), len(notices), notices)
			}
			for i, l := range notices {
				if !strings.Contains(l, test.notices[i]) {
					t.Errorf("%q is not in %s", test.notices[i], l)
				}
			}
		})
	}
}

// The time for which a report is held does not count as attempts of a failure.
func TestHeldThenFailing(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	b.maker.with = func(t maker.Task) *maker.Product {
		switch late := t.Now.Sub(monday); {
		case late < 2*time.Hour:
			return &maker.Product{Unusable: "not yet closed"}
		case late < 125*time.Minute:
			return &maker.Product{Failed: "the server is down"}
		}
		return nil
	}
	b.step()
	b.set(monday.Add(-time.Minute))
	b.run(3 * time.Hour)
	if s := b.slot("weekly", "2026-11-16"); s.State != ledger.Produced {
		t.Errorf("%s: %s", s.State, s.Reason)
	}
}

// The owner of a report that fails is told after three attempts, or after two if time or memory ran out.
func TestFailures(t *testing.T) {
	for _, test := range []struct {
		exhausted bool
		attempts  int
		after     time.Duration
	}{{false, 3, 6 * time.Minute}, {true, 2, time.Minute}} {
		p := newPostbox(t)
		b := newBench(t, p.yaml(), weekly)
		b.maker.with = func(maker.Task) *maker.Product {
			return &maker.Product{Failed: "out of luck", Exhausted: test.exhausted}
		}
		b.step()
		b.set(monday.Add(-time.Minute))
		b.run(2 * time.Hour)
		s := b.slot("weekly", "2026-11-16")
		if s.State != ledger.Failed || s.Attempts != test.attempts || s.Finished.Sub(monday).Truncate(time.Minute) != test.after {
			t.Errorf("%s after %d attempts and %s", s.State, s.Attempts, s.Finished.Sub(monday))
		}
		letters := p.letters(owner)
		if len(letters) != 1 || !strings.Contains(text(t, letters[0]), "out of luck") {
			t.Errorf("the owner got %q", letters)
		}
		if p.count("boss@shop.example") != 0 {
			t.Error("the boss got a mail")
		}
		// The correction is requested by hand: the report is sent, and the owner is told.
		b.maker.with = nil
		check(t, b.Ledger.RetrySlot(t.Context(), s.Key))
		b.step()
		if p.count("boss@shop.example") != 1 || p.count(owner) != 2 || !strings.Contains(p.letters(owner)[1], "has been sent") {
			t.Errorf("after the retry: %q", p.letters(owner))
		}
	}
}
