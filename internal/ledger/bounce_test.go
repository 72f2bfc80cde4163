package ledger

import (
	"context"
	"errors"
	"testing"
	"time"
)

// sentTo makes and sends a turn, and returns its deliveries.
func sentTo(t *testing.T, l *Ledger, slot string, addresses ...string) []Delivery {
	t.Helper()
	of := &office{out: func(j Job) Outcome {
		m := letters(addresses...)
		for i := range m.Deliveries {
			m.Deliveries[i].MessageID = j.Slot.Key.Slot + "." + addresses[i]
		}
		return AsProduced(m)
	}}
	s, _, err := l.Request(t.Context(), TurnRequest{Key: Key{Report: "sales", Slot: slot}, Due: l.now()})
	check(t, err)
	check(t, l.Drain(t.Context(), s.Key, of.workers(), Limits{}))
	return must[[]Delivery](t)(l.Deliveries(t.Context(), must[Slot](t)(l.Slot(t.Context(), s.Key)).Edition))
}

// A notification is assigned to its message once. The owner is notified of the failed message together with others that
// did not arrive.
func TestBounce(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		clock := &testClock{}
		clock.set(monday)
		o.Now = clock.now
		l := locked(t, o)
		first := sentTo(t, l, "2026-11-16", "Petit@x.example", "roux@x.example", "liste@x.example")
		clock.set(monday.Add(time.Hour))
		var along []string
		bounce := func(b Bounce) (BounceResult, error) {
			return l.RecordBounce(t.Context(), b, func(ctx context.Context, x Tx, d Delivery) error {
				along = append(along, d.Address+" "+string(d.State))
				_, err := x.Exec(ctx, "UPDATE bilan_delivery SET worker = 'along' WHERE id = $1", d.ID)
				return err
			})
		}
		hard := Bounce{Digest: "one", At: clock.now(), Originals: []string{"2026-11-16.Petit@x.example"}, Addresses: []string{"petit@X.example"},
			Status: "5.1.1", Words: "550 5.1.1 no such user", Failed: true}
		if got := must[BounceResult](t)(bounce(hard)); got.Known || got.Behind || got.Delivery.ID != first[0].ID || got.Delivery.State != Dead {
			t.Errorf("%+v", got)
		}
		if got := must[BounceResult](t)(bounce(hard)); !got.Known {
			t.Errorf("read again: %+v", got)
		}
		// Without a Message-ID the notification is assigned to the last message to the address.
		second := sentTo(t, l, "2026-11-17", "roux@x.example")
		full := Bounce{Digest: "two", At: clock.now(), Addresses: []string{"roux@x.example"}, Status: "5.2.2", Words: "full", Failed: true}
		if got := must[BounceResult](t)(bounce(full)); got.Delivery.ID != second[0].ID || got.Delivery.Reply != "bounced: full" {
			t.Errorf("full: %+v", got)
		}
		// A notification about one member of a list does not change the message to the list. A delayed message may
		// still arrive.
		member := hard
		member.Digest, member.Originals, member.Addresses = "three", []string{"2026-11-16.liste@x.example"}, []string{"member@y.example"}
		if got := must[BounceResult](t)(bounce(member)); !got.Behind || got.Delivery.State != Sent {
			t.Errorf("a member: %+v", got)
		}
		delayed := Bounce{Digest: "four", At: clock.now(), Originals: []string{"2026-11-16.liste@x.example"}, Addresses: []string{"liste@x.example"}, Status: "4.4.7"}
		if got := must[BounceResult](t)(bounce(delayed)); got.Behind || got.Delivery.State != Sent {
			t.Errorf("delayed: %+v", got)
		}
		for name, b := range map[string]Bounce{
			"another's message": {Digest: "x", At: clock.now(), Originals: []string{"nobody"}, Addresses: []string{"nobody@x.example"}, Failed: true},
			"long before":       {Digest: "x", At: monday.AddDate(0, 0, 30), Addresses: []string{"roux@x.example"}, Failed: true},
			"before it left":    {Digest: "x", At: monday.Add(-time.Hour), Addresses: []string{"roux@x.example"}, Failed: true},
			"without a date":    {Digest: "x", Addresses: []string{"roux@x.example"}, Failed: true},
		} {
			if _, err := bounce(b); !errors.Is(err, ErrNotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if len(along) != 3 || along[0] != "Petit@x.example dead" || along[1] != "roux@x.example dead" || along[2] != "liste@x.example sent" {
			t.Errorf("along %v", along)
		}
		told := map[string]bool{}
		w := (&office{}).workers()
		w.Undelivered = func(_ Key, list []Delivery) []Delivery {
			for _, d := range list {
				told[d.Address] = true
			}
			return nil
		}
		check(t, l.Drain(t.Context(), Key{}, w, Limits{}))
		if !told["Petit@x.example"] || !told["roux@x.example"] || len(told) != 2 {
			t.Errorf("told %v", told)
		}
		removed, err := l.Retain(t.Context(), monday.AddDate(1, 0, 0))
		check(t, err)
		if removed.Editions != 1 { // the newer edition stays
			t.Errorf("%+v", removed)
		}
	})
}
