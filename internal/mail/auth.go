package mail

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/regular"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

// preferredMechanisms lists the mechanisms of auth: auto in order of preference. Mechanisms that prove the password
// without sending it come first.
var preferredMechanisms = []string{"SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN", "LOGIN"}

var mechanismsByAuth = map[string][]string{
	"auto":    preferredMechanisms,
	"scram":   {"SCRAM-SHA-256", "SCRAM-SHA-1"},
	"plain":   {"PLAIN"},
	"login":   {"LOGIN"},
	"xoauth2": {"XOAUTH2"},
}

// setAuth reads auth:, the credentials and oauth2:. It derives a missing auth: from the other settings.
func (s *SMTP) setAuth(cfg config.SMTP) error {
	s.auth = cfg.Auth
	hasOAuth := cfg.OAuth2.TokenURL != "" || cfg.OAuth2.ClientID != ""
	switch {
	case (s.auth == "" || s.auth == "auto") && hasOAuth:
		s.auth = "xoauth2"
	case (s.auth == "" || s.auth == "auto") && cfg.Username == "":
		s.auth = "none"
	case s.auth == "":
		s.auth = "auto"
	}
	if s.auth == "none" {
		return nil
	}
	if mechanismsByAuth[s.auth] == nil {
		return fmt.Errorf("auth: %q is not one of auto, plain, login, scram, xoauth2, none", s.auth)
	}
	if s.username == "" {
		return fmt.Errorf("username: missing: write username:, because auth: %s requires it", s.auth)
	}
	if s.auth == "xoauth2" {
		tokens, err := newTokens(cfg.OAuth2, s.username)
		s.tokens = tokens
		return err
	}
	password, err := secretOrFile(cfg.Password, cfg.PasswordFile)
	if err == nil && password.IsZero() {
		err = errors.New("missing: write password: \"${SMTP_PASSWORD}\" or password_file:")
	}
	if err != nil {
		return fmt.Errorf("password: %w", err)
	}
	s.password = password
	return nil
}

// secretOrFile returns the secret, or the content of the file if there is no secret. It removes the file's final line
// break.
func secretOrFile(secret scalar.Secret, file string) (scalar.Secret, error) {
	if !secret.IsZero() || file == "" {
		return secret, nil
	}
	text, err := regular.ReadFile(file)
	if err != nil {
		return scalar.Secret{}, err
	}
	return scalar.NewSecret(strings.TrimRight(string(text), "\r\n")), nil
}

// getToken gets a token before the connection to the mail server is opened, so that no connection is opened in vain
// while the token server is down.
func (t *conversation) getToken() error {
	if t.server.auth != "xoauth2" {
		return nil
	}
	token, err := t.server.tokens.get(t.ctx, t.secrets)
	t.token = token
	return err
}

func (t *conversation) login() error {
	if t.server.auth == "none" {
		return nil
	}
	_, words := t.client.Extension("AUTH")
	known := strings.Fields(strings.ToUpper(words))
	for _, mechanism := range mechanismsByAuth[t.server.auth] {
		if slices.Contains(known, mechanism) {
			return t.client.Auth(t.mechanism(mechanism))
		}
	}
	return &refusal{verdict: RetrySlowly, text: fmt.Sprintf("the server offers %s, but the settings require %s",
		joinOr(known, "no login method that both sides support"), strings.Join(mechanismsByAuth[t.server.auth], " or "))}
}

// mechanism returns the authentication with a name. It may send a password unencrypted, because without TLS the server
// must be on this machine.
func (t *conversation) mechanism(name string) gosmtp.Auth {
	s := t.server
	switch name {
	case "SCRAM-SHA-256":
		return &boundedSCRAM{gosmtp.ScramSHA256Auth(s.username, s.password.Reveal())}
	case "SCRAM-SHA-1":
		return &boundedSCRAM{gosmtp.ScramSHA1Auth(s.username, s.password.Reveal())}
	case "XOAUTH2":
		return gosmtp.XOAuth2Auth(s.username, t.token)
	case "LOGIN":
		return gosmtp.LoginAuth(s.username, s.password.Reveal(), s.host, true)
	}
	return gosmtp.PlainAuth("", s.username, s.password.Reveal(), s.host, true)
}

func joinOr(words []string, none string) string {
	if len(words) == 0 {
		return none
	}
	return strings.Join(words, ", ")
}

// maxIterations is the most SCRAM iterations that a server may require, ten times as many as careful servers do. No
// deadline interrupts an iteration.
const maxIterations = 1_000_000

// boundedSCRAM is SCRAM with a limit, so that a server cannot make the program compute for hours.
type boundedSCRAM struct{ gosmtp.Auth }

func (c *boundedSCRAM) Next(fromServer []byte, more bool) ([]byte, error) {
	if more && bytes.HasPrefix(fromServer, []byte("r=")) {
		for _, part := range bytes.Split(fromServer, []byte(",")) {
			text, ok := bytes.CutPrefix(part, []byte("i="))
			if n, err := strconv.Atoi(string(text)); ok && (err != nil || n < 1 || n > maxIterations) {
				return nil, fmt.Errorf("the server requires %s rounds of SCRAM", text)
			}
		}
	}
	return c.Auth.Next(fromServer, more)
}
