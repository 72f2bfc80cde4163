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

// defaultTimeout is for one whole message, from the token to the answer to the final dot.
const defaultTimeout = 100 * time.Second

// SMTP sends stored bytes to one mail server, a connection for each message.
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
	signer     *signer // nil where the relay signs
}

// NewSMTP checks the settings and reads the files they name. A server that is not on loopback must be spoken
// to over TLS.
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
// configured time-out, as soon as the verdict is known: QUIT and its answer follow in the background, for at most two seconds.
// Until its caller has stored the verdict a message that has arrived is in doubt, and a server may be slow to say goodbye.
func (s *SMTP) Send(ctx context.Context, e Envelope, raw []byte) (res Result) {
	if err := checkEnvelope(e, raw, s.allowed); err != nil {
		e.end()
		return Result{Verdict: Dead, Stage: StageCheck, Err: err}
	}
	raw, err := s.signer.sign(raw)
	if err != nil {
		e.end()
		return Result{Verdict: RetrySlowly, Stage: StageCheck, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	t := &conversation{server: s, ctx: ctx, stage: StageCheck, secrets: newSecretMask(s.password.Reveal(), s.username)}
	defer t.closeInBackground(e.end)
	defer func() {
		if p := recover(); p != nil { // go-mail trusts the server's words in places
			res = t.result(fmt.Errorf("the server's answer cannot be understood: %v", p))
		}
	}()
	if err := t.run(e, raw); err != nil {
		return t.result(err)
	}
	return t.sent()
}

// checkEnvelope is the last look before anything leaves.
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

// machineName is the name in EHLO if the YAML does not set one.
func machineName() string {
	name, err := os.Hostname()
	if err != nil || name == "" || strings.ContainsAny(name, " \t\r\n") || !isASCII(name) {
		return "localhost"
	}
	return name
}

// onLoopback reports whether host is this machine by its very name; a name that DNS resolves does not count.
func onLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return ip != nil && ip.IsLoopback()
}
