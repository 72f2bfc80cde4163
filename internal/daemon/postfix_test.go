package daemon

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	gomail "github.com/wneessen/go-mail"

	"bilan/internal/ledger"
)

// postfix starts a real Postfix on loopback that discards each accepted message, and returns its port.
func postfix(t *testing.T) int {
	if os.Getenv("BILAN_TEST_POSTFIX") == "" {
		t.Skip("BILAN_TEST_POSTFIX is not set: make chaos sets it")
	}
	if _, err := exec.LookPath("postfix"); err != nil || os.Getuid() != 0 {
		t.Skip("no Postfix, or not root")
	}
	dir, err := os.MkdirTemp("", "bilan-postfix-")
	check(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	check(t, l.Close())
	conf := filepath.Join(dir, "etc")
	for _, d := range []string{"", "etc", "queue", "data"} {
		check(t, os.MkdirAll(filepath.Join(dir, d), 0o755))
		check(t, os.Chmod(filepath.Join(dir, d), 0o755))
	}
	out, err := exec.Command("chown", "postfix", filepath.Join(dir, "data")).CombinedOutput()
	if err != nil {
		t.Skipf("no user postfix: %s", out)
	}
	main := strings.NewReplacer("DIR", dir).Replace(`compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
maillog_file_prefixes = DIR
maillog_file = DIR/log
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.shop.example
mydestination =
alias_maps =
mynetworks = 127.0.0.0/8
default_transport = discard:
smtpd_peername_lookup = no
smtpd_relay_restrictions = permit_mynetworks, reject
`)
	const service = "%s %s %s - n %s %s %s\n" // name, type, private, wakeup, maxproc and command of a master.cf line
	master := fmt.Sprintf(service, fmt.Sprintf("127.0.0.1:%d", port), "inet", "n", "-", "-", "smtpd")
	for _, s := range [][]any{
		{"cleanup", "unix", "n", "-", "0", "cleanup"}, {"qmgr", "unix", "n", "300", "1", "qmgr"}, {"showq", "unix", "n", "-", "-", "showq"},
		{"postlog", "unix-dgram", "n", "-", "1", "postlogd"}, {"rewrite", "unix", "-", "-", "-", "trivial-rewrite"},
		{"bounce", "unix", "-", "-", "0", "bounce"}, {"defer", "unix", "-", "-", "0", "bounce"}, {"trace", "unix", "-", "-", "0", "bounce"},
		{"discard", "unix", "-", "-", "-", "discard"}, {"error", "unix", "-", "-", "-", "error"}, {"proxymap", "unix", "-", "-", "-", "proxymap"},
		{"anvil", "unix", "-", "-", "1", "anvil"},
	} {
		master += fmt.Sprintf(service, s...)
	}
	check(t, os.WriteFile(filepath.Join(conf, "main.cf"), []byte(main), 0o644))
	check(t, os.WriteFile(filepath.Join(conf, "master.cf"), []byte(master), 0o644))
	if out, err := exec.Command("postfix", "-c", conf, "start").CombinedOutput(); err != nil {
		log, _ := os.ReadFile(filepath.Join(dir, "log"))
		t.Fatalf("postfix start: %v: %s\n%s", err, out, log)
	}
	t.Cleanup(func() {
		if log, err := os.ReadFile(filepath.Join(dir, "log")); t.Failed() && err == nil {
			t.Logf("%s", log[max(0, len(log)-2000):])
		}
		text, _ := os.ReadFile(filepath.Join(dir, "queue", "pid", "master.pid"))
		if pid, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
			_ = syscall.Kill(pid, syscall.SIGTERM)
			eventually(t, "Postfix ends", func() bool { return syscall.Kill(pid, 0) != nil })
		}
	})
	eventually(t, "Postfix listens", func() bool {
		conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
	return port
}

// A real Postfix accepts a thousand messages of 60 KB from the daemon. For comparison, the mail library alone sends as
// many in the same run. The test prints both rates, and asserts nothing about time.
func TestPostfixTakesAThousand(t *testing.T) {
	const messages, size = 1000, 60 << 10
	port := postfix(t)
	bare := bareLoop(t, port, messages, size)

	list := make([]string, messages)
	for i := range list {
		list[i] = fmt.Sprintf("r%d@shop.example", i)
	}
	report := strings.Replace(weekly, "boss@shop.example", strings.Join(list, ", "), 1)
	b := newBench(t, fmt.Sprintf("  smtp: {host: 127.0.0.1, port: %d, tls: none}\n", port), report)
	check(t, b.Ledger.Close())
	b.maker.size = size
	l, err := ledger.Open(t.Context(), ledger.Options{SQLite: filepath.Join(b.dir, "real.db"), Now: time.Now})
	check(t, err)
	defer l.Close()
	if ok, err := l.TryLock(); !ok || err != nil {
		t.Fatal("no lock", err)
	}
	d := b.daemon(l)
	d.Now = time.Now
	check(t, d.Start())
	s, _, err := l.Request(t.Context(), ledger.TurnRequest{Key: ledger.Key{Report: "weekly", Slot: "2026-11-16"}, Due: time.Now(), On: "2026-11-16"})
	check(t, err)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	open := func() int {
		time.Sleep(200 * time.Millisecond) // each check takes time from the daemon
		c, err := l.Counts(t.Context())
		check(t, err)
		return c.Deliveries[ledger.Pending] + c.Deliveries[ledger.Sending] + c.Deliveries[ledger.Waiting]
	}
	eventually(t, "the edition is kept", func() bool { return open() > 0 })
	began := time.Now()
	eventually(t, "all is sent", func() bool { return open() == 0 })
	rate := messages / time.Since(began).Seconds()
	stop()
	check(t, <-ended)
	s, err = l.Slot(t.Context(), s.Key)
	check(t, err)
	kept, err := l.Deliveries(t.Context(), s.Edition)
	check(t, err)
	sent := 0
	for _, m := range kept {
		if m.State == ledger.Sent && m.Attempts == 1 {
			sent++
		}
	}
	if sent != messages {
		t.Errorf("%d of %d sent at the first attempt", sent, messages)
	}
	t.Logf("daemon %.0f messages/s, bare loop %.0f messages/s: %.2f", rate, bare, rate/bare)
}

// bareLoop sends with the mail library alone, with a connection for each message as the daemon does. It returns the
// messages per second.
func bareLoop(t *testing.T, port, messages, size int) float64 {
	client, err := gomail.NewClient("127.0.0.1", gomail.WithPort(port), gomail.WithTLSPolicy(gomail.NoTLS), gomail.WithHELO("reports.shop.example"))
	check(t, err)
	text := strings.Repeat("figures and figures\r\n", size/21)
	began := time.Now()
	for i := range messages {
		m := gomail.NewMsg()
		check(t, m.From("bilan@shop.example"))
		check(t, m.To(fmt.Sprintf("r%d@shop.example", i)))
		m.Subject("Sales")
		m.SetBodyString(gomail.TypeTextPlain, text)
		check(t, client.DialAndSend(m))
	}
	return float64(messages) / time.Since(began).Seconds()
}
