package daemon

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
	"bilan/internal/versions"
)

func TestChaosOfACorrectionOnSQLite(t *testing.T) { chaosCorrection(t, 1, "") }

func TestChaosOfACorrectionOfReplicas(t *testing.T) { chaosCorrection(t, 3, testdb.Postgres(t)) }

// A burst is corrected while the mail server refuses the messages of every third member. Daemons are killed while the
// correction is requested, made and sent. Each reader gets the correction once, or more often if it is marked. Nobody
// gets the first version after the correction.
func chaosCorrection(t *testing.T, replicas int, dsn string) {
	kills, size := min(chaosKills(5), 50), 30
	if os.Getenv("BILAN_CHAOS") != "" {
		size = 300
	}
	if testing.Short() {
		kills, size = 2, 12
	}
	p := newPostbox(t)
	p.mood = func() string { time.Sleep(time.Duration(rand.Int64N(int64(20 * time.Millisecond)))); return "ok" }
	c := &chaos{post: p, servants: make([]*servant, replicas)}
	c.bench = &bench{t: t, dir: t.TempDir(), at: monday, maker: &fakeMaker{}}
	c.state = ledger.Options{SQLite: filepath.Join(c.dir, "state.db"), Mark: filepath.Join(c.dir, "sent.mark")}
	if dsn != "" {
		c.state = ledger.Options{Postgres: dsn}
	}
	busy := func(on bool) {
		p.mu.Lock()
		defer p.mu.Unlock()
		for i := 0; i < size; i += 3 {
			p.script[memberAddress(i)] = nil
			for range 10_000 {
				if on {
					p.script[memberAddress(i)] = append(p.script[memberAddress(i)], "451 4.3.2 busy")
				}
			}
		}
	}
	busy(true)
	t.Setenv(sizeVariable, fmt.Sprint(size))
	yaml := strings.Replace(fmt.Sprintf(head, "Europe/Paris", strings.Replace(p.yaml(), "timeout: 1s", "timeout: 20s", 1), burstYAML), "query: select * from orders}", "query: select * from orders, keys: {rep: rep}}", 1)
	for i := range c.servants {
		check(t, os.WriteFile(c.fileOf(i), []byte(yaml), 0o600))
	}
	c.foretell()
	c.start = time.Now()
	c.state.Now = fastClock(c.start)
	for i := range c.servants {
		c.begin(i)
	}
	l, err := ledger.Open(t.Context(), c.state) // a second process, as a command would be, that also requests the correction
	check(t, err)
	defer func() { check(t, l.Close()) }()
	first := ledger.Key{Report: burstReport, Slot: "2026-11-16"}
	eventually(t, "the first version is with two thirds", func() bool { return c.tally(l, first)[ledger.Sent] == size-(size+2)/3+1 })
	turn, err := l.Slot(t.Context(), first)
	check(t, err)
	s, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: first, Kind: ledger.Correction, Work: turn.Work, On: turn.On, Due: turn.Due,
		Along: versions.Request{Force: true}.StoreWith(monday)})
	check(t, err)
	for n := range kills {
		time.Sleep(time.Duration(rand.Int64N(int64(1500 * time.Millisecond))))
		if n == kills/2 {
			eventually(t, "the correction is made", func() bool { return len(c.tally(l, s.Key)) > 0 })
			busy(false)
		}
		i := rand.IntN(replicas)
		c.kill(i)
		c.begin(i)
	}
	eventually(t, "everybody's correction has come to its end", func() bool {
		is := c.tally(l, s.Key)
		return is[ledger.Sent]+is[ledger.Uncertain] == size+1
	})
	for _, s := range c.servants {
		check(t, s.Process.Signal(syscall.SIGTERM))
	}
	for _, s := range c.servants {
		if err := s.Wait(); err != nil && s.words.String() != "" { // a daemon that has logged nothing may be too young to handle SIGTERM
			t.Errorf("%v: %s", err, s.words.String())
		}
	}
	c.judgeCorrection(l, first, s.Key, size, kills)
}

// tally returns the number of a turn's messages by state.
func (c *chaos) tally(l *ledger.Ledger, k ledger.Key) map[ledger.DeliveryState]int {
	list, err := l.TurnDeliveries(c.t.Context(), k)
	check(c.t, err)
	count := map[ledger.DeliveryState]int{}
	for _, d := range list {
		count[d.State]++
	}
	return count
}

func (c *chaos) judgeCorrection(l *ledger.Ledger, first, second ledger.Key, size, kills int) {
	c.t.Helper()
	before, after := map[string]ledger.Delivery{}, map[string]ledger.Delivery{}
	for key, by := range map[ledger.Key]map[string]ledger.Delivery{first: before, second: after} {
		list, err := l.TurnDeliveries(c.t.Context(), key)
		check(c.t, err)
		for _, d := range list {
			if _, twice := by[d.Address]; twice {
				c.t.Errorf("%s has two messages of %s", d.Address, key)
			}
			by[d.Address] = d
		}
	}
	one, marked := 0, 0
	for i := range size {
		address := memberAddress(i)
		d, old := after[address], before[address]
		corrected, last := 0, ""
		for _, letter := range c.post.letters(address) {
			if last = letter; strings.Contains(letter, correctionMark) {
				corrected++
			}
		}
		switch {
		case corrected == 1 && d.Doubts == 0 && d.State == ledger.Sent:
			one++
		case d.Doubts > 0 && corrected <= 1+d.Doubts:
			marked++
		default:
			c.t.Errorf("%s has %d corrections; its message is %s with %d doubts", address, corrected, d.State, d.Doubts)
		}
		if corrected > 0 && !strings.Contains(last, correctionMark) {
			c.t.Errorf("%s has the first version after the correction", address)
		}
		if busy := i%3 == 0; busy && (old.State != ledger.Cancelled && old.State != ledger.Uncertain) || !busy && old.State != ledger.Sent {
			c.t.Errorf("the first version to %s is %s: %s", address, old.State, old.Reply)
		}
	}
	c.t.Logf("%d kills of %d daemons, %d members: %d with one correction, %d marked", kills, len(c.servants), size, one, marked)
}
