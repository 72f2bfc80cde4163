package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/suspension"
)

// An address that the mail server refuses as unknown gets no more reports. Its owner is told, together with other
// messages that did not arrive. A server that refuses every address suspends only one.
func TestRefusalsSuspend(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), strings.Replace(weekly, "boss@shop.example", "gone@shop.example, full@shop.example, boss@shop.example", 1))
	b.step()
	week := func(n int) {
		b.set(monday.AddDate(0, 0, 7*n))
		b.step()
		b.set(b.now().Add(time.Hour))
		b.step()
	}
	suspended := func() (list []string) {
		all, err := suspension.All(t.Context(), b.Ledger)
		check(t, err)
		for _, s := range all {
			list = append(list, s.Address+" "+s.Reason)
		}
		return list
	}
	week(0)
	p.script["gone@shop.example"] = []string{"550 5.1.1 no such user"}
	p.script["full@shop.example"] = []string{"552 5.2.2 mailbox full"}
	week(1)
	if list := suspended(); len(list) != 1 || list[0] != "gone@shop.example 5.1.1 no such user" {
		t.Fatalf("suspended: %q", list)
	}
	if letters := p.letters(owner); len(letters) != 1 || !strings.Contains(text(t, letters[0]), "until you decide otherwise: gone@shop.example\r\n") {
		t.Errorf("the owner has %q", letters)
	}
	week(2)
	if gone, boss := p.count("gone@shop.example"), p.count("boss@shop.example"); gone != 1 || boss != 3 {
		t.Errorf("gone has %d copies, boss %d", gone, boss)
	}
	p.mood = func() string { return "550 5.1.1 nobody here" }
	week(3)
	if list := suspended(); len(list) != 2 {
		t.Errorf("suspended: %q", list)
	}
}
