package daemon

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/alarm"
	"bilan/internal/ledger"
	"bilan/internal/retry"
)

// ten is the weekly report with ten recipients.
var ten = strings.Replace(weekly, "boss@shop.example", strings.Join(addresses(10), ", "), 1)

func addresses(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("r%d@shop.example", i))
	}
	return list
}

const owner = "ops@shop.example"

// Whatever the server does, each recipient gets one copy or becomes a dead letter with the server's words. The owner is
// told once about each problem.
func TestServerMisbehaves(t *testing.T) {
	tests := []struct {
		name    string
		script  []string
		state   ledger.DeliveryState
		copies  int
		doubts  int
		words   string // the server's words in the dead letter
		notices int
	}{
		{"busy at first", []string{"450 4.2.1 try later", "451 4.3.0 still busy"}, ledger.Sent, 1, 0, "", 0},
		{"busy after the dot", []string{"refused 452 4.3.1 disk full"}, ledger.Sent, 1, 0, "", 0},
		{"unknown", []string{"550 5.1.1 no such user here"}, ledger.Dead, 0, 0, "no such user here", 1},
		{"unwanted content", []string{"refused 554 5.7.1 spam"}, ledger.Dead, 0, 0, "spam", 1},
		{"hangs", []string{"hang", "hang"}, ledger.Sent, 1, 0, "", 0},
		{"drops before the dot", []string{"drop"}, ledger.Sent, 1, 0, "", 0},
		{"cuts the message", []string{"cut"}, ledger.Sent, 1, 1, "", 0},      // uncertain only if the client had already written the final dot
		{"drops after the dot", []string{"taken"}, ledger.Sent, 2, 1, "", 0}, // the same Message-ID twice, which the YAML allows
		{"never takes it", repeat("451 4.7.1 greylisted", 80), ledger.Dead, 0, 0, "greylisted", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPostbox(t)
			p.script["r3@shop.example"] = test.script
			b := newBench(t, p.yaml(), ten)
			b.step()
			for b.set(monday); b.now().Before(monday.Add(3*24*time.Hour)) && !b.over("weekly", "2026-11-16"); b.set(b.now().Add(time.Minute)) {
				b.step()
			}
			b.step()
			for _, a := range addresses(10) {
				d, copies, want := b.states("weekly", "2026-11-16")[a], p.count(a), 1
				if a == "r3@shop.example" {
					want = test.copies
					early := test.script[0] == "cut" && d.Doubts == 0 // the connection broke before the final dot was written
					if d.State != test.state || d.Doubts != test.doubts && !early || !strings.Contains(d.Reply, test.words) {
						t.Errorf("%s: %s, %d doubts, %q", a, d.State, d.Doubts, d.Reply)
					}
				} else if d.State != ledger.Sent || p.tries[a] != 1 {
					t.Errorf("%s: %s after %d tries", a, d.State, p.tries[a])
				}
				if copies != want {
					t.Errorf("%s has %d copies, want %d", a, copies, want)
				}
				same(t, p.letters(a))
			}
			letters := p.letters(owner)
			if len(letters) != test.notices {
				t.Errorf("the owner got %d mails, want %d: %q", len(letters), test.notices, letters)
			}
			for _, l := range letters {
				if words := text(t, l); !strings.Contains(words, test.words) || !strings.Contains(words, "r3@shop.example") {
					t.Errorf("the notice does not say what happened: %s", words)
				}
			}
		})
	}
}

