package daemon

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// wanderer is a state that is never restored. Its daemons are killed, it is moved to other machines, its database fails
// over, and its machine is off for 60 days. None of this may count as a restore, lose a message, or send one twice
// without a mark.
type wanderer struct {
	*bench
	post     *postbox
	start    time.Time
	db       *database // nil for SQLite
	servants []*servant
	done     map[string]int
}

// wandering is a report due every minute. After a time off, only its latest turn is made.
const wandering = `  minutely: {title: Minutely, periods: [last week], send: {cron: "* * * * *"}, to: [a@shop.example, b@shop.example], sections: [scorecard: [revenue]]}
`

func (w *wanderer) options() ledger.Options {
	o := ledger.Options{SQLite: filepath.Join(w.dir, "state.db"), Mark: filepath.Join(w.dir, "sent.mark"), Now: fastClock(w.start)}
	if w.db != nil {
		o = ledger.Options{Postgres: w.db.dsn(), Now: fastClock(w.start)}
	}
	return o
}

func (w *wanderer) begin(i int) {
	var more []string
	if w.db != nil {
		more = append(more, stateVariable+"="+w.db.dsn())
	}
	w.servants[i] = w.serve(w.start, more...)
}

func (w *wanderer) end(i int, how os.Signal) {
	w.t.Helper()
	if err := w.servants[i].Process.Signal(how); err != nil {
		w.t.Fatalf("it ended by itself: %s", w.servants[i].words.String())
	}
	_ = w.servants[i].Wait()
}

// without stops all daemons, calls do, and starts them again.
func (w *wanderer) without(what string, do func()) {
	for i := range w.servants {
		w.end(i, pickSignal())
	}
	do()
	w.done[what]++
	for i := range w.servants {
		w.begin(i)
	}
}

func pickSignal() os.Signal {
	if rand.IntN(2) == 0 {
		return syscall.SIGKILL
	}
	return syscall.SIGTERM
}

func (w *wanderer) step() {
	switch n := rand.IntN(10); {
	case n == 0:
		w.without("60 days off", func() { w.start = w.start.Add(-60 * 24 * time.Hour / fast) })
	case n <= 3 && w.db == nil:
		w.without("moves", w.moveFile)
	case n == 1:
		w.without("failovers", w.db.move)
	case n == 2:
		w.db.stop()
		w.db.start()
		w.done["crashes of the server"]++
	default:
		i := rand.IntN(len(w.servants))
		w.end(i, pickSignal())
		w.begin(i)
		w.done["kills"]++
	}
}

// moveFile copies the SQLite state, as to another machine: with its mark, without one, or with an older mark.
func (w *wanderer) moveFile() {
	for _, name := range must(w.t)(filepath.Glob(filepath.Join(w.dir, "state.db*"))) {
		text, err := os.ReadFile(name)
		check(w.t, err)
		check(w.t, os.Remove(name))
		check(w.t, os.WriteFile(name, text, 0o600))
	}
	mark, old := filepath.Join(w.dir, "sent.mark"), filepath.Join(w.dir, "old.mark")
	switch rand.IntN(3) {
	case 0:
		_ = os.Remove(mark) // the mark may not exist
	case 1:
		if text, err := os.ReadFile(old); err == nil {
			check(w.t, os.WriteFile(mark, text, 0o600))
		}
	}
	if text, err := os.ReadFile(mark); err == nil {
		check(w.t, os.WriteFile(old, text, 0o600))
	}
}

func must(t testing.TB) func([]string, error) []string {
	return func(list []string, err error) []string {
		check(t, err)
		return list
	}
}

// move is a failover to a standby with the same data.
func (d *database) move() {
	d.stop()
	other := d.data + "x"
	if out, err := exec.Command("cp", "-a", d.data, other).CombinedOutput(); err != nil {
		d.t.Fatalf("cp: %v: %s", err, out)
	}
	check(d.t, os.RemoveAll(d.data))
	_ = os.Remove(filepath.Join(other, "postmaster.pid"))
	d.data = other
	d.start()
}

// unpaused fails the test if the state counts as restored.
func (w *wanderer) unpaused() {
	w.t.Helper()
	l, err := ledger.Open(w.t.Context(), w.options())
	if err != nil {
		return // the database is down
	}
	defer l.Close()
	if b, err := l.Behind(w.t.Context()); err != nil || b != nil {
		w.t.Fatalf("after %v the state counts as restored: %+v %v", w.done, b, err)
	}
}

func wander(t *testing.T, replicas int, db *database) {
	p := newPostbox(t)
	p.mood = shaky
	w := &wanderer{post: p, start: time.Now(), db: db, done: map[string]int{}, servants: make([]*servant, replicas)}
	w.bench = &bench{t: t, dir: t.TempDir(), at: monday, maker: &fakeMaker{}}
	w.write(p.yaml(), wandering)
	for i := range w.servants {
		w.begin(i)
	}
	steps := chaosKills(8)
	if testing.Short() {
		steps = 3
	}
	for range steps {
		time.Sleep(100*time.Millisecond + upTo(900*time.Millisecond))
		w.step()
		w.unpaused()
	}
	w.judge()
}

// judge waits until every turn that was due is sent, then checks the ledger and the messages.
func (w *wanderer) judge() {
	t, end := w.t, fastClock(w.start)()
	l, err := ledger.Open(t.Context(), w.options())
	check(t, err)
	defer l.Close()
	c := &chaos{bench: w.bench, post: w.post, long: w.done["60 days off"] > 0}
	eventually(t, "all that was due is sent", func() bool {
		marks, err := l.Watermarks(t.Context())
		return err == nil && marks["minutely"].Until.After(end) && c.allFinal(l, end)
	})
	slots, err := l.Slots(t.Context(), ledger.Filter{Until: end})
	check(t, err)
	var n tally
	w.Daemon = &Daemon{Ledger: l}
	for _, s := range slots {
		if n.planned++; s.State != ledger.Produced && s.State != ledger.Missed {
			t.Errorf("%s is %s: %s", s.Key, s.State, s.Reason)
		}
		if s.State == ledger.Produced {
			n.produced++
			c.judgeMessagesOf(s, &n, 2)
		}
	}
	if letters := len(w.post.letters("a@shop.example")); letters < n.produced {
		t.Errorf("%d mails of %d turns", letters, n.produced)
	}
	var words []string
	for what, count := range w.done {
		words = append(words, fmt.Sprintf("%d %s", count, what))
	}
	t.Logf("%s, 0 pauses: %d slots, %d produced, %d messages, %d lost, %d given up with a word to the owner, %d sent twice, %d held as uncertain, %d marked",
		strings.Join(words, ", "), n.planned, n.produced, n.messages, n.lost, n.late, n.twice, n.uncertain, n.marked)
}

func TestChaosOfMovesOnSQLite(t *testing.T) { wander(t, 1, nil) }

func TestChaosOfMovesOnPostgres(t *testing.T) {
	if os.Getenv("BILAN_TEST_POSTGRES") == "" {
		t.Skip("no PostgreSQL in a quick run")
	}
	wander(t, 3, newDatabase(t))
}
