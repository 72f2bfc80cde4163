package mail

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

var (
	testEnvelope = Envelope{From: "Bilan <bilan@lenoir.example>", To: "direction@lenoir.example", Name: "suivi_2026-W46"}
	testRaw      = []byte("From: bilan@lenoir.example\r\nMessage-ID: <1@lenoir.example>\r\n\r\nBonjour\r\n.\r\n..\r\n")
)

func send(t *testing.T, cfg config.SMTP, e Envelope, raw []byte) Result {
	t.Helper()
	s, err := NewSMTP(cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s.Send(t.Context(), e, raw)
}

// TestVerdicts checks each verdict with a server that produces its case.
func TestVerdicts(t *testing.T) {
	auth := []string{"AUTH PLAIN LOGIN", "SIZE 1000000", "8BITMIME"}
	for _, c := range []struct {
		name     string
		stage    string // the key in the server's script
		reply    string
		verdict  Verdict
		at       Stage
		code     int
		enhanced string
	}{
		{"all is well", "dot", "250 2.0.0 queued", Sent, StageDot, 250, "2.0.0"},
		{"another 2xx", "dot", "252 kept", Sent, StageDot, 250, ""},

		{"greeting 421", "greeting", "421 4.3.2 busy", Retry, StageGreeting, 421, "4.3.2"},
		{"greeting 554", "greeting", "554 5.7.1 your address is blocked", RetrySlowly, StageGreeting, 554, "5.7.1"},
		{"greeting drop", "greeting", drop, Retry, StageGreeting, 0, ""},
		{"greeting garbage", "greeting", garbage, Retry, StageGreeting, 0, ""},
		{"greeting hang", "greeting", hang, Retry, StageGreeting, 0, ""},
		{"greeting flood", "greeting", flood, Retry, StageGreeting, 0, ""},

		{"hello 421", "EHLO", "421 4.3.0 later" + drop, Retry, StageHello, 421, "4.3.0"},
		{"hello 550", "EHLO", "550 5.7.1 who are you", RetrySlowly, StageHello, 550, "5.7.1"},
		{"hello drop", "EHLO", drop, Retry, StageHello, 0, ""},
		{"hello hang", "EHLO", hang, Retry, StageHello, 0, ""},

		{"auth 454", "AUTH", "454 4.7.0 directory down", Retry, StageAuth, 454, "4.7.0"},
		{"auth 535", "AUTH", "535 5.7.8 no", RetrySlowly, StageAuth, 535, "5.7.8"},
		{"auth 534", "AUTH", "534 5.7.9 too weak", RetrySlowly, StageAuth, 534, "5.7.9"},
		{"auth 504", "AUTH", "504 5.5.4 unknown", RetrySlowly, StageAuth, 504, "5.5.4"},
		{"auth drop", "AUTH", drop, Retry, StageAuth, 0, ""},
		{"auth 535 and drop", "AUTH", "535 5.7.8 no" + drop, RetrySlowly, StageAuth, 535, "5.7.8"},
		{"auth hang", "AUTH", hang, Retry, StageAuth, 0, ""},

		{"mail 451", "MAIL", "451 4.3.0 later", Retry, StageMail, 451, "4.3.0"},
		{"mail 530", "MAIL", "530 5.7.0 sign in first", RetrySlowly, StageMail, 530, "5.7.0"},
		{"mail 550", "MAIL", "550 5.7.60 not your address", RetrySlowly, StageMail, 550, "5.7.60"},
		{"mail 552", "MAIL", "552 5.3.4 too large", Dead, StageMail, 552, "5.3.4"},
		{"mail drop", "MAIL", drop, Retry, StageMail, 0, ""},
		{"mail hang", "MAIL", hang, Retry, StageMail, 0, ""},
		{"mail strange", "MAIL", "354 what", Retry, StageMail, 354, ""},

		{"rcpt 450", "RCPT", "450 4.2.1 greylisted", Retry, StageRcpt, 450, "4.2.1"},
		{"rcpt 550", "RCPT", "550 5.1.1 no such user", Dead, StageRcpt, 550, "5.1.1"},
		{"rcpt 530", "RCPT", "530 5.7.57 not authenticated", RetrySlowly, StageRcpt, 530, "5.7.57"},
		{"rcpt 421 and drop", "RCPT", "421 4.4.2 bye" + drop, Retry, StageRcpt, 421, "4.4.2"},
		{"rcpt drop", "RCPT", drop, Retry, StageRcpt, 0, ""},
		{"rcpt garbage", "RCPT", garbage, Retry, StageRcpt, 0, ""},

		{"data 451", "DATA", "451 4.3.0 later", Retry, StageData, 451, "4.3.0"},
		{"data 554", "DATA", "554 5.6.0 no", Dead, StageData, 554, "5.6.0"},
		{"data drop", "DATA", drop, Retry, StageData, 0, ""},
		{"data hang", "DATA", hang, Retry, StageData, 0, ""},

		{"dot 451", "dot", "451 4.3.0 later", Retry, StageDot, 451, "4.3.0"},
		{"dot 452", "dot", "452 4.2.2 mailbox full", Retry, StageDot, 452, "4.2.2"},
		{"dot 421", "dot", "421 4.3.0 closing" + drop, Retry, StageDot, 421, "4.3.0"},
		{"dot 554", "dot", "554 5.7.1 looks like spam", Dead, StageDot, 554, "5.7.1"},
		{"dot 535", "dot", "535 5.7.3 not any more", RetrySlowly, StageDot, 535, "5.7.3"},
		{"dot drop", "dot", drop, Uncertain, StageDot, 0, ""},
		{"dot reset", "dot", reset, Uncertain, StageDot, 0, ""},
		{"dot hang", "dot", hang, Uncertain, StageDot, 0, ""},
		{"dot garbage", "dot", garbage, Uncertain, StageDot, 0, ""},
		{"dot flood", "dot", flood, Uncertain, StageDot, 0, ""},
		{"dot half a reply", "dot", "250-2.0.0 que" + drop, Uncertain, StageDot, 0, ""},
		{"dot 354", "dot", "354 more", Uncertain, StageDot, 354, ""},

		{"quit hang does not matter", "QUIT", hang, Sent, StageDot, 250, "2.0.0"},
		{"quit 500 does not matter", "QUIT", "500 no", Sent, StageDot, 250, "2.0.0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &scripted{ehlo: auth, replies: map[string]string{c.stage: c.reply}}
			cfg := s.start(t)
			cfg.Auth, cfg.Username, cfg.Password = "plain", "bilan", scalar.NewSecret("a long password")
			if c.reply == hang {
				cfg.Timeout = 300 * time.Millisecond
			}
			res := send(t, cfg, testEnvelope, testRaw)
			if res.Verdict != c.verdict || res.Stage != c.at || res.Code != c.code || res.Enhanced != c.enhanced {
				t.Errorf("got %v at %s, code %d %q (%v); want %v at %s, %d %q",
					res.Verdict, res.Stage, res.Code, res.Enhanced, res.Err, c.verdict, c.at, c.code, c.enhanced)
			}
			if (res.Err == nil) != (c.verdict == Sent) {
				t.Errorf("error: %v", res.Err)
			}
			if res.Err != nil && strings.ContainsAny(res.Err.Error(), "\r\n\x16") {
				t.Errorf("not one clean line: %q", res.Err)
			}
		})
	}
}