// If a list has forty wrong addresses, the owner gets one mail with each address and the server's answer.
func TestManyRefusedAddressesAreOneMail(t *testing.T) {
	p := newPostbox(t)
	forty := addresses(40)
	for _, a := range forty {
		p.script[a] = []string{"550 5.1.1 <" + a + "> no such user"}
	}
	p.script["r7@shop.example"] = []string{"ok"}
	p.script["r8@shop.example"] = []string{"450 4.2.1 try later", "550 5.1.1 <r8@shop.example> no such user"}
	b := newBench(t, p.yaml(), strings.Replace(weekly, "boss@shop.example", strings.Join(forty, ", "), 1))
	b.step()
	b.run(2 * time.Hour)
	letters := p.letters(owner)
	if len(letters) != 2 { // the second mail is about an address that was refused later
		t.Fatalf("the owner got %d mails: %q", len(letters), letters)
	}
	first := text(t, letters[0])
	for _, a := range forty {
		told, want := strings.Contains(first, "\n"+a+": ") && strings.Contains(first, "550 5.1.1 <"+a+"> no such user"), a != "r7@shop.example" && a != "r8@shop.example"
		if told != want {
			t.Errorf("%s is told of: %v", a, told)
		}
	}
	if !strings.Contains(letters[0], "could not be delivered to 38 addresses") {
		t.Errorf("the subject does not say how many: %s", letters[0])
	}
	if !strings.Contains(text(t, letters[1]), "r8@shop.example") || p.count("r7@shop.example") != 1 {
		t.Errorf("second mail: %s", letters[1])
	}
}

func repeat(s string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = s
	}
	return list
}

// same checks that all letters have the same bytes.
func same(t *testing.T, letters []string) {
	t.Helper()
	for _, l := range letters {
		if l != letters[0] {
			t.Error("two copies differ")
		}
	}
}

// over reports whether a slot is made and none of its messages can still leave.
func (b *bench) over(report, slot string) bool {
	s, err := b.Ledger.Slot(b.t.Context(), ledger.Key{Report: report, Slot: slot})
	if err != nil || !s.State.Final() {
		return false
	}
	for _, d := range b.states(report, slot) {
		if !d.State.Final() {
			return false
		}
	}
	return true
}

func TestUncertainIsHeldWhenTheYAMLSaysSo(t *testing.T) {
	p := newPostbox(t)
	p.script["boss@shop.example"] = []string{"taken", "ok"}
	b := newBench(t, p.yaml("  uncertain: hold\n"), weekly)
	b.step()
	b.run(3 * time.Hour)
	d := b.states("weekly", "2026-11-16")["boss@shop.example"]
	if d.State != ledger.Uncertain || p.count("boss@shop.example") != 1 {
		t.Errorf("%s with %d copies", d.State, p.count("boss@shop.example"))
	}
	if letters := p.letters(owner); len(letters) != 1 || !strings.Contains(letters[0], "uncertain delivery to boss@shop.example") {
		t.Errorf("the owner got %q", letters)
	}
}

// A server that never answers after the final dot gets a message only a limited number of times.
func TestDoubtsEnd(t *testing.T) {
	p := newPostbox(t)
	p.script["boss@shop.example"] = repeat("taken", 50)
	b := newBench(t, p.yaml(), weekly)
	b.step()
	b.run(3 * time.Hour)
	if d := b.states("weekly", "2026-11-16")["boss@shop.example"]; d.State != ledger.Uncertain || p.count("boss@shop.example") != retry.MostDoubts+1 {
		t.Errorf("%s with %d copies", d.State, p.count("boss@shop.example"))
	}
	if n := p.count(owner); n != 1 {
		t.Errorf("the owner got %d mails", n)
	}
}

func TestServerIsOffForAnHour(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), ten)
	b.step()
	p.off()
	b.set(monday)
	b.step()
	b.run(time.Hour)
	for a, d := range b.states("weekly", "2026-11-16") {
		if d.State != ledger.Waiting {
			t.Errorf("%s: %s", a, d.State)
		}
	}
	p.on()
	b.run(time.Hour)
	for _, a := range addresses(10) {
		if d := b.states("weekly", "2026-11-16")[a]; d.State != ledger.Sent || p.count(a) != 1 {
			t.Errorf("%s: %s with %d copies", a, d.State, p.count(a))
		}
	}
	if n := p.count(owner); n != 0 {
		t.Errorf("the owner got %d mails of what passed by itself", n)
	}
}

