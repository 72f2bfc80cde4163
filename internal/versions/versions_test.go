package versions

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
	"bilan/report/correction"
)

var (
	now  = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	turn = ledger.Key{Report: "hebdo", Slot: "2026-11-16"}
)

// office makes editions of the whole and of a rep, and answers for addresses as they are named: dead@ is refused, later@ waits, unsure@ may have arrived.
type office struct {
	t *testing.T
	l *ledger.Ledger
}

func (o office) work(s ledger.Slot, along func(context.Context, ledger.Tx) error, withhold bool) {
	o.t.Helper()
	made := func(row string, to ...string) ledger.Made {
		m := ledger.Made{Row: row, Edition: ledger.Edition{PDF: []byte("%PDF"), Figures: []byte(`{"tables": []}`)}}
		for _, address := range to {
			role, a, _ := strings.Cut(address, ":")
			m.Deliveries = append(m.Deliveries, ledger.Delivery{Address: a, Role: role, MessageID: row + "/" + a + s.Key.String(), Raw: []byte("mail"), Purpose: ledger.ForReport})
		}
		return m
	}
	w := ledger.Workers{
		Produce: func(context.Context, ledger.Job) ledger.Outcome {
			out := ledger.AsProduced(made("", "to:a@x.example", "cc:dead@x.example", "bcc:unsure@x.example", "to:later@x.example"), made("rep=R1", "to:r1@x.example"))
			out.Along, out.Withhold = along, withhold
			return out
		},
		Deliver: func(_ context.Context, p *ledger.Parcel) ledger.Answer {
			switch name, _, _ := strings.Cut(p.Address, "@"); name {
			case "dead":
				return ledger.Answer{State: ledger.Dead}
			case "unsure":
				return ledger.Answer{State: ledger.Uncertain}
			case "later":
				return ledger.Answer{State: ledger.Waiting, Next: now.Add(time.Hour)}
			}
			return ledger.Answer{State: ledger.Sent}
		},
	}
	if err := o.l.Drain(o.t.Context(), s.Key, w, ledger.Limits{}); err != nil {
		o.t.Fatal(err)
	}
}

func (o office) ask(kind ledger.Kind, w *Wish) ledger.Slot {
	o.t.Helper()
	a := ledger.Ask{Key: turn, Kind: kind, To: []string{"me@x.example"}}
	if w != nil {
		a.Along = w.Keep(now)
	}
	s, _, err := o.l.Request(o.t.Context(), a)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o office) corrects(s ledger.Slot) *correction.Correction {
	o.t.Helper()
	c, err := Corrects(o.t.Context(), o.l, s)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// said is who has what: row: role address/mails.
func said(c *correction.Correction) string {
	var parts []string
	for _, e := range c.Editions {
		line := e.Row + ":"
		for _, r := range e.Readers {
			line += " " + r.Role + " " + r.Address + strings.Repeat("+", len(r.Thread)-1)
		}
		parts = append(parts, line)
	}
	return strings.Join(parts, "; ")
}

func states(t *testing.T, l *ledger.Ledger) string {
	t.Helper()
	list, err := l.Editions(t.Context(), turn.Report, turn.Slot)
	if err != nil {
		t.Fatal(err)
	}
	var parts []string
	for _, e := range list {
		if e.Row == "" && e.Extra == 0 {
			ds, err := l.Deliveries(t.Context(), e.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range ds {
				parts = append(parts, strings.TrimSpace(string(d.State)+" "+d.Reply))
			}
		}
	}
	return strings.Join(parts, ", ")
}

func TestWhoHasWhat(t *testing.T) {
	for name, options := range map[string]func(*testing.T) ledger.Options{
		"sqlite": func(t *testing.T) ledger.Options {
			return ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}
		},
		"postgres": func(t *testing.T) ledger.Options { return ledger.Options{Postgres: testdb.Postgres(t)} },
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t)
			o.Now = func() time.Time { return now }
			l, err := ledger.Open(t.Context(), o)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = l.Close() }()
			if _, err := l.TryLock(); err != nil {
				t.Fatal(err)
			}
			of := office{t, l}
			if _, err := Preview(t.Context(), l, turn, Wish{}); !errors.Is(err, ErrNobody) {
				t.Errorf("before anything is sent: %v", err)
			}
			of.work(of.ask(ledger.Scheduled, nil), nil, false)
			of.work(of.ask(ledger.Address, nil), nil, false) // a copy for somebody is none of the turn's

			// The next one goes to who has the first: not to whom it was refused.
			s := of.ask(ledger.Correction, &Wish{Why: "oubli", Force: true, By: "anne"})
			c := of.corrects(s)
			if c.Version != 2 || c.Why != "oubli" || !c.Force || c.Repeat {
				t.Errorf("%+v", c)
			}
			if got := said(c); got != ": to a@x.example bcc unsure@x.example to later@x.example; rep=R1: to r1@x.example" {
				t.Error(got)
			}
			// What waits of the first one does not leave any more, once the second is sealed.
			of.work(s, Replace(s, c, true), false)
			if got := states(t, l); got != "sent, dead, uncertain, cancelled replaced by version 2" {
				t.Error(got)
			}

			// The third answers both. One that was made from what is not the newest any more is made again.
			third, late := of.ask(ledger.Correction, &Wish{}), of.ask(ledger.Correction, &Wish{})
			c, before := of.corrects(third), of.corrects(late)
			if got := said(c); c.Version != 3 || got != ": to a@x.example+ bcc unsure@x.example+ to later@x.example; rep=R1: to r1@x.example+" {
				t.Error(c.Version, got)
			}
			of.work(third, Replace(third, c, true), false)
			if err := l.Write(t.Context(), func(t ledger.Tx) error { return Replace(late, before, true)(context.Background(), t) }); !errors.Is(err, ledger.ErrOvertaken) {
				t.Errorf("two third versions: %v", err)
			}

			// Sent again is a correction once something changed, and stays what it is where nothing did.
			again := of.ask(ledger.Again, &Wish{Repeat: true})
			if c := of.corrects(again); c == nil || !c.Repeat || c.Version != 4 {
				t.Errorf("%+v", c)
			}
			of.work(again, Replace(again, of.corrects(again), false), false)
			if s, err := l.Slot(t.Context(), again.Key); err != nil || s.Kind != ledger.Again {
				t.Errorf("%v, %v", s.Kind, err)
			}
			if c := of.corrects(of.ask(ledger.Again, nil)); c != nil {
				t.Errorf("%+v", c)
			}
		})
	}
}
