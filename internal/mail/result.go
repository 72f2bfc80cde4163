package mail

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	gosmtp "github.com/wneessen/go-mail/smtp"
)

// maxReplyText is the greatest length of a server's reply that is stored, in bytes.
const maxReplyText = 500

var enhanced = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})(?:\s|$)`)

// sent returns the result of a conversation that succeeded.
func (t *conversation) sent() Result {
	words := ""
	if d, ok := t.body.(*gosmtp.DataCloser); ok {
		words = t.cleanReply(d.ServerResponse())
	}
	return Result{Verdict: Sent, Stage: StageDot, Code: 250, Enhanced: enhancedCode(words), Reply: words}
}

// result returns the verdict and the sentence for the error that ended the conversation.
func (t *conversation) result(err error) Result {
	res := Result{Verdict: verdictFor(t.stage, err), Stage: t.stage, Code: replyCode(err)}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		res.Reply = t.cleanReply(reply.Msg)
		res.Enhanced = enhancedCode(res.Reply)
	}
	if t.stage == StageAuth && res.Code >= 530 && res.Code < 540 && t.server.tokens != nil {
		t.server.tokens.forget(t.token)
	}
	cause := causeOf(t.ctx, err)
	if tooLarge(res) {
		cause = ErrTooLarge
	}
	res.Err = &sendError{text: t.sentence(res, err), cause: cause}
	return res
}

// sentence names the server and the stage, and gives the server's answer and what to do.
func (t *conversation) sentence(res Result, err error) string {
	said := t.cleanReply(describeError(t.ctx, err))
	if res.Code != 0 {
		said = strings.TrimSpace(fmt.Sprintf("%d %s", res.Code, res.Reply))
	}
	where := "mail server " + net.JoinHostPort(t.server.host, t.server.port)
	if t.stage == StageToken {
		where = "token server"
	}
	text := fmt.Sprintf("%s: %s: %s", where, stageWords[t.stage], said)
	if hint := hintFor(res, err, t.server); hint != "" {
		text += " (" + hint + ")"
	}
	return text
}

var stageWords = map[Stage]string{
	StageToken:    "no access token",
	StageConnect:  "cannot connect",
	StageTLS:      "no secure connection",
	StageGreeting: "greeting",
	StageHello:    "EHLO",
	StageAuth:     "signing in",
	StageSize:     "size",
	StageMail:     "sender",
	StageRcpt:     "recipient",
	StageData:     "DATA",
	StageBody:     "while the message was being sent",
	StageDot:      "after the message was sent",
}

func hintFor(res Result, err error, s *SMTP) string {
	switch {
	case res.Verdict == Uncertain:
		return "it may or may not have arrived"
	case res.Stage == StageAuth && res.Code >= 530 && res.Code < 540 && s.tokens == nil:
		return "check smtp.username and smtp.password; Microsoft 365 and Google want auth: xoauth2"
	case res.Stage == StageAuth && res.Code >= 530 && res.Code < 540:
		return "the token was refused: check that the application may send as " + s.username
	case res.Code == 530 && strings.Contains(strings.ToUpper(res.Reply), "STARTTLS"):
		return "set smtp.tls to starttls"
	case res.Code == 530:
		return "the server requires a username and password"
	case isCertificateError(err):
		return "check smtp.host against the certificate, or give the certificate of the company's own authority in ca_file"
	}
	return ""
}

// tooLarge reports whether a server refused the message only because of its size.
func tooLarge(res Result) bool {
	return res.Enhanced == "5.3.4" || res.Enhanced == "5.2.3" || res.Code == 552 && res.Stage == StageMail
}

func enhancedCode(reply string) string {
	if m := enhanced.FindStringSubmatch(reply); m != nil {
		return m[1]
	}
	return ""
}

// describeError explains an error of the library or the system in plain words.
func describeError(ctx context.Context, err error) string {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded), isTimeout(err):
		return "no answer in time"
	case ctx.Err() != nil:
		return "stopped"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the server closed the connection"
	}
	return err.Error()
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// causeOf returns the error that callers test for, without anything that could contain a secret.
func causeOf(ctx context.Context, err error) error {
	for _, known := range []error{ErrTooLarge, ErrNotAllowed} {
		if errors.Is(err, known) {
			return known
		}
	}
	return ctx.Err()
}

// cleanReply prepares a server's answer for a log line: it masks secrets, removes line breaks and control characters,
// and limits the length.
func (t *conversation) cleanReply(s string) string {
	s = t.secrets.hide(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) <= maxReplyText {
		return s
	}
	cut := maxReplyText
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// sendError is a masked sentence, with the cause for errors.Is.
type sendError struct {
	text  string
	cause error
}

func (e *sendError) Error() string { return e.text }
func (e *sendError) Unwrap() error { return e.cause }
