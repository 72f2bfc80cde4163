// Package mail turns one message into bytes, passes these bytes to an SMTP server or a folder, and decides which
// failures may be temporary. It knows neither reports nor periods. It never repeats a send; the Verdict tells its
// caller whether to do so.
package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"bilan/internal/config"
)

// Envelope is one delivery: bytes go from one address to one address, independently of the headers.
type Envelope struct {
	From string // bare or with a display name, which is ignored
	To   string
	Name string // the name of the file in a mail folder, such as report and period; not used for SMTP

	// Leaving is called once, after the message without its final dot was sent, because a server accepts nothing before
	// the dot. If it returns an error, the dot is not sent and the verdict is Retry. It may be nil.
	Leaving func(context.Context) error

	// Ended is called once, when the connection is closed. Over SMTP that may be after Send has returned. It may be
	// nil.
	Ended func()
}

// callEnded calls Ended if it is set.
func (e Envelope) callEnded() {
	if e.Ended != nil {
		e.Ended()
	}
}

// callLeaving calls Leaving if it is set.
func (e Envelope) callLeaving(ctx context.Context) error {
	if e.Leaving == nil {
		return nil
	}
	if err := e.Leaving(ctx); err != nil {
		return &refusal{verdict: Retry, text: "the message was not sent: " + err.Error()}
	}
	return nil
}

// Sender sends stored bytes, once per call. It is safe for concurrent use. When ctx ends, the conversation ends, and
// the Result shows whether the message may have been accepted. Every Send calls e.Ended.
type Sender interface {
	Send(ctx context.Context, e Envelope, raw []byte) Result
}

// New returns the sender that the YAML describes. It reads the files of ca_file, password_file, client_secret_file and
// dkim.key_file, but opens no connection and creates no folder. It logs the result of each Send at debug level; log may
// be nil.
func New(cfg config.Mail, log *slog.Logger) (Sender, error) {
	s, err := newSender(cfg)
	if err != nil || log == nil {
		return s, err
	}
	return &logged{sender: s, log: log}, nil
}

func newSender(cfg config.Mail) (Sender, error) {
	hasFolder, hasSMTP := cfg.Folder != "", cfg.SMTP.Host != ""
	switch {
	case hasFolder && hasSMTP:
		return nil, errors.New("mail: folder and smtp are both set: keep one of them")
	case hasFolder:
		return NewFolder(cfg.Folder, cfg.AllowedDomains), nil
	case hasSMTP:
		s, err := NewSMTP(cfg.SMTP, cfg.AllowedDomains)
		if err != nil {
			return nil, fmt.Errorf("mail.smtp: %w", err)
		}
		if d := cfg.DKIM; d != (config.DKIM{}) {
			if s.signer, err = newSigner(d.Domain, d.Selector, d.KeyFile); err != nil {
				return nil, fmt.Errorf("mail.dkim: %w", err)
			}
		}
		return s, nil
	}
	return nil, errors.New("mail: neither folder nor smtp is set: write folder: out, or smtp: with a host")
}

type logged struct {
	sender Sender
	log    *slog.Logger
}

func (l *logged) Send(ctx context.Context, e Envelope, raw []byte) Result {
	res := l.sender.Send(ctx, e, raw)
	l.log.Debug("message handed over", "to", e.To, "bytes", len(raw), "verdict", res.Verdict.String(),
		"stage", string(res.Stage), "code", res.Code, "err", res.Err)
	return res
}
