// Package alarm calls a person when no mail can leave: it posts to a web address, or runs a program. It knows neither
// the cause nor how often an alarm is repeated.
package alarm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// Message is one alarm, or its end. Its JSON form is sent to the webhook.
type Message struct {
	Kind    string    `json:"alarm"` // "mail", "behind", "ahead" or "trial"
	Over    bool      `json:"over"`
	Since   time.Time `json:"since"`
	Company string    `json:"company,omitempty"`
	Text    string    `json:"text"` // for people; chat systems show this key
}

// Timeout is the time limit for the webhook, and also for the command.
const Timeout = 20 * time.Second

// Channels are the ways in which a person is called: a webhook, a command, or both. The zero value has none.
type Channels struct {
	webhook scalar.Secret
	command []string
	environ []string
}

// New returns the ways that a YAML names. environ is the environment of the command; the variables BILAN_ALARM (the
// kind) and BILAN_ALARM_OVER (true or false) are added to it.
func New(cfg config.Alarm, environ []string) Channels {
	return Channels{webhook: cfg.Webhook, command: cfg.Command, environ: environ}
}

// IsEmpty reports whether there is neither a webhook nor a command.
func (w Channels) IsEmpty() bool { return w.webhook.IsZero() && len(w.command) == 0 }

// Send uses the webhook, then the command. Its error names each way that failed, and never contains the webhook's
// address, which is a secret.
func (w Channels) Send(ctx context.Context, c Message) error {
	var errs []error
	if !w.webhook.IsZero() {
		if err := w.post(ctx, c); err != nil {
			errs = append(errs, fmt.Errorf("alarm.webhook: %w", err))
		}
	}
	if len(w.command) > 0 {
		if err := w.run(ctx, c); err != nil {
			errs = append(errs, fmt.Errorf("alarm.command: %w", err))
		}
	}
	return errors.Join(errs...)
}

func (w Channels) post(ctx context.Context, c Message) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, w.webhook.Reveal(), bytes.NewReader(body))
	if err != nil {
		return WithoutURL(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return WithoutURL(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("the server answered HTTP %d", resp.StatusCode)
	}
	return nil
}

// Ping requests an address, so that an external monitor sees a success. Its error does not contain the address.
func Ping(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, pingWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return WithoutURL(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return WithoutURL(err)
	}
	return resp.Body.Close()
}

const pingWithin = 10 * time.Second

// WithoutURL removes the address from the error of an HTTP request, because the address may be a secret.
func WithoutURL(err error) error {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

func (w Channels) run(ctx context.Context, c Message) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, w.command[0], w.command[1:]...)
	cmd.Env = append(w.environ[:len(w.environ):len(w.environ)], "BILAN_ALARM="+c.Kind, fmt.Sprintf("BILAN_ALARM_OVER=%t", c.Over))
	cmd.Stdin = strings.NewReader(c.Text + "\n")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &limitedOutput{&said}
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if words := strings.TrimSpace(said.String()); err != nil && words != "" {
		return fmt.Errorf("%w: %s", err, words)
	}
	return err
}

// limitedOutput is a writer that keeps the first maxOutput bytes of a program's output.
type limitedOutput struct{ kept *bytes.Buffer }

const maxOutput = 500

func (f *limitedOutput) Write(p []byte) (int, error) {
	f.kept.Write(p[:min(len(p), max(0, maxOutput-f.kept.Len()))])
	return len(p), nil
}
