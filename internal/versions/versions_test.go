package versions

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/review"
	"bilan/internal/testdb"
	"bilan/report/correction"
)

var (
	now  = time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	turn = ledger.Key{Report: "hebdo", Slot: "2026-11-16"}
)

// office makes editions of all and of a rep, and answers for addresses by their names: dead@ is refused, later@ waits,
// unsure@ may have arrived.
type office struct {
	t *testing.T
	l *ledger.Ledger
	// meanwhile is called once while a message to leaving@ is being sent. The server then answers to try again or, with
	// doubt, does not answer.
	meanwhile func()
	doubt     bool
	to        []string // further addresses for the edition of all
}

func (o *office) work(s ledger.Slot, along func(context.Context, ledger.Tx) error, withhold bool) {
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
			out := ledger.AsProduced(made("", append([]string{"to:a@x.example", "cc:dead@x.example", "bcc:unsure@x.example", "to:later@x.example"}, o.to...)...), made("rep=R1", "to:r1@x.example"))
			out.Along, out.Withhold = along, withhold
			return out
		},
		Deliver: func(ctx context.Context, p *ledger.DueDelivery) ledger.Answer {
			switch name, _, _ := strings.Cut(p.Address, "@"); name {
			case "dead":
				return ledger.Answer{State: ledger.Dead}
			case "unsure":
				return ledger.Answer{State: ledger.Uncertain}
			case "leaving":
				if do := o.meanwhile; do != nil {
					o.meanwhile = nil
					if err := p.MarkSending(ctx); err != nil {
						o.t.Error(err)
					}
					do()
					return ledger.Answer{State: ledger.Waiting, Doubt: o.doubt, Next: now, Reply: "451 busy"}
				}
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

func (o *office) ask(kind ledger.Kind, w *Request) ledger.Slot {
	o.t.Helper()
	a := ledger.TurnRequest{Key: turn, Kind: kind, To: []string{"me@x.example"}}
	if w != nil {
		a.Along = w.StoreWith(now)
	}
	s, _, err := o.l.Request(o.t.Context(), a)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) corrects(s ledger.Slot) *correction.Correction {
	o.t.Helper()
	c, err := ReadCorrection(o.t.Context(), o.l, s)
	if err != nil {
		o.t.Fatal(err)
	}
	return c
}

// readersText writes who has which edition, in the form "row: role address/mails".
func readersText(c *correction.Correction) string {
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
			of := &office{t: t, l: l}
			if _, err := Preview(t.Context(), l, turn, Request{}); !errors.Is(err, ErrNotSent) {
				t.Errorf("before anything is sent: %v", err)
			}
			of.work(of.ask(ledger.Scheduled, nil), nil, false)
			of.work(of.ask(ledger.Address, nil), nil, false) // a copy for an address named by hand is no version of the turn

			// The second version goes to those who have the first, and not to addresses that were refused.
			s := of.ask(ledger.Correction, &Request{Why: "oubli", Force: true, By: "anne"})
			c := of.corrects(s)
			if c.Version != 2 || c.Why != "oubli" || !c.Force || c.Repeat {
				t.Errorf("%+v", c)
			}
			if got := readersText(c); got != ": to a@x.example bcc unsure@x.example to later@x.example; rep=R1: to r1@x.example" {
				t.Error(got)
			}
			// Once the second version is sealed, waiting messages of the first one are cancelled.
			of.work(s, Replace(s, c, true), false)
			if got := states(t, l); got != "sent, dead, uncertain, cancelled replaced by version 2" {
				t.Error(got)
			}

			// The third version is a reply to both. A version that was made from one that is no longer the newest is
			// made again.
			third, late := of.ask(ledger.Correction, &Request{}), of.ask(ledger.Correction, &Request{})
			c, before := of.corrects(third), of.corrects(late)
			if got := readersText(c); c.Version != 3 || got != ": to a@x.example+ bcc unsure@x.example+ to later@x.example; rep=R1: to r1@x.example+" {
				t.Error(c.Version, got)
			}
			of.work(third, Replace(third, c, true), false)
			if err := l.Write(t.Context(), func(t ledger.Tx) error { return Replace(late, before, true)(context.Background(), t) }); !errors.Is(err, ledger.ErrOvertaken) {
				t.Errorf("two third versions: %v", err)
			}

			// A turn that is sent again becomes a correction if something changed. Otherwise it stays as it is.
			again := of.ask(ledger.Again, &Request{Repeat: true})
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

// both runs a test on SQLite and on PostgreSQL.
func both(t *testing.T, do func(*testing.T, *office)) {
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
			do(t, &office{t: t, l: l})
		})
	}
}

// A message that is being sent while its correction is sealed is not tried again, because it would arrive after the
// correction.
func TestWhatIsLeavingIsNotTriedAgain(t *testing.T) {
	for want, doubt := range map[string]bool{"cancelled": false, "uncertain": true} {
		both(t, func(t *testing.T, of *office) {
			of.to, of.doubt = []string{"to:leaving@x.example"}, doubt
			of.meanwhile = func() {
				s := of.ask(ledger.Correction, &Request{Force: true})
				c := of.corrects(s)
				if got := readersText(c); !strings.Contains(got, "to leaving@x.example") {
					t.Errorf("who may have it gets the correction: %s", got)
				}
				of.work(s, Replace(s, c, true), true)
			}
			of.work(of.ask(ledger.Scheduled, nil), nil, false)
			if got := states(t, of.l); !strings.Contains(got, ", "+want+" not tried again, because a correction replaces it. 451 busy") {
				t.Error(got)
			}
		})
	}
}

