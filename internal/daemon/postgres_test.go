package daemon

import (
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"bilan/internal/ledger"
)

// database is a PostgreSQL server for one test, which stops and starts it.
type database struct {
	t         testing.TB
	bin, data string
	port      int
	run       *exec.Cmd
}

func newDatabase(t testing.TB) *database {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		t.Fatal("no PostgreSQL on this machine: install it, or leave BILAN_TEST_POSTGRES out")
	}
	dir, err := os.MkdirTemp("", "bilan-chaos-")
	check(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	d := &database{t: t, bin: filepath.Dir(slices.Max(found)), data: filepath.Join(dir, "data"), port: l.Addr().(*net.TCPAddr).Port}
	check(t, l.Close())
	if os.Getuid() == 0 {
		check(t, os.Chown(dir, nobody, nobody))
	}
	if out, err := d.command("initdb", "-D", d.data, "-U", "bilan", "-A", "trust", "--locale=C", "-E", "UTF8", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v: %s", err, out)
	}
	d.start()
	t.Cleanup(d.stop)
	return d
}

const nobody = 65534

// command returns a command that runs as another user than root, because PostgreSQL refuses root.
func (d *database) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(d.bin, name), args...)
	cmd.Dir = filepath.Dir(d.data)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() == 0 {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	}
	return cmd
}

func (d *database) start() {
	d.run = d.command("postgres", "-D", d.data, "-p", fmt.Sprint(d.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off")
	check(d.t, d.run.Start())
	eventually(d.t, "the database answers", func() bool {
		return d.command("pg_isready", "-h", "127.0.0.1", "-p", fmt.Sprint(d.port)).Run() == nil
	})
}

// stop ends the server like a crash, so that the next start recovers.
func (d *database) stop() {
	_ = d.run.Process.Signal(syscall.SIGQUIT)
	_ = d.run.Wait()
}

func (d *database) dsn() string {
	return fmt.Sprintf("postgres://bilan@127.0.0.1:%d/postgres?sslmode=disable", d.port)
}

// Three replicas share a database. Every few seconds one is killed, the database goes down and comes up, and the
// replicas get a changed YAML one after another.
func TestChaosOnPostgres(t *testing.T) {
	if os.Getenv("BILAN_TEST_POSTGRES") == "" {
		t.Skip("no PostgreSQL in a quick run")
	}
	kills := chaosKills(4)
	db := newDatabase(t)
	c := newChaos(t, 3, db.dsn())
	c.late = 15 * time.Second * fast
	looker, err := ledger.Open(t.Context(), ledger.Options{Postgres: db.dsn(), Now: time.Now})
	check(t, err)
	eventually(t, "the work has begun", func() bool {
		working, err := looker.WorkedByOthers(t.Context())
		return err == nil && working
	})
	check(t, looker.Close())
	for n := range kills {
		time.Sleep(200*time.Millisecond + time.Duration(rand.Int64N(int64(1500*time.Millisecond))))
		if n%12 == 1 {
			db.stop()
			time.Sleep(time.Second)
			db.start()
			c.note("database")
		}
		c.look()
		if n%3 == 0 {
			c.change(n/3, true)
		}
		i := rand.IntN(len(c.servants))
		c.kill(i)
		c.begin(i)
	}
	c.settle()
	c.judge(kills)
}
