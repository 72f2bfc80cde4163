package alerts

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/testdb"
	"bilan/report/alert"
)

// These environment variables name the state in which a process works that this test starts.
const sqliteVariable, postgresVariable = "BILAN_TEST_ALERTS_SQLITE", "BILAN_TEST_ALERTS_POSTGRES"

func TestMain(m *testing.M) {
	if o := (ledger.Options{SQLite: os.Getenv(sqliteVariable), Postgres: os.Getenv(postgresVariable), Now: time.Now}); o.SQLite+o.Postgres != "" {
		if err := work(o); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// work evaluates alerts and delivers their mails until the process is killed.
func work(o ledger.Options) error {
	ctx := context.Background()
	l, err := ledger.Open(ctx, o)
	if err != nil {
		return err
	}
	for locked := false; !locked; time.Sleep(time.Millisecond) { // a killed process may still hold the lock
		if locked, err = l.TryLock(); err != nil {
			return err
		}
	}
	w := ledger.Workers{
		Produce:    func(ctx context.Context, job ledger.Job) ledger.Outcome { return evaluate(ctx, l, job.Slot) },
		Deliver:    func(context.Context, *ledger.DueDelivery) ledger.Answer { return ledger.Answer{State: ledger.Sent} },
		DecideLost: func(context.Context, ledger.Delivery) ledger.Answer { return ledger.Answer{State: ledger.Sent} },
	}
	return l.Work(ctx, w, ledger.Limits{Poll: 5 * time.Millisecond, Cooldown: time.Millisecond})
}

var chaosRule, _ = alert.ParseRule("below 100", "1 %", "2 evaluations")

// evaluate does what the daemon does at an alert's turn: it reads the state, makes a step, and returns the new state
// and the mails in one outcome.
func evaluate(ctx context.Context, l *ledger.Ledger, s ledger.Slot) ledger.Outcome {
	w, err := Load(ctx, l, "ca")
	if err != nil {
		return ledger.AsRetrying(err.Error(), time.Now())
	}
	var before alert.State
	if len(w.Tracks) > 0 {
		before = w.Tracks[0].State
	}
	day := int(s.Due.Sub(morning) / (24 * time.Hour))
	after, call := chaosRule.Step(before, alert.Evaluation{At: s.Due, Reading: alert.Reading{Actual: new(big.Rat).SetFloat64(year()[day])}})
	time.Sleep(time.Duration(rand.IntN(5)) * time.Millisecond)
	w.SetTracks([]alert.Track{{State: after}})
	out := ledger.AsProduced()
	out.Along = Save(w)
	if call != alert.NoMail {
		name := map[alert.MailKind]string{alert.Opened: "opened", alert.Recovered: "over"}[call] + " " + strconv.Itoa(day)
		out.Notices = []ledger.Delivery{{Address: "a@x.example", Raw: []byte(name), Name: name, Purpose: ledger.ForAlert, Dedupe: "alert/" + name}}
	}
	return out
}

// year returns 365 daily values of an AR(1) process around 100, with φ 0.5 and a standard deviation of 2.
func year() []float64 {
	source := rand.New(rand.NewPCG(7, 1))
	list, x := make([]float64, 365), 0.0
	for i := range list {
		x = 0.5*x + 2*math.Sqrt(0.75)*source.NormFloat64()
		list[i] = 100 + x
	}
	return list
}

// calls returns the mails that must be sent in a year, "opened" or "over" with the day. A mail needs two days in a row
// on the same side of the threshold.
func calls() (list []string) {
	days, below := year(), true
	for i := 1; i < len(days); i++ {
		switch {
		case below && days[i-1] < 100 && days[i] < 100:
			list = append(list, "opened "+strconv.Itoa(i))
		case !below && days[i-1] >= 101 && days[i] >= 101:
			list = append(list, "over "+strconv.Itoa(i))
		default:
			continue
		}
		below = !below
	}
	return list
}

// Processes are killed while they evaluate a year of days. Each mail must still leave exactly once.
func TestCallsOfProcessesThatAreKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("a year takes some seconds")
	}
	t.Run("sqlite", func(t *testing.T) {
		killed(t, ledger.Options{SQLite: filepath.Join(t.TempDir(), "bilan.db")}, 1, 5)
	})
	t.Run("postgres", func(t *testing.T) { // PostgreSQL takes 20 s to notice that a process was killed
		killed(t, ledger.Options{Postgres: testdb.Postgres(t)}, 3, 90)
	})
}

// killed evaluates a year with several processes, and kills one of them every so many days.
func killed(t *testing.T, o ledger.Options, processes, every int) {
	l := open(t, o)
	workers := make([]*exec.Cmd, processes)
	for i := range workers {
		workers[i] = start(t, o)
	}
	for day := range year() {
		k := ledger.Key{Report: "alert:ca", Slot: morning.AddDate(0, 0, day).Format(time.DateOnly)}
		if _, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: k, Due: morning.AddDate(0, 0, day)}); err != nil {
			t.Fatal(err)
		}
		if day%every == every-1 {
			time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
			i := rand.IntN(processes)
			_ = workers[i].Process.Kill()
			_ = workers[i].Wait()
			workers[i] = start(t, o)
		}
		finish(t, l, k)
	}
	list, err := l.NoticesOf(t.Context(), "alert:ca", "")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, d.Name)
	}
	slices.SortFunc(got, func(a, b string) int { return dayOf(a) - dayOf(b) })
	if want := calls(); !slices.Equal(got, want) {
		t.Errorf("called %v, want %v", got, want)
	}
}

func dayOf(call string) int {
	_, text, _ := strings.Cut(call, " ")
	n, _ := strconv.Atoi(text)
	return n
}

// start begins a process that ends with the test.
func start(t *testing.T, o ledger.Options) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("/proc/self/exe")
	cmd.Env = append(os.Environ(), sqliteVariable+"="+o.SQLite, postgresVariable+"="+o.Postgres)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	return cmd
}

// finish waits until a turn is produced.
func finish(t *testing.T, l *ledger.Ledger, k ledger.Key) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(2 * time.Millisecond) {
		s, err := l.Slot(t.Context(), k)
		if err != nil || s.State.Final() && s.State != ledger.Produced {
			t.Fatalf("%s: %s %s, %v", k, s.State, s.Reason, err)
		}
		if s.State == ledger.Produced {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is %s after a minute", k, s.State)
		}
	}
}
