package mail

import (
	"bytes"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

const (
	peerUser     = "bilan@lenoir.example"
	peerPassword = "mot de passe, = €"
	peerToken    = "eyJ0b2tlbiI6MX0.abc"
)

// peer is an SMTP server in this process that stores what it receives.
type peer struct {
	mechanisms []string
	iterations string
	mu         sync.Mutex
	got        []received
}

type received struct {
	from, to string
	size     int64
	raw      []byte
	signedIn string
}

func (p *peer) start(t testing.TB, cert *tls.Certificate) config.SMTP {
	t.Helper()
	server := smtp.NewServer(p)
	server.Domain, server.AllowInsecureAuth, server.EnableSMTPUTF8 = "peer", true, true
	server.MaxMessageBytes = 30 << 20
	server.ErrorLog = quiet{}
	if cert != nil {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*cert}}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { _ = server.Serve(l) })
	t.Cleanup(func() { server.Close(); _ = l.Close(); running.Wait() }) // Serve may begin after Close
	_, port, _ := net.SplitHostPort(l.Addr().String())
	n, _ := strconv.Atoi(port)
	return config.SMTP{Host: "127.0.0.1", Port: n, Timeout: 20 * time.Second}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (p *peer) NewSession(*smtp.Conn) (smtp.Session, error) { return &peerSession{peer: p}, nil }

type peerSession struct {
	peer *peer
	now  received
}

func (s *peerSession) Mail(from string, o *smtp.MailOptions) error {
	s.now.from, s.now.size = from, o.Size
	return nil
}
func (s *peerSession) Rcpt(to string, _ *smtp.RcptOptions) error { s.now.to = to; return nil }
func (s *peerSession) Reset()                                    { s.now = received{signedIn: s.now.signedIn} }
func (s *peerSession) Logout() error                             { return nil }
func (s *peerSession) Data(r io.Reader) (err error) {
	s.now.raw, err = io.ReadAll(r)
	s.peer.mu.Lock()
	defer s.peer.mu.Unlock()
	s.peer.got = append(s.peer.got, s.now)
	return err
}
func (s *peerSession) AuthMechanisms() []string { return s.peer.mechanisms }

var errCredentials = &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "bad credentials"}

