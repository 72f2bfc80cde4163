package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/emersion/go-smtp"
)

// maildir is a mail server that stores each message as a file in a folder, and refuses some addresses temporarily.
type maildir struct {
	folder string
	mu     sync.Mutex
	off    func(address string) bool
	got    map[string]int // number of messages by address and subject
	ids    map[string]int
}

func (m *maildir) NewSession(*smtp.Conn) (smtp.Session, error) { return &talk{maildir: m}, nil }

type talk struct {
	*maildir
	to string
}

func (s *talk) Mail(string, *smtp.MailOptions) error { return nil }
func (s *talk) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.to = to; s.off(to) {
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "come again"}
	}
	return nil
}
func (s *talk) Reset()        {}
func (s *talk) Logout() error { return nil }
func (s *talk) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got[s.to+" "+header(string(raw), "Subject")]++
	s.ids[header(string(raw), "Message-ID")]++
	return os.WriteFile(filepath.Join(s.folder, fmt.Sprintf("%d.mail", len(s.ids)*1000+s.ids[header(string(raw), "Message-ID")])), raw, 0o600)
}

func header(raw, name string) string {
	for line := range strings.SplitSeq(raw, "\r\n") {
		if v, ok := strings.CutPrefix(line, name+": "); ok {
			return v
		}
	}
	return ""
}

func (m *maildir) to(address string) (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for k, count := range m.got {
		if strings.HasPrefix(k, address+" ") {
			n += count
		}
	}
	return n
}

const burstYAML = `company: Lenoir
owner: ops@lenoir.example
timezone: Europe/Paris
currency: EUR
locale: en-GB
mail: {from: bilan@lenoir.example, smtp: {host: 127.0.0.1, port: %s, tls: none}}
sources: {data: {files: data}}
dimensions: {rep: {dataset: reps, key: id, label: name, mail: mail}}
datasets:
  reps: {source: data, query: select * from reps}
  orders: {source: data, query: select * from orders, keys: {rep: rep}}
metrics: {revenue: {label: Revenue, dataset: orders, date: day, value: sum(amount), unit: currency}}
alerts: {high: {metric: revenue, when: above 2000, period: last week, send: {every: week, day: monday, at: "08:00"}, to: [chief@lenoir.example]}}
reports:
  weekly:
    title: Weekly
    periods: [last week]
    each: rep
    send: {every: week, day: monday, at: "08:00"}
    to: [boss@lenoir.example]
    sections: [scorecard: [revenue]]
`

// A backup is restored after some of the members' editions of a turn were sent. The members with an edition get none,
// the others get theirs, and the alert that sent its mail does not send it again.
func TestABurstIsSettledByItsMails(t *testing.T) {
	if testing.Short() {
		t.Skip("it runs a daemon three times")
	}
	dir := t.TempDir()
	box := &maildir{folder: filepath.Join(dir, "mails"), off: func(string) bool { return false }, got: map[string]int{}, ids: map[string]int{}}
	must(t, os.MkdirAll(box.folder, 0o700))
	must(t, os.MkdirAll(filepath.Join(dir, "data"), 0o700))
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	server := smtp.NewServer(box)
	go func() { _ = server.Serve(listen) }()
	defer server.Close()
	_, port, _ := net.SplitHostPort(listen.Addr().String())
	file := filepath.Join(dir, "bilan.yaml")
	must(t, os.WriteFile(file, fmt.Appendf(nil, burstYAML, port), 0o600))
	reps, orders := "id,name,mail\n", "id,day,rep,amount\n"
	for i := range 12 {
		reps += fmt.Sprintf("R%02d,Rep %c%c,r%02d@lenoir.example\n", i, 'A'+i, 'a'+i, i)
		orders += fmt.Sprintf("A%d,2026-11-10,R%02d,100\nB%d,2026-11-17,R%02d,200\n", i, i, i, i)
	}
	must(t, os.WriteFile(filepath.Join(dir, "data", "reps.csv"), []byte(reps), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "data", "orders.csv"), []byte(orders), 0o600))
	run := func(now string, args ...string) (*exec.Cmd, *strings.Builder) {
		cmd, out := again(append(args, "-c", file)...), &strings.Builder{}
		cmd.Dir, cmd.Env, cmd.Stdout = dir, append(os.Environ(), "BILAN_TEST_NOW="+now), out
		log, err := os.OpenFile(filepath.Join(dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		must(t, err)
		defer log.Close()
		cmd.Stderr = log
		must(t, cmd.Start())
		t.Cleanup(func() { _ = cmd.Process.Kill() })
		return cmd, out
	}
	command := func(now string, args ...string) string {
		cmd, out := run(now, args...)
		must(t, cmd.Wait())
		return out.String()
	}
	words := &daemonLog{t: t, file: filepath.Join(dir, "log")}
	all := func() (n int) {
		for i := range 12 {
			n += box.to(fmt.Sprintf("r%02d@lenoir.example", i))
		}
		return n + box.to("boss@lenoir.example")
	}

	first, _ := run("2026-11-16T06:59:50Z", "serve")
	waitFor(t, words, "the first burst", func() bool { return all() == 13 })
	must(t, first.Process.Signal(syscall.SIGTERM))
	_ = first.Wait()
	command("2026-11-16T08:00:00Z", "state", "backup", filepath.Join(dir, "copy.db"))

	late := func(address string) bool { return address >= "r05" && address < "r09" }
	box.mu.Lock()
	box.off = late
	box.mu.Unlock()
	second, _ := run("2026-11-23T06:59:50Z", "serve")
	waitFor(t, words, "what leaves of the second burst", func() bool { return all() == 13+9 && box.to("chief@lenoir.example") == 1 })
	must(t, second.Process.Kill())
	_ = second.Wait()
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(filepath.Join(dir, "bilan.db"+end))
	}
	must(t, os.Rename(filepath.Join(dir, "copy.db"), filepath.Join(dir, "bilan.db")))
	box.mu.Lock()
	box.off = func(string) bool { return false }
	box.mu.Unlock()

	third, _ := run("2026-11-23T09:00:00Z", "serve")
	waitFor(t, words, "it is paused", func() bool { return box.to("ops@lenoir.example") == 1 })
	said := command("2026-11-23T09:00:10Z", "state", "reconcile", "--from-maildir", box.folder)
	for _, want := range []string{"taken for the mails of all", "weekly 2026-11-23, due 2026-11-23 08:00: was sent in part", "alert:high 2026-11-23, due 2026-11-23 08:00: was sent before: it is evaluated again"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	waitFor(t, words, "the rest of the second burst", func() bool { return all() >= 26 })
	waitFor(t, words, "the alert is open again", func() bool { return strings.Contains(command("2026-11-23T09:01:00Z", "alerts"), "open") })
	must(t, third.Process.Signal(syscall.SIGTERM))
	_ = third.Wait()
	for of, n := range box.got {
		if n != 1 {
			t.Errorf("%s: %d mails", of, n)
		}
	}
	for id, n := range box.ids {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	if all() != 26 || box.to("chief@lenoir.example") != 1 {
		t.Errorf("%d editions, %d calls", all(), box.to("chief@lenoir.example"))
	}
	history := command("2026-11-23T09:10:00Z", "history", "weekly")
	if n := strings.Count(history, "sent before the state was restored: its mail is in "+box.folder); n != 9 {
		t.Errorf("%d of 9 are told in the history: %s", n, history)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
