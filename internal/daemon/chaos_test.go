package daemon

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// The chaos tests run the real daemon with its child processes and SMTP, and with a clock in which a second is a
// minute. They kill it at random instants, edit its YAML, rename reports, move the clock, and restore older states.
// BILAN_CHAOS is the number of kills (make chaos). Without it, a few kills test the same.

func chaosKills(short int) int {
	if n, err := strconv.Atoi(os.Getenv("BILAN_CHAOS")); err == nil {
		return n
	}
	return short
}

// shaky answers as a mail server that is sometimes busy and sometimes slow.
func shaky() string {
	time.Sleep(time.Duration(rand.Int64N(int64(15 * time.Millisecond))))
	if rand.IntN(20) == 0 {
		return "451 4.3.2 busy"
	}
	return "ok"
}

// chaos is a group of daemons on one state that are killed, and what is known of their reports.
type chaos struct {
	*bench
	post     *postbox
	start    time.Time
	state    ledger.Options
	servants []*servant
	file     chaosFile
	// late is how long after a change of the rule a turn of the old rule may still be made, by a replica that has not
	// read the new one.
	late    time.Duration
	rules   map[int][]ruleSince // the rules that the state had for each report, oldest first
	copies  []*stateCopy
	pauses  int            // restored states that were recognized as restored
	doubts  map[string]int // uncertain attempts by Message-ID, in states that were replaced by older ones
	changes map[string]int
	long    bool // the machine was off for longer than a message is tried
}

func newChaos(t *testing.T, replicas int, dsn string) *chaos {
	p := newPostbox(t)
	p.mood = shaky
	c := &chaos{post: p, rules: map[int][]ruleSince{}, changes: map[string]int{}, doubts: map[string]int{}}
	c.bench = &bench{t: t, dir: t.TempDir(), at: monday, maker: &fakeMaker{}}
	c.file = newChaosFile(p.yaml())
	c.state = ledger.Options{SQLite: filepath.Join(c.dir, "state.db"), Mark: filepath.Join(c.dir, "sent.mark"), Now: c.now}
	if dsn != "" {
		c.state = ledger.Options{Postgres: dsn, Now: c.now}
	}
	c.start = time.Now()
	c.servants = make([]*servant, replicas)
	for i := range c.servants {
		c.writeFile(i)
		c.begin(i)
	}
	return c
}

// begin starts daemon i.
func (c *chaos) begin(i int) {
	c.t.Helper()
	more := []string{fileVariable + "=" + c.fileOf(i)}
	if c.state.Postgres != "" {
		more = append(more, stateVariable+"="+c.state.Postgres)
	}
	c.servants[i] = c.serve(c.start, more...)
}

func (c *chaos) kill(i int) {
	c.t.Helper()
	if err := c.servants[i].Process.Kill(); err != nil {
		_ = c.servants[i].Wait()
		c.t.Fatalf("it ended by itself: %s", c.servants[i].words.String())
	}
	_ = c.servants[i].Wait()
}

// note counts a change of a kind.
func (c *chaos) note(what string) { c.changes[what]++ }

func TestChaosOnSQLite(t *testing.T) {
	kills := chaosKills(8)
	if testing.Short() {
		kills = 4
	}
	c := newChaos(t, 1, "")
	for n := range kills {
		time.Sleep(50*time.Millisecond + upTo(1200*time.Millisecond))
		c.look()
		stopped := rand.IntN(2) == 0 // whether the change happens while no daemon runs
		if !stopped {
			c.change(n, true)
			time.Sleep(upTo(1500 * time.Millisecond))
		}
		c.kill(0)
		if stopped {
			c.change(n, false)
		}
		if n%3 == 2 {
			c.putBack()
		}
		if n%3 == 0 {
			c.copyState()
		}
		c.begin(0)
	}
	c.settle()
	c.judge(kills)
}

// settle waits until the daemons have done everything that is due, then stops them. After that, the bench has the
// ledger.
func (c *chaos) settle() {
	c.t.Helper()
	c.setClock(0)
	end := fastClock(c.start)()
	c.set(end)
	l, err := ledger.Open(c.t.Context(), c.state) // a second process, as a command would be
	check(c.t, err)
	began := time.Now()
	eventually(c.t, "the last process works", func() bool { // before that, it does not handle SIGTERM
		working, err := l.WorkedByOthers(c.t.Context())
		return err == nil && working
	})
	eventually(c.t, "all that is due is sent", func() bool { return c.settled(l, end) })
	c.lookInto(l)
	c.t.Logf("at rest %s after the last kill", time.Since(began).Round(10*time.Millisecond))
	check(c.t, l.Close())
	for _, s := range c.servants {
		check(c.t, s.Process.Signal(syscall.SIGTERM))
	}
	for _, s := range c.servants {
		c.t.Logf("process %d", s.Process.Pid)
		if err := s.Wait(); err != nil {
			c.t.Errorf("%v: %s", err, s.words.String())
		}
	}
	check(c.t, os.Symlink(c.fileOf(0), filepath.Join(c.dir, "bilan.yaml")))
	c.open(c.state)
}

func (c *chaos) settled(l *ledger.Ledger, end time.Time) bool {
	ctx, t := c.t.Context(), c.t
	if behind, err := l.Behind(ctx); err != nil || behind != nil {
		t.Fatalf("the state counts as restored: %+v %v", behind, err)
	}
	marks, err := l.Watermarks(ctx)
	check(t, err)
	for i := range c.file.names {
		if marks[c.file.name(i)].Until.Before(end) {
			return false // not planned up to the end
		}
	}
	return c.allFinal(l, end)
}

// allFinal reports whether every turn due before an instant, and each of its messages, is in a final state.
func (c *chaos) allFinal(l *ledger.Ledger, end time.Time) bool {
	ctx, t := c.t.Context(), c.t
	list, err := l.Slots(ctx, ledger.Filter{Until: end})
	check(t, err)
	for _, s := range list {
		if !s.State.Final() {
			return false
		}
		messages, err := l.Deliveries(ctx, s.Edition)
		check(t, err)
		for _, d := range messages {
			if !d.State.Final() {
				return false
			}
		}
	}
	return true
}