func (s *peerSession) Auth(mechanism string) (sasl.Server, error) {
	check := func(user, password string) error {
		if user != peerUser || password != peerPassword {
			return errCredentials
		}
		s.now.signedIn = mechanism
		return nil
	}
	switch mechanism {
	case "PLAIN":
		return sasl.NewPlainServer(func(_, user, password string) error { return check(user, password) }), nil
	case "LOGIN":
		return &loginServer{check: check}, nil
	case "SCRAM-SHA-256":
		return &scramServer{h: sha256.New, session: s, name: mechanism}, nil
	case "SCRAM-SHA-1":
		return &scramServer{h: sha1.New, session: s, name: mechanism}, nil
	case "XOAUTH2":
		return &xoauth2Server{session: s}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

type loginServer struct {
	check func(user, password string) error
	words []string
}

func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	if response != nil {
		l.words = append(l.words, string(response))
	}
	switch len(l.words) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(l.words[0], l.words[1])
}

// xoauth2Server refuses a token as Google does, first with a JSON challenge.
type xoauth2Server struct {
	session *peerSession
	refused bool
}

func (x *xoauth2Server) Next(response []byte) ([]byte, bool, error) {
	if x.refused {
		return nil, true, errCredentials
	}
	if string(response) == "user="+peerUser+"\x01auth=Bearer "+peerToken+"\x01\x01" {
		x.session.now.signedIn = "XOAUTH2"
		return nil, true, nil
	}
	x.refused = true
	return []byte(`{"status":"400","schemes":"Bearer"}`), false, nil
}

// scramServer is the server side of RFC 5802 without channel binding.
type scramServer struct {
	h       func() hash.Hash
	session *peerSession
	name    string
	step    int
	first   string // client-first-message-bare
	answer  string // server-first-message
}

func (s *scramServer) mac(key []byte, text string) []byte {
	m := hmac.New(s.h, key)
	m.Write([]byte(text))
	return m.Sum(nil)
}

func (s *scramServer) Next(response []byte) ([]byte, bool, error) {
	switch s.step++; s.step {
	case 1:
		return []byte{}, false, nil
	case 2:
		s.first = strings.TrimPrefix(string(response), "n,,")
		_, nonce, _ := strings.Cut(s.first, ",r=")
		rounds := s.session.peer.iterations
		if rounds == "" {
			rounds = "4096"
		}
		s.answer = "r=" + nonce + "SERVER,s=" + base64.StdEncoding.EncodeToString([]byte("salt")) + ",i=" + rounds
		return []byte(s.answer), false, nil
	case 3:
		return s.verify(string(response))
	}
	s.session.now.signedIn = s.name
	return nil, true, nil
}

func (s *scramServer) verify(final string) ([]byte, bool, error) {
	bare, proof, _ := strings.Cut(final, ",p=")
	salted, err := pbkdf2.Key(s.h, peerPassword, []byte("salt"), 4096, s.h().Size())
	if err != nil {
		return nil, true, err
	}
	h := s.h()
	key := s.mac(salted, "Client Key")
	h.Write(key)
	all := s.first + "," + s.answer + "," + bare
	signature := s.mac(h.Sum(nil), all)
	for i := range key {
		key[i] ^= signature[i]
	}
	if proof != base64.StdEncoding.EncodeToString(key) {
		return nil, true, errCredentials
	}
	return []byte("v=" + base64.StdEncoding.EncodeToString(s.mac(s.mac(salted, "Server Key"), all))), false, nil
}

// TestSignIn uses every mechanism with a server that checks it.
func TestSignIn(t *testing.T) {
	all := []string{"PLAIN", "LOGIN", "SCRAM-SHA-1", "SCRAM-SHA-256", "XOAUTH2", "NTLM", "CRAM-MD5"}
	for _, c := range []struct {
		name, auth, password string
		offered              []string
		wants                string // the mechanism that is expected; "" for none
		code                 int
	}{
		{"plain", "plain", peerPassword, all, "PLAIN", 0},
		{"login", "login", peerPassword, all, "LOGIN", 0},
		{"scram", "scram", peerPassword, all, "SCRAM-SHA-256", 0},
		{"scram sha-1", "scram", peerPassword, []string{"PLAIN", "SCRAM-SHA-1"}, "SCRAM-SHA-1", 0},
		{"auto takes the strongest", "auto", peerPassword, all, "SCRAM-SHA-256", 0},
		{"auto in lower case", "", peerPassword, []string{"login", "plain"}, "PLAIN", 0},
		{"auto has LOGIN alone", "", peerPassword, []string{"LOGIN", "NTLM"}, "LOGIN", 0},
		{"plain, wrong", "plain", "wrong", all, "", 535},
		{"login, wrong", "login", "wrong", all, "", 535},
		{"scram, wrong", "scram", "wrong", all, "", 535},
		{"nothing in common", "auto", peerPassword, []string{"NTLM", "CRAM-MD5"}, "", 0},
		{"nothing offered", "plain", peerPassword, nil, "", 0},
		{"scram wanted, plain offered", "scram", peerPassword, []string{"PLAIN"}, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &peer{mechanisms: c.offered}
			cfg := p.start(t, nil)
			cfg.Auth, cfg.Username, cfg.Password = c.auth, peerUser, scalar.NewSecret(c.password)
			res := send(t, cfg, testEnvelope, testRaw)
			if c.wants == "" {
				if res.Verdict != RetrySlowly || res.Stage != StageAuth || res.Code != c.code || len(p.got) > 0 {
					t.Errorf("got %v at %s, %d: %v", res.Verdict, res.Stage, res.Code, res.Err)
				}
				return
			}
			if res.Verdict != Sent || len(p.got) != 1 || p.got[0].signedIn != c.wants {
				t.Errorf("got %v: %v; %+v", res.Verdict, res.Err, p.got)
			}
		})
	}
}

