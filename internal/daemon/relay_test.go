package daemon

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"bilan/internal/alarm"
	"bilan/internal/ledger"
)

// relay is a real SMTP server that refuses what a test says.
type relay struct {
	mu     sync.Mutex
	sender error                      // the answer to MAIL
	to     func(address string) error // the answer to RCPT; nil accepts all
	tries  int
	taken  map[string][]string
	port   string
}

func newRelay(t *testing.T) *relay {
	r := &relay{taken: map[string][]string{}}
	server := smtp.NewServer(r)
	server.Domain, server.AllowInsecureAuth = "relay", true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	var running sync.WaitGroup
	running.Go(func() { _ = server.Serve(l) })
	t.Cleanup(func() { _ = server.Close(); running.Wait() })
	_, r.port, _ = net.SplitHostPort(l.Addr().String())
	return r
}

func (r *relay) yaml(more ...string) string {
	return "  smtp: {host: 127.0.0.1, port: " + r.port + ", tls: none, timeout: 5s}\n" + strings.Join(more, "")
}

func (r *relay) NewSession(*smtp.Conn) (smtp.Session, error) { return &relaySession{relay: r}, nil }

// refuse sets the answers to MAIL and RCPT.
func (r *relay) refuse(sender error, to func(string) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sender, r.to = sender, to
}

func (r *relay) count(address string) int { return len(r.letters(address)) }

func (r *relay) letters(address string) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string{}, r.taken[address]...)
}

type relaySession struct {
	*relay
	address string
}

func (s *relaySession) Mail(string, *smtp.MailOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries++
	return s.sender
}

func (s *relaySession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.address = to
	if s.to == nil {
		return nil
	}
	return s.to(to)
}

func (s *relaySession) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.taken[s.address] = append(s.taken[s.address], string(text))
	return err
}

func (s *relaySession) Reset()        {}
func (s *relaySession) Logout() error { return nil }

func refuses(code int, class ...int) *smtp.SMTPError {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{class[0], class[1], class[2]}, Message: "relaying denied"}
}

// to returns the weekly report with other recipients.
func to(addresses ...string) string {
	return strings.Replace(weekly, "boss@shop.example", strings.Join(addresses, ", "), 1)
}

// If the relay itself is at fault, no message is given up: they are tried slowly, a person is called, and all leave
// after the correction.
func TestRelayAtFault(t *testing.T) {
	policy := refuses(550, 5, 7, 1)
	everybody := func(string) error { return policy }
	three := []string{"a@shop.example", "b@shop.example", "c@other.example"}
	tests := []struct {
		name   string
		sender error
		to     func(string) error
		people []string
		state  ledger.DeliveryState
		alarm  bool
	}{
		{"the sender", refuses(550, 5, 7, 60), nil, three[:1], ledger.Waiting, true},
		{"the sender, by another class", refuses(553, 5, 1, 8), nil, three[:1], ledger.Waiting, true},
		{"three in two domains", nil, everybody, three, ledger.Waiting, true},
		{"three in the only domain", nil, everybody, []string{"a@shop.example", "b@shop.example", "d@shop.example"}, ledger.Waiting, true},
		{"two", nil, everybody, three[1:], ledger.Dead, false},
		{"three of one domain, and one elsewhere that is unknown", nil, func(a string) error {
			if strings.HasSuffix(a, "@other.example") {
				return refuses(550, 5, 1, 1)
			}
			return policy
		}, []string{"a@shop.example", "b@shop.example", "d@shop.example", "c@other.example"}, ledger.Dead, false},
		{"three that are unknown", nil, func(string) error { return refuses(550, 5, 1, 1) }, three, ledger.Dead, false},
		{"three, and one is taken", nil, func(a string) error {
			if a == "taken@shop.example" {
				return nil
			}
			return policy
		}, append([]string{"taken@shop.example"}, three...), ledger.Dead, false},
		{"too large for the server", refuses(552, 5, 3, 4), nil, three, ledger.Dead, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := newRelay(t)
			r.refuse(test.sender, test.to)
			b := newBench(t, r.yaml(), to(test.people...))
			b.step()
			b.set(monday)
			b.step()
			for a, d := range b.states("weekly", "2026-11-16") {
				if a != "taken@shop.example" && d.State != test.state {
					t.Errorf("%s: %s: %s", a, d.State, d.Reply)
				}
			}
			lasting, err := b.Ledger.Alarms(t.Context())
			check(t, err)
			if (len(lasting) > 0) != test.alarm {
				t.Errorf("alarms %v", lasting)
			}
			if !test.alarm {
				return
			}
			before := r.tries
			b.run(25 * time.Minute)
			if r.tries > before+1 { // another attempt is the owner's notice
				t.Errorf("%d more attempts within 25 minutes", r.tries-before)
			}
			for range 100 { // longer than messages to a busy server are tried
				b.set(b.now().Add(30 * time.Minute))
				b.step()
			}
			r.refuse(nil, nil)
			b.run(time.Hour)
			for a, d := range b.states("weekly", "2026-11-16") {
				if d.State != ledger.Sent || r.count(a) != 1 {
					t.Errorf("mended, %s: %s with %d copies", a, d.State, r.count(a))
				}
			}
			if lasting, err = b.Ledger.Alarms(t.Context()); err != nil || len(lasting) > 0 {
				t.Errorf("mended, alarms %v %v", lasting, err)
			}
		})
	}
}

