package ledger

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/testdb"
)

// stageOnly is the environment variable that makes this binary stage an edition and wait to be killed.
const stageOnly = "BILAN_STAGE_ONLY"

func stageChild() {
	ctx := context.Background()
	l, err := Open(ctx, Options{SQLite: os.Getenv(chaosSQLite), Postgres: os.Getenv(chaosPostgres), Now: time.Now})
	if err == nil {
		_, err = l.TryLock()
	}
	if err == nil {
		err = l.Drain(ctx, Key{}, Workers{Produce: func(ctx context.Context, j Job) Outcome {
			for i := range 3 { // the last piece is not written when the process ends
				made := letters("a@x.example", "b@x.example")
				made.Row, made.Body = fmt.Sprint(i), pattern("of a process that ends", 5*(768<<10)/2)
				if err := j.Stage(ctx, made); err != nil {
					return AsFailed(err.Error())
				}
			}
			fmt.Println("staged")
			select {}
		}}, Limits{})
	}
	fmt.Println(err)
	os.Exit(1)
}

// A process that is killed between pieces leaves nothing to send and no staged parts, and the turn is made again.
func TestStagedOfAProcessThatIsKilled(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		o.silence = time.Second
		l, ctx := open(t, o), t.Context()
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		child := exec.CommandContext(ctx, os.Args[0])
		child.Env = append(os.Environ(), stageOnly+"=1", chaosSQLite+"="+o.SQLite, chaosPostgres+"="+o.Postgres)
		said, err := child.StdoutPipe()
		check(t, err)
		check(t, child.Start())
		lines := bufio.NewScanner(said)
		if lines.Scan(); lines.Text() != "staged" {
			t.Fatal(lines.Text())
		}
		check(t, l.Discard(ctx))
		wantParts(t, l, 3*3)     // parts that are being staged stay
		_ = child.Process.Kill() // the process runs
		_ = child.Wait()         // it was killed, so this is an error
		must[bool](t)(l.TryLock())
		if list := must[[]Delivery](t)(l.deliveries(ctx, "")); len(list) != 0 {
			t.Errorf("asked for %v", list)
		}
		of := &office{}
		working(t, l, of.workers(), quick, func() bool { return len(of.sentTo()) == 2 })
		check(t, l.Discard(ctx))
		wantParts(t, l, 3)
		list := must[[]Edition](t)(l.Editions(ctx, "sales", ""))
		if a := must[[]Attempt](t)(l.Attempts(ctx, s.ID)); len(list) != 1 || len(a) != 4 || a[0].Outcome != Interrupted {
			t.Errorf("%+v %+v", list, a)
		}
	})
}

// A connection that ends while pieces are written does not lose any of them.
func TestStagedOverAnEndedConnection(t *testing.T) {
	o := places[1].make(t)
	l, ctx := locked(t, o), t.Context()
	body := pattern("body", 2<<20)
	of := &office{out: func(j Job) Outcome {
		for i := range 4 {
			made := letters("a@x.example")
			made.Row, made.Body = fmt.Sprint(i), body
			testdb.PostgresExec(t, o.Postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
			if err := j.Stage(ctx, made); err != nil {
				return AsFailed(err.Error())
			}
		}
		return AsProduced()
	}, ans: func(p *DueDelivery) Answer {
		if string(p.Raw) != "To: a@x.example\n"+string(body) {
			t.Errorf("%s: %d bytes", p.Key, len(p.Raw))
		}
		return Answer{}
	}}
	s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
	check(t, err)
	check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
	if len(of.sent) != 4 {
		t.Errorf("sent %v", of.sent)
	}
	wantParts(t, l, 4*3)
}

// 301 messages of 152 kB to different recipients, made and sent, take less than 5 MB in the state.
func TestBytesOfManyRecipients(t *testing.T) {
	both(t, func(t *testing.T, o Options) {
		l, ctx := locked(t, o), t.Context()
		m := &metered{Store: l.db}
		l.db = m
		var addresses []string
		for i := range 301 {
			addresses = append(addresses, fmt.Sprintf("somebody-%03d@lenoir.example", i))
		}
		made := letters(addresses...)
		made.Edition.PDF, made.Edition.Figures, made.Body = pattern("pdf", 100<<10), pattern("figures", 20<<10), pattern("body", 152_000)
		for i := range made.Deliveries {
			made.Deliveries[i].Head = pattern("head", 300)
		}
		of := &office{out: func(Job) Outcome { return AsProduced(made) }}
		before := sizeOf(t, l)
		s, _, err := l.Request(ctx, TurnRequest{Key: Key{Report: "sales", Slot: "2026-11-16"}})
		check(t, err)
		check(t, l.Drain(ctx, s.Key, of.workers(), Limits{}))
		grown := sizeOf(t, l) - before
		t.Logf("%d bytes more; at most %d in one transaction", grown, m.most)
		if len(of.sent) != 301 || grown > 5e6 || m.most >= 1<<20 {
			t.Errorf("%d messages, %d bytes more, at most %d in one transaction", len(of.sent), grown, m.most)
		}
	})
}

// sizeOf returns the size of the tables in bytes.
func sizeOf(t *testing.T, l *Ledger) (n int64) {
	t.Helper()
	sql := "SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)"
	if l.db.Shared() {
		sql = "SELECT pg_database_size(current_database())"
	}
	check(t, database.One(t.Context(), l.db.Reader(), sql, nil, &n))
	return n
}