// TestHostileSCRAM checks that a server can make the program neither compute for hours nor panic.
func TestHostileSCRAM(t *testing.T) {
	for _, rounds := range []string{"2000000000", "0", "-1", "99999999999999999999", "x"} {
		p := &peer{mechanisms: []string{"SCRAM-SHA-256"}, iterations: rounds}
		cfg := p.start(t, nil)
		cfg.Username, cfg.Password = peerUser, scalar.NewSecret(peerPassword)
		if res := send(t, cfg, testEnvelope, testRaw); res.Verdict != Retry || !strings.Contains(res.Err.Error(), "rounds") {
			t.Errorf("%s: got %v: %v", rounds, res.Verdict, res.Err)
		}
	}
	for _, answer := range []string{"334 dg==", "334 dj0=", "334 cj0=", "334 not base64", "334"} {
		s := &scripted{ehlo: []string{"AUTH SCRAM-SHA-1"}, replies: map[string]string{"AUTH": "334 ", "continue": answer}}
		cfg := s.start(t)
		cfg.Username, cfg.Password, cfg.Timeout = peerUser, scalar.NewSecret(peerPassword), time.Second
		if res := send(t, cfg, testEnvelope, testRaw); res.Verdict != Retry || res.Stage != StageAuth {
			t.Errorf("%q: got %v at %s: %v", answer, res.Verdict, res.Stage, res.Err)
		}
	}
}

// TestBytesArrive checks that a server receives exactly the stored bytes.
func TestBytesArrive(t *testing.T) {
	cert, ca := testCert(t, "127.0.0.1")
	big := testMessage()
	big.Attachments = []Attachment{{Name: "a.pdf", Type: "application/pdf", Bytes: bytes.Repeat([]byte{0, 1, 2, '\n', '.', '\n'}, 1<<20)}}
	for name, raw := range map[string][]byte{
		"message":       mustBytes(t, testMessage()),
		"six megabytes": mustBytes(t, big),
		"dots":          []byte("A: b\r\n\r\n.\r\n..\r\n...x\r\n\r\n.\r\n"),
		"long line":     []byte("A: b\r\n\r\n" + strings.Repeat("x", 998) + "\r\n"),
		"utf-8":         []byte("A: b\r\n\r\n4,81 M€ ▼ 😀\r\n"),
	} {
		for _, mode := range []string{"none", "starttls"} {
			p := &peer{mechanisms: []string{"PLAIN"}}
			cfg := p.start(t, cert)
			cfg.TLS, cfg.CAFile, cfg.Username, cfg.Password = mode, ca, peerUser, scalar.NewSecret(peerPassword)
			res := send(t, cfg, testEnvelope, raw)
			if res.Verdict != Sent || len(p.got) != 1 {
				t.Fatalf("%s: got %v: %v", name, res.Verdict, res.Err)
			}
			got := p.got[0]
			if !bytes.Equal(got.raw, raw) || got.from != "bilan@lenoir.example" || got.to != "direction@lenoir.example" || got.size != int64(len(raw)) {
				t.Errorf("%s, tls: %s: %d bytes sent, %d received as %d; from %s to %s", name, mode, len(raw), len(got.raw), got.size, got.from, got.to)
			}
		}
	}
}

