package daemon

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/testdb"
)

// The burst is one report with an edition for each of many members. A child process makes it; daemons that are killed
// meanwhile stage and send it.

// The environment sets the number of members of burstReport.
const (
	burstReport  = "burst"
	sizeVariable = "BILAN_TEST_BURST"
	provedFile   = "proved" // written to the daemon's folder once every edition was made and proved
)

// makeEachRole makes the burst in a child process, one edition after another. When all are made, it writes provedFile.
func makeEachRole(ctx context.Context, t maker.Task, give func(*maker.Made) error) (*maker.Product, error) {
	cfg, err := t.Config.Config()
	if err != nil {
		return nil, err
	}
	var size int
	if _, err := fmt.Sscan(os.Getenv(sizeVariable), &size); err != nil {
		return nil, err
	}
	for i := range size {
		one := t
		one.Audience.To = []string{memberAddress(i)}
		p, err := (&fakeMaker{size: 4 << 10}).make(ctx, cfg, one)
		if err != nil {
			return nil, err
		}
		p.Made.Row, p.Made.Batch = fmt.Sprintf("rep=%04d", i), "one read"
		if err := give(p.Made); err != nil {
			return nil, err
		}
	}
	p, err := (&fakeMaker{size: 4 << 10}).make(ctx, cfg, t)
	if err != nil {
		return nil, err
	}
	p.Made.Batch = "one read"
	return p, os.WriteFile(filepath.Join(os.Getenv(folderVariable), provedFile), nil, 0o600)
}

func memberAddress(i int) string { return fmt.Sprintf("m%04d@shop.example", i) }

// burstYAML is a report that becomes due two seconds after the fast clock began.
const burstYAML = `  burst:
    title: Burst
    periods: [last week]
    send: {every: week, day: monday, at: "09:02"}
    each: rep
    to: [boss@shop.example]
    sections: [scorecard: [revenue]]
dimensions:
  rep: {dataset: orders, key: rep, mail: mail}
`

func TestChaosOfABurstOnSQLite(t *testing.T) { chaosBurst(t, 1, "") }

func TestChaosOfABurstOfReplicas(t *testing.T) { chaosBurst(t, 3, testdb.Postgres(t)) }

func chaosBurst(t *testing.T, replicas int, dsn string) {
	kills, size := min(chaosKills(5), 50), 1000
	if os.Getenv("BILAN_CHAOS") == "" {
		size = 60
	}
	if testing.Short() {
		kills, size = 2, 20
	}
	p := newPostbox(t)
	slow := time.Duration(kills*replicas) * 12 * time.Second / time.Duration(size) // slows each message, so that the burst lasts as long as the kills do
	var early atomic.Int64
	c := &chaos{post: p}
	c.bench = &bench{t: t, dir: t.TempDir(), at: monday, maker: &fakeMaker{}}
	p.mood = func() string {
		if _, err := os.Stat(filepath.Join(c.dir, provedFile)); err != nil {
			early.Add(1)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(slow))))
		return shaky()
	}
	c.state = ledger.Options{SQLite: filepath.Join(c.dir, "state.db"), Mark: filepath.Join(c.dir, "sent.mark"), Now: c.now}
	if dsn != "" {
		c.state = ledger.Options{Postgres: dsn, Now: c.now}
	}
	t.Setenv(sizeVariable, fmt.Sprint(size))
	c.servants = make([]*servant, replicas)
	yaml := strings.Replace(fmt.Sprintf(head, "Europe/Paris", strings.Replace(p.yaml(), "timeout: 1s", "timeout: 20s", 1), burstYAML), "query: select * from orders}", "query: select * from orders, keys: {rep: rep}}", 1)
	for i := range c.servants {
		check(t, os.WriteFile(c.fileOf(i), []byte(yaml), 0o600))
	}
	c.foretell()
	c.start = time.Now()
	for i := range c.servants {
		c.begin(i)
	}
	c.killAll(kills, size)
	l, err := ledger.Open(t.Context(), c.state) // a second process, as a command would be
	check(t, err)
	defer func() { check(t, l.Close()) }()
	var looked time.Time
	eventually(t, "everybody's message has come to its end", func() bool {
		if time.Since(looked) < time.Second { // a check queries each member's messages, so it must not be frequent
			return false
		}
		looked = time.Now()
		return c.burstEnded(l, size)
	})
	took := time.Since(c.start)
	for _, s := range c.servants {
		check(t, s.Process.Signal(syscall.SIGTERM))
	}
	for _, s := range c.servants {
		if err := s.Wait(); err != nil && s.words.String() != "" { // a daemon that has logged nothing may be too young to handle SIGTERM
			t.Errorf("%v: %s", err, s.words.String())
		}
	}
	if n := early.Load(); n > 0 {
		t.Errorf("%d messages were sent before all were proved", n)
	}
	c.judgeBurst(l, size, kills)
	t.Logf("%d copies of %d messages in %s", p.total(), size+1, took.Round(time.Second))
}

