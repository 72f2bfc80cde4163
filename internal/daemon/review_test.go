package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/review"
)

// reviewed returns the weekly report with reviewers.
func reviewed(otherwise string) string {
	return strings.Replace(weekly, "    sections:", "    release: {by: [chief@shop.example], within: 2h, else: "+otherwise+"}\n    sections:", 1)
}

// withReviews makes the fake maker write the mail to the reviewers, as the real one does.
func withReviews(b *bench) {
	b.maker.with = func(t maker.Task) *maker.Product {
		if t.Review == nil {
			return nil
		}
		bare := t
		bare.Review = nil
		p, _ := b.maker.make(b.t.Context(), b.current.Load().cfg, bare)
		p.Made.Review, p.Made.ReviewID = []byte("Message-ID: <review@x>\r\nSubject: To release\r\n\r\nlook until "+t.Review.Until.Format("15:04")+"\r\n"), "review@x"
		return p
	}
}

// Readers get the report after its release, and not after a refusal. The reviewers get it first.
func TestReview(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), reviewed("hold"))
	withReviews(b)
	b.step()
	b.set(monday)
	b.step()
	if l := p.letters("chief@shop.example"); len(l) != 1 || !strings.Contains(l[0], "look until 10:00") || p.count("boss@shop.example") != 0 {
		t.Fatalf("the chief has %q, the boss %d", l, p.count("boss@shop.example"))
	}
	k := ledger.Key{Report: "weekly", Slot: "2026-11-16"}
	b.run(30 * time.Minute)
	if n, err := review.Decide(t.Context(), b.Ledger, k, review.Released, "", "chief", "", b.now()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	b.step()
	l := p.letters("boss@shop.example")
	if len(l) != 1 || !strings.Contains(text(t, l[0]), "figures") {
		t.Fatalf("the boss has %q", l)
	}
	b.set(monday.AddDate(0, 0, 7))
	b.step()
	k.Slot = "2026-11-23"
	if n, err := review.Decide(t.Context(), b.Ledger, k, review.Refused, "", "chief", "wrong month", b.now()); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	b.run(3 * time.Hour)
	if n := p.count("boss@shop.example") + p.count("ops@shop.example"); n != 1 {
		t.Errorf("%d letters after a refusal", n)
	}
}

// If nobody answers, the report stays held and its owner is told once, or it is sent, as the YAML says.
func TestReviewWithoutAnswer(t *testing.T) {
	for otherwise, want := range map[string][2]int{"hold": {0, 1}, "send": {1, 0}} {
		p := newPostbox(t)
		b := newBench(t, p.yaml(), reviewed(otherwise))
		withReviews(b)
		b.step()
		b.set(monday)
		b.run(119 * time.Minute)
		if n := p.count("boss@shop.example"); n != 0 {
			t.Errorf("%s: sent before the time was over", otherwise)
		}
		b.run(30 * time.Minute)
		if got := [2]int{p.count("boss@shop.example"), p.count("ops@shop.example")}; got != want {
			t.Errorf("%s: boss and owner have %v letters, want %v", otherwise, got, want)
		}
		if l := p.letters("ops@shop.example"); len(l) > 0 && !strings.Contains(text(t, l[0]), "bilan release weekly 2026-11-16") {
			t.Error(l)
		}
		k := ledger.Key{Report: "weekly", Slot: "2026-11-16"}
		if _, err := review.Decide(t.Context(), b.Ledger, k, review.Released, "", "chief", "", b.now()); (err == nil) != (otherwise == "hold") {
			t.Errorf("%s: released afterwards: %v", otherwise, err)
		}
		b.step()
		if n := p.count("boss@shop.example"); n != 1 {
			t.Errorf("%s: the boss has %d at last", otherwise, n)
		}
	}
}

// No report is sent unseen: the reviewers' time begins when their mail arrives. If the server refuses that mail to all
// of them, the report stays held.
func TestNobodyCouldLook(t *testing.T) {
	p := newPostbox(t)
	p.script["chief@shop.example"] = []string{"451 4.3.2 busy", "451 4.3.2 busy", "451 4.3.2 busy", "451 4.3.2 busy"}
	b := newBench(t, p.yaml(), reviewed("send"))
	withReviews(b)
	b.step()
	b.set(monday)
	for p.count("chief@shop.example") == 0 {
		b.run(time.Minute)
	}
	late := b.now().Sub(monday)
	b.run(119 * time.Minute)
	if n := p.count("boss@shop.example"); n != 0 || late < 5*time.Minute {
		t.Errorf("the boss has %d letters, and the chief had two hours less %s to look", n, late)
	}
	b.run(5 * time.Minute)
	if n := p.count("boss@shop.example"); n != 1 {
		t.Errorf("the boss has %d letters", n)
	}

	p = newPostbox(t)
	p.script["chief@shop.example"] = []string{"550 5.1.1 no such user"}
	b = newBench(t, p.yaml(), reviewed("send"))
	withReviews(b)
	b.step()
	b.set(monday)
	b.run(3 * time.Hour)
	if l := p.letters("ops@shop.example"); p.count("boss@shop.example") != 0 || len(l) != 1 || !strings.Contains(text(t, l[0]), "bilan release weekly 2026-11-16") {
		t.Errorf("the boss has %d letters, the owner %q", p.count("boss@shop.example"), l)
	}
}
