package daemon

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"bilan/internal/clock"
	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/maker"
	"bilan/internal/scratch"
)

// The test binary runs itself: as a daemon (roleServe), and as the child process that makes one report (roleProduce).
const (
	roleVariable   = "BILAN_TEST_ROLE"
	folderVariable = "BILAN_TEST_FOLDER" // the daemon's folder, with bilan.yaml and state.db; also identifies its processes
	stateVariable  = "BILAN_TEST_STATE"  // the address of a PostgreSQL state
	startVariable  = "BILAN_TEST_START"  // the real time at which the fast clock began, in Unix milliseconds
	boundVariable  = "BILAN_TEST_MEMORY_MB"
	fileVariable   = "BILAN_TEST_FILE" // the daemon's YAML, if it is not bilan.yaml
	clockFile      = "clock"           // a file in the daemon's folder that says how much its clock is wrong
	// endlessVariable is the deadline of the endless report, if it differs from that of the others.
	endlessVariable = "BILAN_TEST_ENDLESS"
	roleServe       = "serve"
	roleProduce     = "produce"
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(roleVariable) {
	case roleServe:
		err = serveRole()
	case roleProduce:
		err = maker.ServeChild(context.Background(), os.Stdin, os.Args[len(os.Args)-1], makers{makeRole})
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ended:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// usual and fast are how many times faster than real time a daemon's clock runs: usual by default, fast now.
// BILAN_CHAOS_FAST lowers it for a busy machine.
const usual = 60

var fast = time.Duration(cmp.Or(number(os.Getenv("BILAN_CHAOS_FAST")), usual))

// upTo returns a random real time below d, or below a longer one if the daemons' clock is slower than usual.
func upTo(d time.Duration) time.Duration { return time.Duration(rand.Int64N(int64(d * usual / fast))) }

func number(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}

// fastClock returns a clock that showed monday at start.
func fastClock(start time.Time) func() time.Time {
	return func() time.Time { return monday.Add(fast * time.Since(start)) }
}

// fastReading returns a fast machine clock that is wrong by what a file says.
func fastReading(start time.Time, file string) func() clock.Reading {
	return func() clock.Reading {
		text, _ := os.ReadFile(file)
		off, _ := time.ParseDuration(string(text))
		gone := fast * time.Since(start)
		return clock.Reading{Wall: monday.Add(gone + off), Uptime: gone, Boot: "the only one"}
	}
}

func startOf(text string) time.Time {
	ms, _ := strconv.ParseInt(text, 10, 64)
	return time.UnixMilli(ms)
}

// again returns a command that runs this binary in a role.
func again(role string, args ...string) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", args...)
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	return cmd
}

// serveRole does what bilan serve does, with a fast clock and small reports.
func serveRole() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	dir := os.Getenv(folderVariable)
	guard := clock.New(fastReading(startOf(os.Getenv(startVariable)), filepath.Join(dir, clockFile)))
	now := guard.Now
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	o := ledger.Options{SQLite: filepath.Join(dir, "state.db"), Mark: filepath.Join(dir, "sent.mark"), Now: now, Log: log, Later: true}
	if state := os.Getenv(stateVariable); state != "" {
		o.SQLite, o.Postgres = "", state
		guard = nil // a PostgreSQL server's clock is not fast, so the guard would not confirm the fast one
	}
	l, err := ledger.Open(ctx, o)
	if err != nil {
		return err
	}
	defer l.Close()
	if ok, err := l.TryLock(); !ok {
		return errors.Join(errors.New("no lock"), err)
	}
	if err := scratch.Sweep(""); err != nil {
		return err
	}
	bound, _ := strconv.Atoi(cmp.Or(os.Getenv(boundVariable), "512"))
	d := &Daemon{
		Load: func() (*config.Config, *load.Snapshot, error) {
			return load.LoadSnapshot(cmp.Or(os.Getenv(fileVariable), filepath.Join(dir, "bilan.yaml")), os.LookupEnv)
		},
		Ledger: l, Now: now, Guard: guard, Log: log, Drain: 5 * time.Second, intervals: intervals{plan: 200 * time.Millisecond, reload: time.Second},
		Maker: func(cfg *config.Config) maker.Maker {
			return deadlines{maker.Child{Deadline: cfg.Serve.Deadline, Command: func(folder string) *exec.Cmd { return maker.Limit(again(roleProduce, folder), bound) }}}
		},
		Sender: func(cfg *config.Config) (mail.Sender, error) { return mail.New(cfg.Mail, nil) },
	}
	return d.Run(ctx)
}

