package ledger

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger/database"
)

// A message whose bytes are replaced before its first attempt still shares the edition's body, unless the new bytes do
// not contain that body. Each attempt and a later copy have the same bytes.
func TestOtherBytes(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		made := letters("a@x.example", "b@x.example", "c@x.example")
		made.Body = pattern("body", 100<<10)
		want := map[string]string{}
		for _, d := range made.Deliveries {
			want[d.Address] = string(d.Head) + string(made.Body)
		}
		note := "Date: later\nTo: b@x.example\n" + string(made.Body[:5000]) + "late" + string(made.Body[5000:7000]) + "again late" + string(made.Body[7000:])
		want["b@x.example"], want["c@x.example"] = note, strings.Repeat("another ", 100)
		of := &office{out: func(Job) Outcome { return AsProduced(made) }, ans: func(p *DueDelivery) Answer {
			if p.Attempts == 1 {
				if raw := want[p.Address]; raw != string(p.Raw) {
					check(t, p.ReplaceBytes(ctx, []byte(raw)))
				}
				return Answer{State: Waiting, Next: time.Now()}
			}
			if string(p.Raw) != want[p.Address] || p.Replaced != (p.Address != "a@x.example") {
				t.Errorf("%s: %d bytes, replaced %v", p.Address, len(p.Raw), p.Replaced)
			}
			return Answer{}
		}}
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		s = must[Slot](t)(l.Slot(ctx, s.Key))
		sum := 0
		for _, d := range must[[]Delivery](t)(l.Deliveries(ctx, s.Edition)) {
			whole := must[Delivery](t)(l.Delivery(ctx, d.ID))
			more := must[[]Delivery](t)(l.AddDeliveries(ctx, s.Edition, true, Delivery{Address: d.Address, Raw: whole.Raw, Head: whole.Head, Body: whole.Body}))
			if again := must[Delivery](t)(l.Delivery(ctx, more[0].ID)); !bytes.Equal(again.Raw, whole.Raw) || string(whole.Raw) != want[d.Address] {
				t.Errorf("%s: %d and %d bytes", d.Address, len(whole.Raw), len(again.Raw))
			}
			var n int
			check(t, database.One(ctx, l.db.Reader(), "SELECT length(head) FROM bilan_delivery WHERE id = $1", []any{d.ID}, &n))
			sum += n
		}
		if len(of.sent) != 3 || sum > 2000 {
			t.Errorf("sent %v, %d bytes of their own", of.sent, sum)
		}
	})
}