func TestLog(t *testing.T) {
	const password = "tr0ub4dor&3"
	p := &peer{mechanisms: []string{"PLAIN"}}
	cfg := p.start(t, nil)
	cfg.Username, cfg.Password = peerUser, scalar.NewSecret(password)
	var out strings.Builder
	s, err := New(config.Mail{SMTP: cfg}, slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	res := s.Send(t.Context(), testEnvelope, testRaw)
	if !strings.Contains(out.String(), "verdict=\"retry slowly\" stage=auth code=535") || strings.Contains(out.String(), password) {
		t.Error(out.String())
	}
	if got := res.String(); !strings.HasPrefix(got, "retry slowly: mail server 127.0.0.1:") {
		t.Error(got)
	}
	if got := fmt.Sprintf("%+v %#v", s, s); strings.Contains(got, password) {
		t.Error("the password shows in a formatted sender")
	}
}

func TestManyAtOnce(t *testing.T) {
	p := &peer{}
	s, err := NewSMTP(p.start(t, nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if res := s.Send(t.Context(), Envelope{From: "a@b.example", To: strconv.Itoa(i) + "@b.example"}, testRaw); res.Verdict != Sent {
				t.Error(res.Err)
			}
		})
	}
	all.Wait()
	if len(p.got) != 20 {
		t.Errorf("%d messages arrived", len(p.got))
	}
}

func TestSettings(t *testing.T) {
	secret := scalar.NewSecret("x")
	for _, c := range []struct {
		name  string
		cfg   config.Mail
		wants string
	}{
		{"nothing", config.Mail{}, "neither folder nor smtp"},
		{"both", config.Mail{Folder: "out", SMTP: config.SMTP{Host: "a"}}, "both set"},
		{"plain to the outside", config.Mail{SMTP: config.SMTP{Host: "smtp.lenoir.example", TLS: "none"}}, "only for a server on this machine"},
		{"strange tls", config.Mail{SMTP: config.SMTP{Host: "a", TLS: "ssl"}}, `"ssl" is not one of`},
		{"strange auth", config.Mail{SMTP: config.SMTP{Host: "a", Auth: "ntlm", Username: "x"}}, `"ntlm" is not one of`},
		{"no password", config.Mail{SMTP: config.SMTP{Host: "a", Username: "x"}}, "password: missing"},
		{"no username", config.Mail{SMTP: config.SMTP{Host: "a", Auth: "plain", Password: secret}}, "username: missing"},
		{"no password file", config.Mail{SMTP: config.SMTP{Host: "a", Username: "x", PasswordFile: "testdata/none"}}, "testdata/none"},
		{"no ca file", config.Mail{SMTP: config.SMTP{Host: "a", CAFile: "testdata/none"}}, "ca_file"},
		{"bad ca file", config.Mail{SMTP: config.SMTP{Host: "a", CAFile: "mail.go"}}, "no certificate"},
		{"host with a space", config.Mail{SMTP: config.SMTP{Host: "a b"}}, "without spaces"},
		{"helo with a line break", config.Mail{SMTP: config.SMTP{Host: "a", HELO: "a\r\nMAIL"}}, "without spaces"},
		{"token over http", config.Mail{SMTP: config.SMTP{Host: "a", Username: "x",
			OAuth2: config.OAuth2{TokenURL: "http://login.example/token", ClientID: "x", ClientSecret: secret}}}, "https://"},
		{"token without secret", config.Mail{SMTP: config.SMTP{Host: "a", Username: "x",
			OAuth2: config.OAuth2{TokenURL: "https://login.example/token", ClientID: "x"}}}, "client_secret: missing"},
		{"half a key file", config.Mail{SMTP: config.SMTP{Host: "a", Username: "x",
			OAuth2: config.OAuth2{ClientID: "x", ClientSecret: scalar.NewSecret(`{"type": "service_account"}`)}}}, "client_email"},
	} {
		if s, err := New(c.cfg, nil); err == nil || !strings.Contains(err.Error(), c.wants) {
			t.Errorf("%s: got %v and %v", c.name, s, err)
		}
	}
	for _, host := range []string{"localhost", "LOCALHOST", "127.0.0.1", "127.8.9.1", "::1", "[::1]"} {
		if !onLoopback(host) {
			t.Errorf("%s is loopback", host)
		}
	}
	for _, host := range []string{"localhost.evil.example", "10.0.0.1", "smtp.lenoir.example", "", "0.0.0.0"} {
		if onLoopback(host) {
			t.Errorf("%s is not loopback", host)
		}
	}
}
