package daemon

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// Chaos runs the daemon as it is, children and SMTP included, with a clock in which a second is a minute, and kills it
// at random instants. BILAN_CHAOS says how many times (make chaos); the short form is for every run.

var everyMinute = []string{"alpha", "beta", "gamma"}

// chaotic are reports that leave each minute to three addresses each.
func chaotic() string {
	text := ""
	for _, name := range everyMinute {
		text += fmt.Sprintf(`  %[1]s:
    title: %[1]s
    periods: [last week]
    send: {cron: "* * * * *"}
    missed: all
    to: [%[1]s.1@shop.example, %[1]s.2@shop.example, %[1]s.3@shop.example]
    sections: [scorecard: [revenue]]
`, name)
	}
	return text
}

func chaosKills(short int) (kills int, long bool) {
	if n, err := strconv.Atoi(os.Getenv("BILAN_CHAOS")); err == nil {
		return n, true
	}
	return short, false
}

// shaky is a mail server that is sometimes busy and sometimes slow.
func shaky() string {
	time.Sleep(time.Duration(rand.Int64N(int64(15 * time.Millisecond))))
	if rand.IntN(20) == 0 {
		return "451 4.3.2 busy"
	}
	return "ok"
}

func TestChaosOnSQLite(t *testing.T) {
	kills, _ := chaosKills(6)
	if testing.Short() {
		kills = 3
	}
	p := newPostbox(t)
	p.mood = shaky
	b := newBench(t, p.yaml(), chaotic())
	check(t, b.Ledger.Close())
	start := time.Now()
	s := b.serve(start)
	for range kills {
		time.Sleep(50*time.Millisecond + time.Duration(rand.Int64N(int64(1200*time.Millisecond))))
		check(t, s.Process.Kill())
		_ = s.Wait()
		s = b.serve(start)
	}
	end := fastClock(start)()
	b.settle(p, []*servant{s}, ledger.Options{SQLite: filepath.Join(b.dir, "state.db")}, end)
	b.judge(p, kills, end)
}

// settle lets the daemons come to rest on all that was due by end, and stops them in good order. The bench has the ledger
// afterwards.
func (b *bench) settle(p *postbox, crew []*servant, o ledger.Options, end time.Time) {
	b.t.Helper()
	o.Now = b.now
	b.set(end)
	l, err := ledger.Open(b.t.Context(), o) // looks on, as a command does
	check(b.t, err)
	began := time.Now()
	eventually(b.t, "the last process works", func() bool { // before that it does not hear SIGTERM
		working, err := l.Worked(b.t.Context())
		return err == nil && working
	})
	eventually(b.t, "all that is due is sent", func() bool { return settled(b.t, l, end) })
	b.t.Logf("at rest %s after the last kill", time.Since(began).Round(10*time.Millisecond))
	check(b.t, l.Close())
	for _, s := range crew {
		check(b.t, s.Process.Signal(syscall.SIGTERM))
	}
	for _, s := range crew {
		b.t.Logf("process %d", s.Process.Pid)
		if err := s.Wait(); err != nil {
			b.t.Errorf("%v: %s", err, s.words.String())
		}
	}
	b.open(o)
}

func settled(t testing.TB, l *ledger.Ledger, end time.Time) bool {
	for _, report := range everyMinute {
		newest, err := l.Slots(t.Context(), ledger.Filter{Report: report, Since: end, Limit: 1})
		check(t, err)
		if len(newest) == 0 {
			return false // not even planned that far
		}
	}
	list, err := l.Slots(t.Context(), ledger.Filter{Until: end})
	check(t, err)
	for _, s := range list {
		if !s.State.Final() {
			return false
		}
		messages, err := l.Deliveries(t.Context(), s.Edition)
		check(t, err)
		for _, d := range messages {
			if !d.State.Final() {
				return false
			}
		}
	}
	return true
}