// deadlines is a maker.Child with a separate deadline for the endless report.
type deadlines struct{ maker.Child }

func (m deadlines) Make(ctx context.Context, t maker.Task) (*maker.Product, error) {
	if d, err := time.ParseDuration(os.Getenv(endlessVariable)); err == nil && t.Report == "endless" {
		m.Deadline = d
	}
	return m.Child.Make(ctx, t)
}

// coreReport is a report whose child process returns its limit for core files.
const coreReport = "core"

// makeRole makes a report in a child process. The report's name says what goes wrong.
func makeRole(ctx context.Context, t maker.Task) (*maker.Product, error) {
	if t.Report == coreReport {
		var bound syscall.Rlimit
		err := syscall.Getrlimit(syscall.RLIMIT_CORE, &bound)
		return &maker.Product{Failed: fmt.Sprintf("core limit %d", bound.Cur)}, err
	}
	cfg, err := t.Config.Config()
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasPrefix(t.Report, "endless"):
		for { // like a query that does not react to its context
			time.Sleep(time.Second)
		}
	case strings.HasPrefix(t.Report, "greedy"):
		for all := []byte{1}; ; {
			all = append(all, bytes.Repeat([]byte{1}, len(all)+16<<20)...)
		}
	case strings.HasPrefix(t.Report, "abort"):
		fmt.Fprintln(os.Stderr, "terminate called after throwing an instance of 'std::bad_alloc'")
		_ = syscall.Kill(os.Getpid(), syscall.SIGABRT)
		time.Sleep(time.Minute)
	case strings.HasPrefix(t.Report, "talkative"):
		_, _ = io.Copy(os.Stdout, io.LimitReader(strings.NewReader(strings.Repeat("a library that prints\n", 100_000)), 2<<20))
	}
	return (&fakeMaker{size: 4 << 10}).make(ctx, cfg, t)
}

// known plans the reports an hour before they are due, and closes the ledger. The next daemon then makes them even if
// it starts too late.
func (b *bench) known() {
	b.t.Helper()
	check(b.t, b.Plan(b.t.Context()))
	check(b.t, b.Ledger.Close())
}

// servant is a daemon in another process.
type servant struct {
	*exec.Cmd
	words bytes.Buffer
}

func (b *bench) serve(start time.Time, more ...string) *servant {
	b.t.Helper()
	s := &servant{Cmd: again(roleServe)}
	s.Env = append(s.Env, folderVariable+"="+b.dir, "TMPDIR="+b.temp(), fmt.Sprintf("%s=%d", startVariable, start.UnixMilli()))
	s.Env = append(s.Env, more...)
	s.Stderr = &s.words
	check(b.t, s.Start())
	b.t.Cleanup(func() { _ = s.Process.Kill(); _ = s.Wait() })
	return s
}

// temp returns the folder for the daemon's child processes.
func (b *bench) temp() string {
	dir := filepath.Join(b.dir, "tmp")
	check(b.t, os.MkdirAll(dir, 0o700))
	return dir
}

// relatives lists the processes that have this test's folder in their environment.
func (b *bench) relatives() (pids []int) {
	list, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range list {
		env, err := os.ReadFile(file)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		if err == nil && bytes.Contains(env, []byte(folderVariable+"="+b.dir+"\x00")) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// eventually waits for a condition. It fails after three minutes, or after 20 in a chaos run, which leaves much work
// behind.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	bound := 3 * time.Minute
	if number(os.Getenv("BILAN_CHAOS")) > 0 {
		bound = 20 * time.Minute
	}
	for end := time.Now().Add(bound); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never: %s", what)
		}
	}
}