// TestCutInTheBody checks a server that disconnects while the message is being sent.
func TestCutInTheBody(t *testing.T) {
	raw := append([]byte("Subject: x\r\n\r\n"), strings.Repeat("a line of a large message\r\n", 400_000)...)
	for _, c := range []struct {
		name, reply string
		verdict     Verdict
		code        int
	}{
		{"reset", reset, Retry, 0},
		{"drop", drop, Retry, 0},
		{"hang", hang, Retry, 0},
		{"a last word", "552 5.3.4 too big" + drop, Dead, 552},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &scripted{replies: map[string]string{"body": c.reply}}
			cfg := s.start(t)
			if c.reply == hang {
				cfg.Timeout = 500 * time.Millisecond
			}
			res := send(t, cfg, testEnvelope, raw)
			// a reset may destroy the server's last reply, so nothing was accepted and the message may be sent again
			if res.Code == 0 && c.code != 0 {
				c.verdict = Retry
			}
			if res.Verdict != c.verdict || res.Stage != StageBody {
				t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
			}
		})
	}
}

func TestCannotConnect(t *testing.T) {
	cfg := (&scripted{}).start(t)
	cfg.Port = 1 // no server listens there
	if res := send(t, cfg, testEnvelope, testRaw); res.Verdict != Retry || res.Stage != StageConnect {
		t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
	}
}