// foretell plans the burst an hour before it is due. Without this, daemons that are slow to start would find it too
// late.
func (c *chaos) foretell() {
	c.t.Helper()
	link := filepath.Join(c.dir, "bilan.yaml")
	check(c.t, os.Symlink(c.fileOf(0), link))
	c.set(monday.Add(-time.Hour))
	c.open(c.state)
	c.bench.known()
	check(c.t, os.Remove(link))
	c.set(monday)
}

// killAll kills daemons at random instants: a quarter of the kills while the editions are made, the others after random
// numbers of messages have been sent.
func (c *chaos) killAll(kills, size int) {
	when := make([]int, kills-kills/4)
	for i := range when {
		when[i] = rand.IntN(size)
	}
	slices.Sort(when)
	for n := range kills {
		if n >= kills/4 {
			eventually(c.t, "messages leave", func() bool { return c.post.total() >= when[n-kills/4] })
		}
		time.Sleep(100*time.Millisecond + upTo(700*time.Millisecond))
		i := rand.IntN(len(c.servants))
		c.kill(i)
		c.begin(i)
	}
}

// burstDeliveries returns the members' messages by address; nil before they exist.
func (c *chaos) burstDeliveries(l *ledger.Ledger) map[string][]ledger.Delivery {
	slots, err := l.Slots(c.t.Context(), ledger.Filter{Report: burstReport})
	if err != nil {
		return nil
	}
	found := map[string][]ledger.Delivery{}
	for _, s := range slots {
		list, err := l.Deliveries(c.t.Context(), s.Edition)
		if err != nil || s.State != ledger.Produced {
			return nil
		}
		for _, d := range list {
			found[d.Address] = append(found[d.Address], d)
		}
	}
	return found
}

func (c *chaos) burstEnded(l *ledger.Ledger, size int) bool {
	found := c.burstDeliveries(l)
	for _, list := range found {
		for _, d := range list {
			if !d.State.Final() {
				return false
			}
		}
	}
	return len(found) == size+1
}

// judgeBurst checks that each member has one message, which arrived once or is marked as possibly sent twice.
func (c *chaos) judgeBurst(l *ledger.Ledger, size, kills int) {
	c.t.Helper()
	found := c.burstDeliveries(l)
	one, marked, twice := 0, 0, 0
	for i := range size {
		list, copies := found[memberAddress(i)], c.post.count(memberAddress(i))
		switch {
		case len(list) != 1:
			c.t.Errorf("member %d has %d messages", i, len(list))
		case copies == 1 && list[0].Doubts == 0 && list[0].State == ledger.Sent:
			one++
		case (list[0].Doubts > 0 && copies > 0 || list[0].State == ledger.Uncertain) && copies <= 1+list[0].Doubts:
			marked++
			if copies > 1 {
				twice++
			}
		default:
			c.t.Errorf("member %d has %d copies of a message that is %s with %d doubts", i, copies, list[0].State, list[0].Doubts)
		}
	}
	c.t.Logf("%d kills of %d daemons, %d members: %d with one copy, %d marked, %d of these with another copy", kills, len(c.servants), size, one, marked, twice)
}

// makers makes reports in a child process: a single one, or the burst.
type makers struct{ makerFunc }

func (m makers) MakeEach(ctx context.Context, t maker.Task, give func(*maker.Made) error) (*maker.Product, error) {
	if !strings.HasPrefix(t.Report, burstReport) {
		return m.Make(ctx, t)
	}
	return makeEachRole(ctx, t, give)
}
