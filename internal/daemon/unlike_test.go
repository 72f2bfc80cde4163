package daemon

import (
	"errors"
	"strings"
	"testing"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/review"
)

// A distribution that differs from the one before waits until somebody releases exactly this distribution by its hash.
// A similar one is sent immediately.
func TestDistributionUnlikeTheOneBefore(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	address, hash := "r01@shop.example", ""
	b.maker.with = func(task maker.Task) *maker.Product {
		b.maker.with = nil
		made, _ := b.maker.make(t.Context(), b.current.Load().cfg, task)
		d := &distribution.Distribution{Report: task.Report, Slot: task.Turn.String(), Lines: []distribution.Line{{Member: "rep=R01", Label: "Émilie", To: []string{address}, Rows: 40}}}
		d.Finish()
		made.Made.Distribution, made.Made.DistributionHash, hash = d.JSON(), d.Hash, d.Hash
		return made
	}
	with := b.maker.with
	week := func(n int) {
		b.maker.with = with
		b.set(monday.AddDate(0, 0, 7*n))
		b.run(10 * time.Minute)
	}
	b.step()
	week(0)
	week(1)
	if n := p.count("boss@shop.example"); n != 2 {
		t.Fatalf("%d letters of two weeks that are alike", n)
	}
	address = "r01@shop.exmple"
	week(2)
	if n := p.count("boss@shop.example"); n != 2 {
		t.Fatalf("%d letters: one that is unlike was sent", n)
	}
	k := ledger.Key{Report: "weekly", Slot: "2026-11-30"}
	if l := p.letters("ops@shop.example"); len(l) != 1 || !strings.Contains(text(t, l[0]), "no recipient had an address at shop.exmple last time") || !strings.Contains(text(t, l[0]), "bilan release weekly 2026-11-30 --hash "+hash) || strings.Contains(text(t, l[0]), "read again") {
		t.Errorf("letters to the owner: %s", l)
	}
	var other *review.OtherHashError
	if _, err := review.Decide(t.Context(), b.Ledger, k, review.Released, "another", "chief", "", b.now()); !errors.As(err, &other) {
		t.Errorf("released by another hash: %v", err)
	}
	if _, err := review.Decide(t.Context(), b.Ledger, k, review.Released, hash, "chief", "", b.now()); err != nil {
		t.Fatal(err)
	}
	b.step()
	if n := p.count("boss@shop.example"); n != 3 {
		t.Errorf("%d letters after the release", n)
	}
}

// A distribution that differs is not sent if no reviewer answers.
func TestUnlikeIsNotSentWithoutAnAnswer(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), reviewed("send"))
	address := "r01@shop.example"
	week := func(n int) {
		b.maker.with = func(task maker.Task) *maker.Product {
			b.maker.with = nil
			made, _ := b.maker.make(t.Context(), b.current.Load().cfg, task)
			d := &distribution.Distribution{Report: task.Report, Slot: task.Turn.String(), Lines: []distribution.Line{{Member: "rep=R01", Label: "Émilie", To: []string{address}, Rows: 40}}}
			d.Finish()
			made.Made.Distribution, made.Made.DistributionHash = d.JSON(), d.Hash
			made.Made.Review, made.Made.ReviewID = []byte("Message-ID: <review@x>\r\nSubject: To release\r\n\r\nlook\r\n"), "review@x"
			return made
		}
		b.set(monday.AddDate(0, 0, 7*n))
		b.run(5 * time.Hour)
	}
	b.step()
	week(0)
	week(1)
	if n := p.count("boss@shop.example"); n != 2 {
		t.Fatalf("%d letters of two weeks that are alike", n)
	}
	address = "r01@shop.exmple"
	week(2)
	if n := p.count("boss@shop.example"); n != 2 {
		t.Errorf("%d letters: one that is unlike was sent", n)
	}
	if l := p.letters(owner); len(l) == 0 || !strings.Contains(text(t, l[0]), "no recipient had an address at shop.exmple last time") {
		t.Errorf("letters to the owner: %s", l)
	}
}
