package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"bilan/internal/config"
)

// Words that a script may use instead of a reply.
const (
	hang    = "<hang>"  // send nothing until the client has disconnected
	drop    = "<drop>"  // close the connection normally
	reset   = "<reset>" // close with a TCP reset
	flood   = "<flood>" // send without end
	garbage = "\x16\x03\x01 this is no reply\r\n"
)

// scripted is an SMTP server that answers each command as its script says; commands without an entry succeed. The keys
// are "greeting", the commands, "body" (after its first line), "dot", and "continue" (for the further lines of AUTH).
type scripted struct {
	replies map[string]string
	ehlo    []string // extensions
	cert    *tls.Certificate
	implied bool // TLS from the first byte

	mu   sync.Mutex
	seen []string // the received commands, in order
	body string
}

func (s *scripted) reply(key, otherwise string) string {
	if r, ok := s.replies[key]; ok {
		return r
	}
	return otherwise
}

// start listens on loopback until the test ends, and returns settings for the server.
func (s *scripted) start(t testing.TB) config.SMTP {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var talks sync.WaitGroup
	talks.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			talks.Go(func() { s.conversation(conn, done) })
		}
	})
	t.Cleanup(func() { close(done); l.Close(); talks.Wait() })
	_, port, _ := net.SplitHostPort(l.Addr().String())
	n, _ := strconv.Atoi(port)
	return config.SMTP{Host: "127.0.0.1", Port: n, Timeout: 5 * time.Second, HELO: "reports.lenoir.example"}
}

func (s *scripted) conversation(conn net.Conn, done chan struct{}) {
	defer func() { conn.Close() }()
	if s.implied {
		conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*s.cert}})
	}
	go func() { <-done; conn.Close() }()
	in := bufio.NewReader(conn)
	if !s.say(conn, done, s.reply("greeting", "220 ready")) {
		return
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		s.mu.Lock()
		s.seen = append(s.seen, line)
		s.mu.Unlock()
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		reply := s.answer(verb)
		if !s.say(conn, done, reply) {
			return
		}
		switch {
		case verb == "DATA" && strings.HasPrefix(reply, "354"):
			if !s.takeBody(conn, in, done) {
				return
			}
		case verb == "STARTTLS" && strings.HasPrefix(reply, "220") && s.cert != nil:
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{*s.cert}})
			in = bufio.NewReader(conn)
		case verb == "QUIT":
			return
		}
	}
}

func (s *scripted) answer(verb string) string {
	switch verb {
	case "EHLO":
		lines := append([]string{"scripted"}, s.ehlo...)
		for i, l := range lines {
			sep := "-"
			if i == len(lines)-1 {
				sep = " "
			}
			lines[i] = "250" + sep + l
		}
		return s.reply(verb, strings.Join(lines, "\r\n"))
	case "HELO":
		return s.reply(verb, s.reply("EHLO", "250 ok"))
	case "MAIL", "RCPT", "RSET":
		return s.reply(verb, "250 2.1.0 ok")
	case "DATA":
		return s.reply(verb, "354 go on")
	case "STARTTLS":
		return s.reply(verb, "220 go on")
	case "AUTH":
		return s.reply(verb, "235 2.7.0 welcome")
	case "QUIT":
		return s.reply(verb, "221 bye")
	case "*":
		return "501 5.7.0 cancelled"
	}
	return s.reply("continue", "500 what?")
}

func (s *scripted) takeBody(conn net.Conn, in *bufio.Reader, done chan struct{}) bool {
	var body strings.Builder
	for first := true; ; first = false {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		body.WriteString(strings.TrimPrefix(line, "."))
		if r := s.reply("body", ""); first && r != "" && !s.say(conn, done, r) {
			return false
		}
	}
	s.mu.Lock()
	s.body = body.String()
	s.mu.Unlock()
	return s.say(conn, done, s.reply("dot", "250 2.0.0 queued as 4Bx7"))
}

// say writes a reply and returns true, or does what one of the script's words means and returns false.
func (s *scripted) say(conn net.Conn, done chan struct{}, reply string) bool {
	switch reply {
	case hang:
		<-done
		return false
	case drop:
		return false
	case reset:
		if tcp, ok := conn.(*net.TCPConn); ok {
			_ = tcp.SetLinger(0)
		}
		return false
	case flood:
		line := []byte("250-" + strings.Repeat("x", 4000) + "\r\n")
		for {
			if _, err := conn.Write(line); err != nil {
				return false
			}
		}
	}
	before, closing := strings.CutSuffix(reply, drop)
	before, hanging := strings.CutSuffix(before, hang)
	if _, err := io.WriteString(conn, strings.TrimSuffix(before, "\r\n")+"\r\n"); err != nil {
		return false
	}
	if hanging {
		<-done
	}
	return !closing && !hanging
}

func (s *scripted) commands() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.seen, "\n")
}

// testCert returns a certificate for the names, and the path of the PEM file of its authority.
func testCert(t testing.TB, names ...string) (*tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Unix(1<<33, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	for _, n := range names {
		if ip := net.ParseIP(n); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, n)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}