// A replaced edition cannot be sent again by hand. A correction that a reviewer refused replaces nothing.
func TestReplacedIsNotSentAgain(t *testing.T) {
	both(t, func(t *testing.T, of *office) {
		ctx := t.Context()
		first := of.ask(ledger.Scheduled, nil)
		of.work(first, nil, false)
		s := of.ask(ledger.Correction, &Request{Force: true})
		along := Replace(s, of.corrects(s), true)
		of.work(s, func(ctx context.Context, x ledger.Tx) error {
			return errors.Join(along(ctx, x), review.Ask(ctx, x, s.ID, review.Review{Until: now, Asked: now}))
		}, true)
		list, err := of.l.Editions(ctx, turn.Report, turn.Slot)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list { // the editions of the first version, and the withheld ones of the second
			want := ledger.ErrReplaced
			if e.Extra > 0 {
				want = ledger.ErrWithheld
			}
			if err := of.l.Repeat(ctx, e.ID, map[string]string{"": "a@x.example", "rep=R1": "r1@x.example"}[e.Row]); !errors.Is(err, want) {
				t.Errorf("%s once more: %v", e.Key, err)
			}
		}
		if n, err := of.l.ResendTurn(ctx, first.Key); n != 0 || err != nil {
			t.Errorf("%d of the first version are sent again, %v", n, err)
		}
		if _, err := review.Decide(ctx, of.l, s.Key, review.Refused, "", "chief", "wrong", now); err != nil {
			t.Fatal(err)
		}
		if n, err := of.l.ResendTurn(ctx, s.Key); n != 0 || err != nil {
			t.Errorf("%d refused messages are sent, %v", n, err)
		}
		if n, err := of.l.ResendTurn(ctx, first.Key); n != 3 || err != nil { // the dead, the uncertain and the waiting message
			t.Errorf("%d of the first version, which is in force again, %v", n, err)
		}
	})
}

// Messages of a member's edition that does not change are not cancelled if another member's edition is replaced.
func TestOnlyWhatIsReplacedIsCancelled(t *testing.T) {
	both(t, func(t *testing.T, of *office) {
		of.work(of.ask(ledger.Scheduled, nil), nil, false)
		s := of.ask(ledger.Correction, &Request{})
		along := Replace(s, of.corrects(s), true)
		w := ledger.Workers{Produce: func(context.Context, ledger.Job) ledger.Outcome { // the edition of all is stored, but sent to nobody
			rep := ledger.Made{Row: "rep=R1", Edition: ledger.Edition{PDF: []byte("%PDF"), Figures: []byte("{}")}, Deliveries: []ledger.Delivery{
				{Address: "r1@x.example", MessageID: "second", Raw: []byte("mail"), Purpose: ledger.ForReport}}}
			out := ledger.AsProduced(rep, ledger.Made{Edition: rep.Edition})
			out.Along = along
			return out
		}, Deliver: func(context.Context, *ledger.DueDelivery) ledger.Answer { return ledger.Answer{} }}
		if err := of.l.Drain(t.Context(), s.Key, w, ledger.Limits{}); err != nil {
			t.Fatal(err)
		}
		if got := states(t, of.l); got != "sent, dead, uncertain, retrying" {
			t.Error(got)
		}
		if by, err := of.l.ReplacedBy(t.Context(), turn); err != nil || len(by) != 1 {
			t.Errorf("replaced: %v, %v", by, err)
		}
	})
}

// An edition that is sent again has the version that readers have if nothing changed, else the next one.
func TestVersionOfWhatIsSentAgain(t *testing.T) {
	both(t, func(t *testing.T, of *office) {
		of.work(of.ask(ledger.Scheduled, nil), nil, false)
		for _, changed := range []bool{false, true, false, true} {
			s := of.ask(ledger.Again, &Request{Repeat: true})
			of.work(s, Replace(s, of.corrects(s), changed), false)
		}
		list, err := of.l.Editions(t.Context(), turn.Report, turn.Slot)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, e := range list {
			if e.Row == "" {
				got = append(got, e.Version)
			}
		}
		if !slices.Equal(got, []int{3, 2, 2, 1, 1}) { // newest first
			t.Error(got)
		}
	})
}

// If a correction that waits for its release is itself corrected, nothing of it remains to be released.
func TestReplacedBeforeItsRelease(t *testing.T) {
	both(t, func(t *testing.T, of *office) {
		ctx := t.Context()
		of.work(of.ask(ledger.Scheduled, nil), nil, false)
		for range 2 {
			s := of.ask(ledger.Correction, &Request{Force: true})
			c := of.corrects(s)
			along := Replace(s, c, true)
			of.work(s, func(ctx context.Context, x ledger.Tx) error {
				return errors.Join(along(ctx, x), review.Replace(ctx, x, s.Key, c.Version, now), review.Ask(ctx, x, s.ID, review.Review{Until: now, Asked: now}))
			}, true)
		}
		list, err := review.Waiting(ctx, of.l)
		if err != nil || len(list) != 1 || list[0].Extra != 2 {
			t.Errorf("%+v, %v", list, err)
		}
		if _, err := review.Decide(ctx, of.l, ledger.Key{Report: turn.Report, Slot: turn.Slot, Extra: 1}, review.Released, "", "chief", "", now); !errors.Is(err, review.ErrDecided) {
			t.Errorf("the second version is released after the third: %v", err)
		}
	})
}
