package mail

import (
	"errors"
	"net/textproto"
	"strings"
)

// Verdict is the result of a send. It decides what may be done next.
type Verdict int

// The verdicts. The zero value is not a verdict.
const (
	// Sent means that the server answered the final dot with a 2xx code, or that the file is in the folder.
	Sent Verdict = iota + 1
	// Uncertain means that the final dot was sent and no answer came. The message may or may not have arrived. The same
	// bytes may be sent again, because they have the same Message-ID.
	Uncertain
	// Retry means that nothing was accepted, and the cause may be temporary.
	Retry
	// RetrySlowly means that nothing was accepted, and a person must act first, for example on credentials, a
	// certificate or a blocked server. The caller raises an alarm and waits long.
	RetrySlowly
	// Dead means that this message to this address was refused permanently.
	Dead
)

var verdictNames = [...]string{"unknown", "sent", "uncertain", "retry", "retry slowly", "dead"}

// String returns the verdict's name in logs and in the ledger.
func (v Verdict) String() string {
	if v < 0 || int(v) >= len(verdictNames) {
		return verdictNames[0]
	}
	return verdictNames[v]
}

// Stage is a step of a send.
type Stage string

// The stages in their order. StageFolder is used only for a folder.
const (
	StageCheck    Stage = "check"    // before anything was opened
	StageToken    Stage = "token"    // asking for an OAuth2 token
	StageConnect  Stage = "connect"  // name look-up and TCP
	StageTLS      Stage = "tls"      // the handshake, at once or after STARTTLS
	StageGreeting Stage = "greeting" // the server's greeting
	StageHello    Stage = "hello"    // EHLO
	StageAuth     Stage = "auth"
	StageSize     Stage = "size" // comparing the message's size with the server's limit
	StageMail     Stage = "mail" // MAIL FROM
	StageRcpt     Stage = "rcpt" // RCPT TO
	StageData     Stage = "data" // DATA
	StageBody     Stage = "body" // the message, up to its final dot
	StageDot      Stage = "dot"  // the final dot was sent
	StageFolder   Stage = "folder"
)

// Result is the result of a send. It contains no secret.
type Result struct {
	Verdict  Verdict
	Stage    Stage  // the last stage that was entered
	Code     int    // the server's reply code; 0 if there was no reply
	Enhanced string // the enhanced status code, such as "5.1.1"; "" if the server gave none
	Reply    string // the text of the server's reply, on one line
	Err      error  // nil when Sent; a sentence for people otherwise
}

// String returns the result in one line, such as "sent" or "dead: mail server …".
func (r Result) String() string {
	switch {
	case r.Err != nil:
		return r.Verdict.String() + ": " + r.Err.Error()
	case r.Reply != "":
		return r.Verdict.String() + " (" + r.Reply + ")"
	}
	return r.Verdict.String()
}

// Errors that the error of a Result or of a Message may wrap.
var (
	// ErrTooLarge means that a smaller message could be accepted.
	ErrTooLarge = errors.New("the message is too large")
	// ErrNotAllowed means that a recipient is outside mail.allowed_domains.
	ErrNotAllowed = errors.New("the address is outside the allowed domains")
)

// verdictFor returns the verdict on err, which ended a conversation at stage.
//
// Before the final dot the server's code decides. No code or 4xx may be temporary, 53x needs a person, and any other
// 5xx is permanent. But it only concerns this address from the recipient stage on: a server that refuses the
// connection, the greeting, the credentials or the sender says nothing about the address. After the dot, no code means
// that the result is unknown.
func verdictFor(stage Stage, err error) Verdict {
	code := replyCode(err)
	switch {
	case code >= 200 && code < 300 && stage == StageDot:
		return Sent
	case code >= 530 && code < 540:
		return RetrySlowly
	case code >= 500 && code < 600:
		if stage.concernsMessage() || stage == StageMail && refusesSize(err) {
			return Dead
		}
		return RetrySlowly
	case code >= 400 && code < 500:
		return Retry
	case stage == StageDot:
		return Uncertain
	}
	return localVerdict(err)
}

// localVerdict returns the verdict on a failure without a code from the server.
func localVerdict(err error) Verdict {
	var r *refusal
	if errors.As(err, &r) {
		return r.verdict
	}
	if isCertificateError(err) {
		return RetrySlowly
	}
	return Retry
}

func (s Stage) concernsMessage() bool {
	switch s {
	case StageRcpt, StageData, StageBody, StageDot:
		return true
	}
	return false
}

// Policy reports whether the server refused the message permanently by its policy (5.7.x). The reason may be this
// message, or that the server accepts none from this sender.
func (r Result) Policy() bool {
	return r.Verdict == Dead && r.Stage.concernsMessage() && strings.HasPrefix(r.Enhanced, "5.7.")
}

// refusesSize reports whether a server refused the message only because of its size.
func refusesSize(err error) bool {
	var reply *textproto.Error
	return errors.As(err, &reply) && tooLarge(Result{Stage: StageMail, Code: reply.Code, Enhanced: enhancedCode(reply.Msg)})
}

// replyCode returns the server's code in err, or 0 if there is none.
func replyCode(err error) int {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return reply.Code
	}
	return 0
}

// refusal is a failure that this program found itself, with its verdict.
type refusal struct {
	verdict Verdict
	text    string
	cause   error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.cause }