// If the server refuses the password, a person must act: the owner is told once, and the messages leave after the
// correction.
func TestServerThatWantsAPersonIsTriedSlowly(t *testing.T) {
	p := newPostbox(t)
	p.script["boss@shop.example"] = []string{"530 5.7.0 sign in first", "530 5.7.0 sign in first", "530 5.7.0 sign in first"}
	b := newBench(t, p.yaml(), weekly)
	b.step()
	b.run(3 * time.Hour)
	if d := b.states("weekly", "2026-11-16")["boss@shop.example"]; d.State != ledger.Sent || d.Attempts != 4 {
		t.Errorf("%s after %d attempts", d.State, d.Attempts)
	}
	if letters := p.letters(owner); len(letters) != 1 || !strings.Contains(letters[0], "sign in first") {
		t.Errorf("the owner got %q", letters)
	}
}

func TestMailIsPacedByTheMinute(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml("  max_per_minute: 4\n"), ten)
	b.step()
	b.set(monday)
	var most, before int
	for range 40 {
		b.step()
		sent := 0
		for _, a := range addresses(10) {
			sent += p.count(a)
		}
		most, before = max(most, sent-before), sent
		b.set(b.now().Add(15 * time.Second))
	}
	if before != 10 || most > 1 {
		t.Errorf("%d sent, at most %d in 15 s", before, most)
	}
}

// The log says for each message what became of it.
func TestLogTellsOfEachMessage(t *testing.T) {
	p := newPostbox(t)
	p.script["r1@shop.example"] = []string{"550 5.1.1 no such user"}
	p.script["r2@shop.example"] = []string{"450 4.2.1 try later"}
	b := newBench(t, p.yaml(), strings.Replace(weekly, "boss@shop.example", strings.Join(addresses(3), ", "), 1))
	var log strings.Builder
	b.Log = slogTo(&log)
	b.step()
	b.set(monday)
	b.step()
	for _, line := range []string{
		`msg="message sent" report=weekly slot=2026-11-16 to=r0@shop.example`,
		`msg="message given up" report=weekly slot=2026-11-16 to=r1@shop.example`,
		`msg="message waits" report=weekly slot=2026-11-16 to=r2@shop.example`,
	} {
		if !strings.Contains(log.String(), line) {
			t.Errorf("no %s in\n%s", line, log.String())
		}
	}
}

func slogTo(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(&locked{w: w}, nil)) }

// locked is a buffer that several goroutines may write.
type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

// The address of a ping may be a secret, so the log of a failed ping does not contain it.
func TestPingErrorHidesItsURL(t *testing.T) {
	for _, address := range []string{"http://127.0.0.1:1/ping/s3cret", "http://[::1/s3cret", "nothing://host/s3cret"} {
		_, err := http.Get(address)
		if err == nil || !strings.Contains(err.Error(), "s3cret") {
			t.Fatalf("%s: %v", address, err)
		}
		if words := alarm.WithoutURL(err).Error(); strings.Contains(words, "s3cret") {
			t.Errorf("%s: %s", address, words)
		}
	}
}

// A message counts as being sent only after the server accepted its recipient. If the daemon is killed before that, the
// message is not uncertain.
func TestUntakenMessageIsNotLeaving(t *testing.T) {
	p := newPostbox(t)
	b := newBench(t, p.yaml(), weekly)
	asked := 0
	p.mood = func() string { // the answer to RCPT
		asked++
		for a, m := range b.states("weekly", "2026-11-16") {
			if m.State == ledger.Sending {
				t.Errorf("%s is leaving before its server has taken it", a)
			}
		}
		return "ok"
	}
	b.step()
	b.set(monday)
	b.step()
	if m := b.states("weekly", "2026-11-16")["boss@shop.example"]; asked != 1 || m.State != ledger.Sent || m.Attempts != 1 {
		t.Errorf("asked %d times: %s, %d attempts", asked, m.State, m.Attempts)
	}
}
