package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// defaultTimeout limits the time for a message, from the token to the answer to the final dot.
const defaultTimeout = 100 * time.Second

// SMTP sends stored bytes to a mail server, with a connection for each message. It is safe for concurrent use.
type SMTP struct {
	host, port string
	helo       string
	security   security
	tls        *tls.Config
	auth       string // auto | plain | login | scram | xoauth2 | none
	username   string
	password   scalar.Secret
	tokens     *tokens // for xoauth2
	timeout    time.Duration
	allowed    []string
	signer     *signer // nil if Bilan does not sign messages
}

// NewSMTP checks the settings and reads the files that they name. It requires TLS unless the server is on loopback.
func NewSMTP(cfg config.SMTP, allowed []string) (*SMTP, error) {
	s := &SMTP{host: cfg.Host, username: cfg.Username, allowed: allowed, timeout: cfg.Timeout, helo: cfg.HELO}
	if s.timeout <= 0 {
		s.timeout = defaultTimeout
	}
	if strings.ContainsAny(s.host+s.helo, " \t\r\n") {
		return nil, errors.New("host and helo must be names without spaces")
	}
	if s.helo == "" {
		s.helo = machineName()
	}
	if err := s.setSecurity(cfg); err != nil {
		return nil, err
	}
	if err := s.setAuth(cfg); err != nil {
		return nil, err
	}
	port := cfg.Port
	if port == 0 {
		port = s.security.port()
	}
	s.port = strconv.Itoa(port)
	return s, nil
}

// Send sends raw unchanged by SMTP, with a DKIM-Signature before it if the settings have a key. It returns within the
// configured time-out, as soon as the verdict is known. QUIT and its answer follow in the background within two
// seconds: until its caller has stored the verdict, a message that has arrived counts as uncertain, and servers may
// answer QUIT slowly.
func (s *SMTP) Send(ctx context.Context, e Envelope, raw []byte) (res Result) {
	if err := checkEnvelope(e, raw, s.allowed); err != nil {
		e.callEnded()
		return Result{Verdict: Dead, Stage: StageCheck, Err: err}
	}
	raw, err := s.signer.sign(raw)
	if err != nil {
		e.callEnded()
		return Result{Verdict: RetrySlowly, Stage: StageCheck, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	t := &conversation{server: s, ctx: ctx, stage: StageCheck, secrets: newSecretMask(s.password.Reveal(), s.username)}
	defer t.closeInBackground(e.callEnded)
	defer func() {
		if p := recover(); p != nil { // go-mail does not check every answer of a server
			res = t.result(fmt.Errorf("the server's answer cannot be understood: %v", p))
		}
	}()
	if err := t.run(e, raw); err != nil {
		return t.result(err)
	}
	return t.sent()
}

// checkEnvelope is the last check before anything is sent.
func checkEnvelope(e Envelope, raw []byte, allowed []string) error {
	if len(raw) == 0 {
		return errors.New("the message is empty")
	}
	if _, err := parseAddress(e.From); err != nil {
		return fmt.Errorf("sender: %w", err)
	}
	if _, err := parseAddress(e.To); err != nil {
		return fmt.Errorf("recipient: %w", err)
	}
	return Allowed(e.To, allowed)
}

// machineName returns the name for EHLO if the YAML does not set one.
func machineName() string {
	name, err := os.Hostname()
	if err != nil || name == "" || strings.ContainsAny(name, " \t\r\n") || !isASCII(name) {
		return "localhost"
	}
	return name
}

// onLoopback reports whether a host name or address always means this machine. Names that DNS resolves do not count.
func onLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
