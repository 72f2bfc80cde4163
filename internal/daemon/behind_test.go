package daemon

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"bilan/internal/ledger"
)

// The copy of the state is older than an edit. MaybeSent also lists the turns that were due by the old schedule, under
// the old name.
func TestMaybeSentKnowsTheScheduleOfTheCopy(t *testing.T) {
	before := edited{send: `every: month, day: 16, at: "08:00"`, periods: "last month"}
	after := edited{send: `every: week, day: tuesday, at: "08:00"`, periods: "last month", name: "new", more: "    renamed_from: r\n"}
	b := &bench{t: t, dir: t.TempDir(), at: at(15, 7, 0), maker: &fakeMaker{}}
	b.writeText(before.text())
	b.open(ledger.Options{SQLite: filepath.Join(t.TempDir(), "state.db")})
	b.step()
	check(t, b.Ledger.SetBehind(t.Context(), time.Time{}, "said by hand"))
	b.writeText(after.text())
	b.set(at(17, 12, 0))
	b.restart()
	list, err := b.MaybeSent(t.Context())
	check(t, err)
	var got []string
	for _, m := range list {
		got = append(got, m.Key.String())
		if len(m.Names) != 2 || len(m.List) != 1 {
			t.Errorf("%s is known by %q and %q", m.Key, m.Names, m.List)
		}
	}
	if diff := cmp.Diff([]string{"new 2026-11-16", "new 2026-11-17"}, got); diff != "" {
		t.Error(diff)
	}
}

// A person declares, while the daemon runs, that the state was restored. The daemon pauses, tells the owner by mail and
// others by the alarm, and goes on once it is settled.
func TestRestoredWhileItRuns(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	b.step()
	check(t, b.Ledger.SetBehind(t.Context(), time.Time{}, "said by hand"))
	b.set(monday)
	check(t, b.Plan(t.Context()))
	alarms, err := b.Ledger.ClaimAlarms(t.Context())
	check(t, err)
	if b.mayWork() || len(b.maker.tasks) != 0 || len(alarms) != 1 || alarms[0].Kind != ledger.BehindAlarm || alarms[0].Reason != "said by hand" {
		t.Errorf("works: %v, made %d, alarms %+v", b.mayWork(), len(b.maker.tasks), alarms)
	}
	if head, text := b.Daemon.active().alarmText(alarms[0]); !strings.Contains(head, "restored") || !strings.Contains(text, "bilan state reconcile") {
		t.Errorf("the alarm says %q, %q", head, text)
	}
	if n := p.count(owner); n != 1 {
		t.Errorf("the owner got %d mails", n)
	}
	check(t, b.Ledger.EndBehind(t.Context()))
	b.step()
	if lasting, err := b.Ledger.Alarms(t.Context()); err != nil || len(lasting) != 0 || !b.mayWork() || len(b.maker.tasks) != 1 {
		t.Errorf("%+v %v, made %d", lasting, err, len(b.maker.tasks))
	}
}