// A relay that accepts some messages again is no longer at fault. Messages that it still refuses become dead.
func TestRelayMendedForSome(t *testing.T) {
	r := newRelay(t)
	r.refuse(nil, func(string) error { return refuses(550, 5, 7, 1) })
	b := newBench(t, r.yaml(), to("a@shop.example", "b@shop.example", "c@other.example")+named("second"))
	b.step()
	b.set(monday)
	b.step()
	r.refuse(nil, func(a string) error {
		if a == "second@shop.example" || a == owner {
			return nil
		}
		return refuses(550, 5, 7, 1)
	})
	b.run(2 * time.Hour)
	for a, d := range b.states("weekly", "2026-11-16") {
		if d.State != ledger.Dead {
			t.Errorf("%s: %s", a, d.State)
		}
	}
	if r.count("second@shop.example") != 1 {
		t.Error("the second report did not leave")
	}
}

// While the relay accepts nothing, the log, the metrics, readiness, a webhook and a program report it once a day. At
// the end, all of them say so, and the owner gets the mails that had to wait.
func TestAlarmIsHeard(t *testing.T) {
	var mu sync.Mutex
	var calls []alarm.Message
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		var c alarm.Message
		body, _ := io.ReadAll(q.Body)
		mu.Lock()
		defer mu.Unlock()
		check(t, json.Unmarshal(body, &c))
		if calls = append(calls, c); len(calls) == 1 {
			w.WriteHeader(http.StatusBadGateway) // the alarm is repeated a minute later
		}
	}))
	defer hook.Close()
	r := newRelay(t)
	r.refuse(refuses(550, 5, 7, 60), nil)
	b := newBench(t, r.yaml(), weekly)
	file := filepath.Join(b.dir, "called")
	t.Setenv("BILAN_TEST_HOOK", hook.URL)
	text, err := os.ReadFile(filepath.Join(b.dir, "bilan.yaml"))
	check(t, err)
	b.writeText(string(text) + "alarm: {webhook: \"${BILAN_TEST_HOOK}\", command: [sh, -c, 'cat >> \"$0\"', " + file + "]}\n")
	var log strings.Builder
	b.Log = slogTo(&log)
	b.looks()
	h := b.Handler()
	b.stats.Ready.Store(true)
	b.step()
	b.set(monday)
	step := func(d, each time.Duration) {
		for end := b.now().Add(d); b.now().Before(end); b.set(b.now().Add(each)) {
			b.step()
			b.tellAlarms(t.Context())
		}
	}
	step(2*time.Hour, time.Minute)
	if len(calls) != 2 || calls[0] != calls[1] || calls[0].Kind != "mail" || calls[0].Over || !calls[0].Since.Equal(monday) || !strings.Contains(calls[0].Text, "550 5.7.60 relaying denied") {
		t.Errorf("the webhook got %+v", calls)
	}
	if said, err := os.ReadFile(file); err != nil || !strings.Contains(string(said), "The mail server has accepted no message since 16/11/2026 09:00") {
		t.Errorf("the program got %q %v", said, err)
	}
	if code, body := ask(t, h, "/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "alarm: mail: the mail server has accepted no message since 2026-11-16T08:00:00Z") {
		t.Errorf("%d %s", code, body)
	}
	if _, body := ask(t, h, "/metrics"); !strings.Contains(body, "bilan_alarm{kind=\"mail\"} 1\n") {
		t.Errorf("metrics: %s", body)
	}
	step(24*time.Hour, 10*time.Minute)
	if len(calls) != 3 {
		t.Errorf("%d calls after a day", len(calls))
	}
	r.refuse(nil, nil)
	step(time.Hour, time.Minute)
	if last := calls[len(calls)-1]; len(calls) != 4 || !last.Over {
		t.Errorf("at the end the webhook got %+v", calls)
	}
	if code, body := ask(t, h, "/readyz"); code != http.StatusOK {
		t.Errorf("at the end %d %s", code, body)
	}
	if n := r.count("boss@shop.example"); n != 1 {
		t.Errorf("the boss has %d copies", n)
	}
	var told []string
	for _, l := range r.letters(owner) {
		told = append(told, strings.SplitAfter(l[strings.Index(l, "Subject: "):], "\r\n")[0])
	}
	if len(told) != 3 { // the report's own notice, the alarm, and its end
		t.Errorf("the owner got %q", told)
	}
	for _, line := range []string{`level=ERROR msg=alarm kind=mail`, `msg="alarm could not be sent, trying again"`, `msg="alarm is over" kind=mail`} {
		if !strings.Contains(log.String(), line) {
			t.Errorf("no %s in\n%s", line, log.String())
		}
	}
	if strings.Contains(log.String(), hook.URL) {
		t.Error("the log holds the webhook's address")
	}
}
