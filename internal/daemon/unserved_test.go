package daemon

import (
	"strings"
	"testing"
	"time"

	"bilan/internal/distribution"
	"bilan/internal/maker"
)

// The owner is told once about each member who gets no edition although he should, with the reason. He is not told
// about members who left or have no rows.
func TestMembersWithoutAnEditionAreTold(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	lines := []distribution.Line{
		{Member: "rep=R01", Label: "Émilie", To: []string{"r01@shop.example"}, Rows: 40},
		{Member: "rep=R02", Label: "Søren", Skipped: "no_address", Detail: "staff"},
		{Member: "rep=R03", Label: "Jean", Skipped: "left", Detail: "2026-03-31"},
		{Member: "rep=R04", Label: "Inès", Skipped: "no_rows"},
	}
	week := func(n int) string {
		b.maker.with = func(task maker.Task) *maker.Product {
			b.maker.with = nil
			made, _ := b.maker.make(t.Context(), b.current.Load().cfg, task)
			d := &distribution.Distribution{Report: task.Report, Slot: task.Turn.String(), Lines: lines}
			d.Finish()
			made.Made.Distribution, made.Made.DistributionHash = d.JSON(), d.Hash
			return made
		}
		before := p.count("ops@shop.example")
		b.set(monday.AddDate(0, 0, 7*n))
		b.run(10 * time.Minute)
		told := ""
		for _, l := range p.letters("ops@shop.example")[before:] {
			told += text(t, l)
		}
		return told
	}
	b.step()
	if told := week(0); !strings.Contains(told, "Weekly sales: some members get no edition") || !strings.Contains(told, "Søren (rep=R02): no address in staff") ||
		strings.Contains(told, "Jean") || strings.Contains(told, "Inès") || !strings.Contains(told, "bilan send weekly --only rep=R02 --to ADDRESS") {
		t.Errorf("the first week: %s", told)
	}
	if told := week(1); told != "" {
		t.Errorf("told again: %s", told)
	}
	lines = append(lines, distribution.Line{Member: "team=Nord", Label: "Nord", Skipped: "bad_address", Detail: "paul"})
	lines = append(lines, distribution.Line{Member: "rep=R05", Label: "Ida", Skipped: distribution.SkippedFailed, Detail: "draw: too wide"})
	if told := week(2); !strings.Contains(told, "Nord (team=Nord): the address cannot be used: paul") ||
		!strings.Contains(told, "Ida (rep=R05): the edition could not be made: draw: too wide") || strings.Contains(told, "Søren") {
		t.Errorf("another one: %s", told)
	}
	if n := p.count("boss@shop.example"); n != 3 {
		t.Errorf("%d letters to the readers", n)
	}
}
