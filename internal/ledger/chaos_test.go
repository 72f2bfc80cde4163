package ledger

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"bilan/internal/clock"
	"bilan/internal/ledger/database"
	"bilan/internal/testdb"
)

// The chaos tests run this binary again as processes that plan, produce and deliver, and kill them with SIGKILL at
// random times. BILAN_CHAOS sets the number of kills; without it the tests use a small number.
const (
	chaosSQLite   = "BILAN_CHAOS_SQLITE"
	chaosPostgres = "BILAN_CHAOS_POSTGRES"
	chaosServer   = "BILAN_CHAOS_SERVER" // the path of the mail server's log, with a line for each accepted message
	chaosStart    = "BILAN_CHAOS_START"
	chaosEnd      = "BILAN_CHAOS_END"
	chaosOff      = "BILAN_CHAOS_OFF" // the path of a file with the error of the machine's clock
)

// chaosEvery is the time between two slots of the schedule.
const chaosEvery = 40 * time.Millisecond

func TestMain(m *testing.M) {
	if os.Getenv(stageOnly) != "" {
		stageChild()
	}
	if os.Getenv(chaosServer) != "" {
		if err := chaosChild(); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func chaosTurns(after, until time.Time) (list []Turn) {
	end := envTime(chaosEnd)
	for at := envTime(chaosStart).Add(chaosEvery); !at.After(until) && !at.After(end); at = at.Add(chaosEvery) {
		if at.After(after) {
			list = append(list, Turn{Slot: strconv.FormatInt(at.UnixMilli(), 10), Due: at})
		}
	}
	return list
}

func envTime(name string) time.Time {
	ms, _ := strconv.ParseInt(os.Getenv(name), 10, 64)
	return time.UnixMilli(ms).UTC()
}

func pauseUpTo(d time.Duration) { time.Sleep(time.Duration(rand.Int64N(int64(d)))) }

// chaosChild works until everything is sent.
func chaosChild() error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	guard := clock.New(chaosReading)
	o := Options{SQLite: os.Getenv(chaosSQLite), Postgres: os.Getenv(chaosPostgres), Now: guard.Now, silence: 2 * time.Second}
	if os.Getenv("BILAN_CHAOS") != "" {
		o.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	}
	l, err := Open(ctx, o)
	if err != nil {
		return err
	}
	if ok, err := l.TryLock(); !ok {
		return errors.Join(errors.New("no lock"), err)
	}
	if err := resume(ctx, l, guard); err != nil {
		return err
	}
	server, err := os.OpenFile(os.Getenv(chaosServer), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := Workers{
		Produce: func(ctx context.Context, j Job) Outcome {
			pauseUpTo(20 * time.Millisecond)
			if rand.IntN(5) == 0 {
				return AsRetrying("bad luck", guard.Now())
			}
			made := letters("a", "b", "c")
			if rand.IntN(10) == 0 { // large enough for several staging transactions
				made.Body = bytes.Repeat([]byte("figures "), (768<<10)/5)
			}
			if err := j.Stage(ctx, made); err != nil {
				return AsRetrying(err.Error(), guard.Now())
			}
			if rand.IntN(10) == 0 {
				return AsRetrying("bad luck after it was staged", guard.Now())
			}
			return AsProduced()
		},
		Deliver: func(ctx context.Context, p *DueDelivery) Answer {
			pauseUpTo(5 * time.Millisecond)
			if rand.IntN(8) == 0 {
				return Answer{State: Waiting, Code: 451, Next: guard.Now()}
			}
			if p.Purpose == ForReport && rand.IntN(6) == 0 {
				return Answer{State: Dead, Code: 550, Reply: "no such user"}
			}
			if err := p.MarkSending(ctx); err != nil {
				return Answer{State: Waiting, Reply: err.Error(), Next: guard.Now()}
			}
			pauseUpTo(5 * time.Millisecond)
			if _, err := fmt.Fprintf(server, "%d\n", p.ID); err != nil {
				return Answer{State: Dead, Reply: err.Error()}
			}
			pauseUpTo(5 * time.Millisecond)
			return Answer{State: Sent, Code: 250}
		},
		DecideLost: func(_ context.Context, d Delivery) Answer {
			if d.Address == "a" {
				return Answer{State: Uncertain}
			}
			return Answer{State: Waiting, Next: guard.Now()}
		},
		Undelivered: tellIDs,
	}
	ended := make(chan error, 1)
	go func() { ended <- l.Work(ctx, w, Limits{Poll: 20 * time.Millisecond, Produce: 2}) }()
	for {
		select {
		case err := <-ended:
			return err
		case <-time.After(40 * time.Millisecond):
		}
		if err := l.CompareClock(ctx, guard); err != nil {
			continue // the database is unavailable
		}
		now := guard.Now()
		_, err := l.Plan(ctx, now.Add(20*time.Millisecond), Schedule{Report: "chaos", Rule: "often", Loaded: envTime(chaosStart), List: chaosTurns})
		if err != nil {
			continue // the database is unavailable
		}
		c, err := l.Counts(ctx)
		if err == nil && now.After(envTime(chaosEnd)) && len(c.Slots) == 0 && c.Deliveries[Pending]+c.Deliveries[Sending]+c.Deliveries[Waiting] == 0 && len(untold(ctx, l)) == 0 {
			stop()
			return errors.Join(<-ended, l.Close())
		}
	}
}

// chaosReading reads the machine's clock, with the error that a file gives.
func chaosReading() clock.Reading {
	text, _ := os.ReadFile(os.Getenv(chaosOff))
	off, _ := time.ParseDuration(string(text))
	now := time.Now()
	return clock.Reading{Wall: now.Add(off), Uptime: now.Sub(envTime(chaosStart)), Boot: "the only one"}
}

// resume confirms the clock as the daemon does: by the last reading of an earlier process, or by the database server's
// clock.
func resume(ctx context.Context, l *Ledger, g *clock.Guard) error {
	last, err := l.LastReading(ctx)
	if err != nil {
		return err
	}
	g.Resume(last)
	if err := l.CompareClock(ctx, g); err != nil {
		return err
	}
	return l.KeepReading(ctx, g.LastConfirmed())
}

// tellIDs returns a mail that lists the IDs of the messages that it reports.
func tellIDs(k Key, list []Delivery) []Delivery {
	text := ""
	for _, d := range list {
		text += strconv.FormatInt(d.ID, 10) + " "
	}
	return []Delivery{{Address: "owner", Sender: "bilan", Raw: []byte(text), Dedupe: NoticeKey(k, "undelivered "+strconv.FormatInt(list[0].ID, 10))}}
}

// untold returns the IDs of messages that did not arrive and that no mail has reported.
func untold(ctx context.Context, l *Ledger) []int64 {
	list, err := database.Ids(ctx, l.db.Reader(), "SELECT id FROM bilan_delivery WHERE purpose = 'report' AND state IN ('dead', 'uncertain') AND told = 0")
	if err != nil {
		return []int64{-1} // the database is unavailable
	}
	return list
}

func TestChaos(t *testing.T) {
	kills := 20
	if n, err := strconv.Atoi(os.Getenv("BILAN_CHAOS")); err == nil {
		kills = n
	} else if testing.Short() {
		kills = 5
	}
	t.Run("sqlite", func(t *testing.T) { chaos(t, places[0].make(t), 1, kills) })
	t.Run("postgres", func(t *testing.T) { chaos(t, places[1].make(t), 3, kills) })
}

func chaos(t *testing.T, o Options, replicas, kills int) {
	l := open(t, o) // this ledger only reads, as a command does
	server := filepath.Join(t.TempDir(), "server.log")
	const life = 400 * time.Millisecond // the longest life of a child process
	start := time.Now()
	end := start.Add(time.Duration(kills) * life * 6 / 10) // the schedule ends while processes are being killed
	t.Setenv(chaosStart, strconv.FormatInt(start.UnixMilli(), 10))
	t.Setenv(chaosEnd, strconv.FormatInt(end.UnixMilli(), 10))
	off := filepath.Join(t.TempDir(), "off")
	t.Setenv(chaosOff, off)
	child := func() *exec.Cmd {
		c := exec.CommandContext(t.Context(), os.Args[0])
		c.Env = append(os.Environ(), chaosServer+"="+server, chaosSQLite+"="+o.SQLite, chaosPostgres+"="+o.Postgres)
		c.Stderr = os.Stderr
		check(t, c.Start())
		return c
	}
	crews := make([]*exec.Cmd, replicas)
	for i := range crews {
		crews[i] = child()
	}
	// A state that begins with a wrong clock takes it for the right one, so wait for the first confirmed reading.
	// PostgreSQL has a clock of its own.
	for known := o.Postgres != ""; !known; time.Sleep(10 * time.Millisecond) {
		last, err := l.LastReading(t.Context())
		check(t, err)
		known = !last.IsZero()
	}
	for n := range kills {
		time.Sleep(life/10 + time.Duration(rand.Int64N(int64(life))))
		switch n % 5 { // shorter than the time that confirms a changed clock
		case 1:
			check(t, os.WriteFile(off, []byte([]string{"8760h", "90m", "-26h"}[rand.IntN(3)]), 0o600))
		case 3:
			check(t, os.Remove(off))
		}
		i := rand.IntN(replicas)
		_ = crews[i].Process.Kill() // the process may have ended by itself
		_ = crews[i].Wait()
		crews[i] = child()
		if o.Postgres != "" && n%7 == 3 { // end every connection of the server
			testdb.PostgresExec(t, o.Postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
		}
	}
	_ = os.Remove(off) // the file may not exist
	begin := time.Now()
	for i := range crews {
		// repeat if the database was unavailable at its start, as a service manager would
		for try := 0; crews[i].Wait() != nil; try++ {
			if try == 5 {
				t.Fatal("a process ends with an error again and again")
			}
			crews[i] = child()
		}
	}
	t.Logf("%d kills, at rest %s after the last", kills, time.Since(begin).Round(time.Millisecond))
	judge(t, l, server, end)
}

// judge compares the ledger with the schedule, and the mail server's log with the ledger.
func judge(t *testing.T, l *Ledger, server string, end time.Time) {
	ctx, taken := t.Context(), map[int64]int{}
	f, err := os.Open(server)
	check(t, err)
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		id, err := strconv.ParseInt(strings.TrimSpace(lines.Text()), 10, 64)
		check(t, err)
		taken[id]++
	}
	planned := chaosTurns(envTime(chaosStart), end)
	var lost, sent, held, twice, dead, marked int
	told := toldOf(t, l)
	for _, turn := range planned {
		s, err := l.Slot(ctx, Key{Report: "chaos", Slot: turn.Slot})
		if err != nil || s.State != Produced {
			lost++
			t.Errorf("slot %s: %v %s", turn.Slot, err, s.State)
			continue
		}
		list := must[[]Delivery](t)(l.Deliveries(ctx, s.Edition))
		if n := len(must[[]Edition](t)(l.Editions(ctx, "chaos", turn.Slot))); n != 1 || len(list) != 3 {
			t.Errorf("slot %s: %d editions, %d deliveries", turn.Slot, n, len(list))
		}
		for _, d := range list {
			must[Delivery](t)(l.Delivery(ctx, d.ID)) // the delivery must be complete
			n := taken[d.ID]
			if d.Doubts > 0 || d.State == Uncertain {
				marked++
			}
			if want := d.State == Dead || d.State == Uncertain; want && told[d.ID] != 1 || !want && told[d.ID] > 0 && d.Doubts == 0 {
				t.Errorf("delivery %d is %s, and the owner was told %d times", d.ID, d.State, told[d.ID])
			}
			switch {
			case d.State == Dead && n <= d.Doubts:
				dead++
			case d.State == Sent && n == 1:
				sent++
			case d.State == Sent && n > 1 && n <= 1+d.Doubts:
				sent++
				twice++
			case d.State == Uncertain && n <= 1 && d.Doubts > 0:
				held++
			default:
				t.Errorf("delivery %d to %s is %s with %d copies and %d doubts", d.ID, d.Address, d.State, n, d.Doubts)
			}
		}
	}
	check(t, l.Discard(ctx)) // discard what the last process left
	if left := must[[]int64](t)(database.Ids(ctx, l.db.Reader(), "SELECT id FROM bilan_part WHERE edition IS NULL")); len(left) > 0 {
		t.Errorf("%d parts are staged for nothing", len(left))
	}
	slots := must[[]Slot](t)(l.Slots(ctx, Filter{}))
	if len(slots) != len(planned) {
		t.Errorf("%d slots for %d turns", len(slots), len(planned))
	}
	t.Logf("%d slots, %d lost; %d messages sent, %d dead, %d uncertain, %d sent again with a doubt, %d marked", len(planned), lost, sent, dead, held, twice, marked)
}

// toldOf counts by message how often a mail reported it to the owner.
func toldOf(t *testing.T, l *Ledger) map[int64]int {
	told := map[int64]int{}
	for _, n := range must[[]Delivery](t)(l.NoticesOf(t.Context(), "chaos", "")) {
		for _, id := range strings.Fields(string(must[Delivery](t)(l.Delivery(t.Context(), n.ID)).Raw)) {
			at, err := strconv.ParseInt(id, 10, 64)
			check(t, err)
			told[at]++
		}
	}
	return told
}
