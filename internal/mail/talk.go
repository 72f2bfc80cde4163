package mail

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

// conversation is one SMTP conversation, for one message.
type conversation struct {
	server  *SMTP
	ctx     context.Context
	stage   Stage
	secrets *secretMask
	token   string
	conn    *guardedConn
	stop    func() bool // ends the function that closes the connection when ctx ends
	client  *gosmtp.Client
	body    io.WriteCloser
}

// run runs the steps of the conversation in order. Afterwards t.stage is the stage at which it ended.
func (t *conversation) run(e Envelope, raw []byte) error {
	steps := []struct {
		stage Stage
		do    func() error
	}{
		{StageToken, t.getToken},
		{StageConnect, t.connect},
		{StageTLS, t.startImplicitTLS},
		{StageGreeting, t.greet},
		{StageHello, func() error { return t.client.Hello(t.server.helo) }},
		{StageTLS, t.startTLS},
		{StageAuth, t.login},
		{StageSize, func() error { return t.checkSize(raw) }},
		{StageMail, func() error { return t.mailFrom(e, raw) }},
		{StageRcpt, func() error { return t.rcptTo(e) }},
		{StageData, t.openData},
		{StageBody, func() error { return t.sendBody(raw) }},
		{StageBody, func() error { return e.callLeaving(t.ctx) }},
		{StageDot, t.sendDot},
	}
	for _, s := range steps {
		t.stage = s.stage
		if err := s.do(); err != nil {
			return err
		}
	}
	return nil
}

func (t *conversation) connect() error {
	conn, err := dial(t.ctx, t.server.host, t.server.port)
	if err != nil {
		return err
	}
	t.conn = conn
	t.stop = context.AfterFunc(t.ctx, func() { _ = conn.Close() })
	return nil
}

// startImplicitTLS starts TLS on the connection if the settings require it from the first byte. The step greet
// otherwise reads the greeting.
func (t *conversation) startImplicitTLS() error {
	if t.server.security != implicit {
		return nil
	}
	conn := tls.Client(t.conn, t.server.tls)
	if err := conn.HandshakeContext(t.ctx); err != nil {
		return err
	}
	t.stage = StageGreeting
	client, err := gosmtp.NewClient(conn, t.server.host)
	t.client = client
	return err
}

func (t *conversation) greet() error {
	if t.client != nil {
		return nil
	}
	client, err := gosmtp.NewClient(t.conn, t.server.host)
	t.client = client
	return err
}

func (t *conversation) startTLS() error {
	s := t.server.security
	if s != startTLS && s != offeredTLS {
		return nil
	}
	if ok, _ := t.client.Extension("STARTTLS"); !ok {
		if s == offeredTLS {
			return nil
		}
		return &refusal{verdict: RetrySlowly, text: "the server does not offer STARTTLS, and nothing is sent without TLS: " +
			"use tls: implicit with port 465, or ask the server's administrator"}
	}
	return t.client.StartTLS(t.server.tls)
}

// checkSize compares the exact size of the message with the server's limit.
func (t *conversation) checkSize(raw []byte) error {
	_, limit := t.client.Extension("SIZE")
	most, err := strconv.ParseInt(strings.TrimSpace(limit), 10, 64)
	if err != nil || most <= 0 || int64(len(raw)) <= most {
		return nil
	}
	return &refusal{verdict: Dead, cause: ErrTooLarge,
		text: fmt.Sprintf("the message has %d kB, but the server accepts at most %d kB", len(raw)/1000, most/1000)}
}

// mailFrom sends MAIL FROM, with the size if the server supports it.
func (t *conversation) mailFrom(e Envelope, raw []byte) error {
	from, err := parseAddress(e.From)
	if err != nil {
		return err
	}
	argument := smtpPath(from)
	if ok, _ := t.client.Extension("SIZE"); ok {
		argument += " SIZE=" + strconv.Itoa(len(raw))
	}
	wide := needsUTF8(e, raw)
	if ok, _ := t.client.Extension("SMTPUTF8"); wide && !ok {
		return &refusal{verdict: Dead, text: "an address has letters outside ASCII before its @, and the server does not accept such addresses (SMTPUTF8)"}
	}
	t.client.SkipSMTPUTF8(!wide)
	return t.client.Mail(argument)
}

// needsUTF8 reports whether the envelope or the headers contain an address that is not ASCII.
func needsUTF8(e Envelope, raw []byte) bool {
	for _, s := range []string{e.From, e.To} {
		if a, err := parseAddress(s); err == nil && !isASCII(a.Address) {
			return true
		}
	}
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	return !isASCII(string(head))
}

func (t *conversation) rcptTo(e Envelope) error {
	to, err := parseAddress(e.To)
	if err != nil {
		return err
	}
	return t.client.Rcpt(smtpPath(to))
}

func (t *conversation) openData() error {
	body, err := t.client.Data()
	t.body = body
	return err
}

// sendBody sends the message without its final dot, so that a failure is one before the dot.
func (t *conversation) sendBody(raw []byte) error {
	_, err := t.body.Write(raw)
	if err == nil {
		err = t.client.Text.W.Flush()
	}
	if err == nil {
		return nil
	}
	// a server that closes the connection early has often sent the reason
	t.conn.shortenDeadline(t.ctx, 2*time.Second)
	if code, words, e := t.client.Text.ReadResponse(0); e == nil {
		return &textproto.Error{Code: code, Msg: words}
	}
	return err
}

// sendDot sends the final dot and waits for the answer. If the dot could not be sent completely, the server cannot have
// seen it, and the stage is StageBody.
func (t *conversation) sendDot() error {
	err := t.body.Close()
	if err != nil && t.conn.writeFailed && replyCode(err) == 0 {
		t.stage = StageBody
	}
	if reply := (*textproto.Error)(nil); errors.As(err, &reply) && reply.Code >= 200 && reply.Code < 300 {
		return nil
	}
	return err
}

// closeInBackground ends the conversation in the background and then calls ended. It does not depend on ctx. The
// verdict is already known, and the caller does not wait for the answer to QUIT.
func (t *conversation) closeInBackground(ended func()) {
	if t.conn == nil {
		ended()
		return
	}
	quits := t.client != nil && t.ctx.Err() == nil && t.stage != StageBody
	t.stop()
	go func() {
		defer ended()
		defer t.conn.Close()
		defer func() { _ = recover() }() // go-mail does not check every answer of a server
		if quits {
			t.conn.shortenDeadline(context.WithoutCancel(t.ctx), 2*time.Second)
			_ = t.client.Quit()
		}
	}()
}