func TestCancel(t *testing.T) {
	for _, c := range []struct {
		at      string
		verdict Verdict
		stage   Stage
	}{{"MAIL", Retry, StageMail}, {"dot", Uncertain, StageDot}} {
		t.Run(c.at, func(t *testing.T) {
			s := &scripted{replies: map[string]string{c.at: hang}}
			cfg := s.start(t)
			cfg.Timeout = time.Hour
			sender, err := NewSMTP(cfg, nil)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				for !strings.Contains(s.commands(), map[string]string{"MAIL": "MAIL", "dot": "DATA"}[c.at]) {
					time.Sleep(time.Millisecond)
				}
				time.Sleep(20 * time.Millisecond)
				cancel()
			}()
			res := sender.Send(ctx, testEnvelope, testRaw)
			if res.Verdict != c.verdict || res.Stage != c.stage || !errors.Is(res.Err, context.Canceled) {
				t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
			}
		})
	}
}

// TestSecrets checks that the password is not in an error when a server repeats what it received.
func TestSecrets(t *testing.T) {
	const password = "tr0ub4dor&3"
	s := &scripted{ehlo: []string{"AUTH PLAIN"}, replies: map[string]string{
		"AUTH": "535-5.7.8 refused: AUTH PLAIN AGJpbGFuAHRyMHViNGRvciYz\r\n535 5.7.8 password " + password + " is wrong"}}
	cfg := s.start(t)
	cfg.Username, cfg.Password = "bilan", scalar.NewSecret(password)
	res := send(t, cfg, testEnvelope, testRaw)
	if !strings.Contains(s.commands(), "AGJpbGFuAHRyMHViNGRvciYz") {
		t.Fatalf("the script does not repeat what was sent: %s", s.commands())
	}
	for _, text := range []string{res.Err.Error(), res.Reply} {
		if strings.Contains(text, password) || strings.Contains(text, "AGJp") || !strings.Contains(text, "•••") {
			t.Errorf("not masked: %s", text)
		}
	}
}

func TestStartTLS(t *testing.T) {
	cert, ca := testCert(t, "127.0.0.1")
	other, _ := testCert(t, "127.0.0.1")
	for _, c := range []struct {
		name    string
		server  *scripted
		change  func(*config.SMTP)
		verdict Verdict
		stage   Stage
	}{
		{"good", &scripted{cert: cert, ehlo: []string{"STARTTLS"}}, nil, Sent, StageDot},
		{"absent", &scripted{cert: cert}, nil, RetrySlowly, StageTLS},
		{"refused for now", &scripted{ehlo: []string{"STARTTLS"}, replies: map[string]string{"STARTTLS": "454 4.7.0 later"}}, nil, Retry, StageTLS},
		{"refused", &scripted{ehlo: []string{"STARTTLS"}, replies: map[string]string{"STARTTLS": "502 5.5.1 no"}}, nil, RetrySlowly, StageTLS},
		{"unknown authority", &scripted{cert: other, ehlo: []string{"STARTTLS"}}, nil, RetrySlowly, StageTLS},
		{"garbage instead of a handshake", &scripted{ehlo: []string{"STARTTLS"}}, nil, Retry, StageTLS},
		{"hang", &scripted{ehlo: []string{"STARTTLS"}, replies: map[string]string{"STARTTLS": "220 go on\r\n" + hang}}, nil, Retry, StageTLS},
		{"implicit", &scripted{cert: cert, implied: true}, func(c *config.SMTP) { c.TLS = "implicit" }, Sent, StageDot},
		{"implicit, refused greeting", &scripted{cert: cert, implied: true, replies: map[string]string{"greeting": "421 later"}},
			func(c *config.SMTP) { c.TLS = "implicit" }, Retry, StageGreeting},
		{"implicit, wrong name", &scripted{cert: cert, implied: true}, func(c *config.SMTP) { c.TLS, c.Host = "implicit", "localhost" }, RetrySlowly, StageTLS},
		{"implicit against plain", &scripted{}, func(c *config.SMTP) { c.TLS = "implicit" }, Retry, StageTLS},
		{"loopback takes what is offered", &scripted{cert: other, ehlo: []string{"STARTTLS"}}, func(c *config.SMTP) { c.TLS, c.CAFile = "", "" }, Sent, StageDot},
		{"loopback may be plain", &scripted{cert: other, ehlo: []string{"STARTTLS"}}, func(c *config.SMTP) { c.TLS, c.CAFile = "none", "" }, Sent, StageDot},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			cfg := c.server.start(t)
			cfg.TLS, cfg.CAFile, cfg.Timeout = "starttls", ca, time.Second
			if c.change != nil {
				c.change(&cfg)
			}
			res := send(t, cfg, testEnvelope, testRaw)
			if res.Verdict != c.verdict || res.Stage != c.stage {
				t.Errorf("got %v at %s: %v", res.Verdict, res.Stage, res.Err)
			}
			if c.verdict == RetrySlowly && strings.Contains(c.server.commands(), "MAIL") {
				t.Errorf("went on without TLS: %s", c.server.commands())
			}
		})
	}
}

