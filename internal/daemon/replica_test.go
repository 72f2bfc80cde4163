package daemon

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/testdb"
)

// Two daemons share a database. One has an older YAML without one of the reports: it plans and makes nothing, and
// readiness of both says so. The owner is told after the time of a roll-out. The newer daemon sends everything once.
func TestReplicasWithTwoYAMLs(t *testing.T) {
	dsn := testdb.Postgres(t)
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	replica := func(file string) *Daemon {
		l, err := ledger.Open(t.Context(), ledger.Options{Postgres: dsn, Now: b.now})
		check(t, err)
		t.Cleanup(func() { check(t, l.Close()) })
		d := b.daemon(l)
		d.Load = func() (*config.Config, *load.Snapshot, error) { return load.LoadSnapshot(file, os.LookupEnv) }
		check(t, d.Start())
		return d
	}
	second := strings.NewReplacer("weekly", "second", "boss@", "second@").Replace(weekly)
	old := replica(filepath.Join(b.dir, "bilan.yaml"))
	check(t, old.Plan(t.Context()))
	was, err := os.ReadFile(filepath.Join(b.dir, "bilan.yaml"))
	check(t, err)
	file := filepath.Join(b.dir, "newer.yaml")
	check(t, os.WriteFile(file, []byte(string(was)+second), 0o600))
	next := replica(file)
	step := func(d *Daemon) {
		t.Helper()
		check(t, d.Plan(t.Context()))
		check(t, d.Ledger.Drain(t.Context(), ledger.Key{}, d.Workers(), d.limits()))
	}
	check(t, next.Plan(t.Context()))
	b.set(monday)
	check(t, old.Plan(t.Context()))
	if slots, err := old.Ledger.Slots(t.Context(), ledger.Filter{}); err != nil || len(slots) != 0 {
		t.Errorf("the older one planned %v %v", slots, err)
	}
	check(t, next.Plan(t.Context()))
	step(old)
	if n := len(b.maker.tasks); n != 0 {
		t.Errorf("the older one made %d reports", n)
	}
	step(next)
	for _, a := range []string{"boss@shop.example", "second@shop.example"} {
		if n := p.count(a); n != 1 {
			t.Errorf("%s has %d copies", a, n)
		}
	}
	for d, want := range map[*Daemon]string{old: "that replica does the work: ", next: "with an older YAML, which wait: "} {
		d.stats.Ready.Store(true)
		if code, body := ask(t, d.Handler(), "/readyz"); code != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("%d %s", code, body)
		}
		if _, body := ask(t, d.Handler(), "/metrics"); !strings.Contains(body, "bilan_replicas_with_another_yaml 1\n") {
			t.Errorf("metrics: %s", body)
		}
	}
	if n := p.count(owner); n != 0 {
		t.Errorf("the owner got %d mails during a roll-out", n)
	}
	testdb.PostgresExec(t, dsn, fmt.Sprintf("UPDATE bilan_replica SET since = since - 600000000 WHERE name = '%s'", old.replica)) // makes the state say that the replica has had its YAML for ten minutes
	step(next)
	step(next)
	if n := p.count(owner); n != 0 {
		t.Errorf("the owner got %d mails when the YAML was edited", n)
	}
	testdb.PostgresExec(t, dsn, "UPDATE bilan_replica SET since = since - 600000000")
	for range 3 {
		step(next)
	}
	if letters := p.letters(owner); len(letters) != 1 || !strings.Contains(text(t, letters[0]), old.replica+": ") {
		t.Errorf("the owner got %q", letters)
	}
	// After the newer daemon ends, the older one plans, but leaves reports alone that it does not know.
	next.withdraw(t.Context())
	b.set(monday.AddDate(0, 0, 7))
	_, _, err = old.Ledger.Request(t.Context(), ledger.TurnRequest{Key: ledger.Key{Report: "second", Slot: "2026-11-23"}, Due: b.now()})
	check(t, err)
	step(old)
	if p.count("boss@shop.example") != 2 || p.count("second@shop.example") != 1 {
		t.Errorf("the boss has %d copies, the second %d", p.count("boss@shop.example"), p.count("second@shop.example"))
	}
	if s, err := old.Ledger.Slot(t.Context(), ledger.Key{Report: "second", Slot: "2026-11-23"}); err != nil || s.State != ledger.Planned {
		t.Errorf("the second is %s %v", s.State, err)
	}
}