func TestEnvelopeOnTheWire(t *testing.T) {
	for _, c := range []struct {
		name, to string
		ehlo     []string
		raw      []byte
		verdict  Verdict
		wants    string
	}{
		{"plain", "a@b.example", nil, testRaw, Sent, "MAIL FROM:<bilan@lenoir.example>\nRCPT TO:<a@b.example>"},
		{"extensions", "a@b.example", []string{"SIZE 5000", "8BITMIME", "SMTPUTF8"}, testRaw, Sent,
			"MAIL FROM:<bilan@lenoir.example> SIZE=78 BODY=8BITMIME\nRCPT"},
		{"size without a limit", "a@b.example", []string{"SIZE"}, testRaw, Sent, "SIZE=78"},
		{"too large", "a@b.example", []string{"SIZE 50"}, testRaw, Dead, "EHLO"},
		{"quoted", `"jean martin"@b.example`, nil, testRaw, Sent, `RCPT TO:<"jean martin"@b.example>`},
		{"domain with accents", "a@bücher.example", nil, testRaw, Sent, "RCPT TO:<a@xn--bcher-kva.example>"},
		{"name with accents", "rené@b.example", []string{"SMTPUTF8"}, testRaw, Sent, "SMTPUTF8\nRCPT TO:<rené@b.example>"},
		{"name with accents, old server", "rené@b.example", nil, testRaw, Dead, "EHLO"},
		{"header with accents", "a@b.example", []string{"SMTPUTF8"}, []byte("To: rené@b.example\r\n\r\nx\r\n"), Sent, "SMTPUTF8\nRCPT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &scripted{ehlo: c.ehlo}
			res := send(t, s.start(t), Envelope{From: testEnvelope.From, To: c.to}, c.raw)
			if res.Verdict != c.verdict || !strings.Contains(s.commands(), c.wants) {
				t.Errorf("got %v: %v\n%s", res.Verdict, res.Err, s.commands())
			}
			if res.Verdict == Sent && s.body != string(c.raw) {
				t.Errorf("got the body %q", s.body)
			}
			if c.name == "too large" && (!errors.Is(res.Err, ErrTooLarge) || res.Stage != StageSize) {
				t.Errorf("not ErrTooLarge: %v", res.Err)
			}
		})
	}
}

func TestEnvelopeRefused(t *testing.T) {
	s, err := NewSMTP((&scripted{}).start(t), []string{"lenoir.example"})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []Envelope{
		{From: "bilan@lenoir.example", To: "direction@lenoir.exmaple"},
		{From: "bilan@lenoir.example", To: "a@lenoir.example>\r\nRCPT TO:<b@evil.example"},
		{From: "bilan@lenoir.example\r\nDATA", To: "a@lenoir.example"},
		{From: "bilan@lenoir.example", To: ""},
		{From: "", To: "a@lenoir.example"},
	} {
		if res := s.Send(t.Context(), e, testRaw); res.Verdict != Dead || res.Stage != StageCheck || res.Err == nil {
			t.Errorf("%+v: got %v at %s: %v", e, res.Verdict, res.Stage, res.Err)
		}
	}
	if res := s.Send(t.Context(), testEnvelope, nil); res.Verdict != Dead {
		t.Errorf("an empty message: got %v", res.Verdict)
	}
}
