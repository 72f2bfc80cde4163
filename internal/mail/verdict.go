package mail

import (
	"errors"
	"net/textproto"
	"strings"
)

// Verdict is the result of a send, which decides what may be done next.
type Verdict int

// The verdicts. The zero value is not a verdict.
const (
	// Sent: the server answered the final dot with a 2xx code, or the file is in the folder.
	Sent Verdict = iota + 1
	// Uncertain: the final dot was sent and no answer came. The message may or may not have arrived; the same
	// bytes may be sent again, because they carry the same Message-ID.
	Uncertain
	// Retry: nothing was accepted, and the cause may disappear.
	Retry
	// RetrySlowly: nothing was taken, and a person has to act first (credentials, certificate, a blocked
	// server). The caller raises an alarm and waits long.
	RetrySlowly
	// Dead: this message to this address was refused for good.
	Dead
)

var verdictNames = [...]string{"unknown", "sent", "uncertain", "retry", "retry slowly", "dead"}

// String is the verdict's name in logs and in the ledger.
func (v Verdict) String() string {
	if v < 0 || int(v) >= len(verdictNames) {
		return verdictNames[0]
	}
	return verdictNames[v]
}

// Stage is how far a send came.
type Stage string

// The stages in their order. StageFolder is separate.
const (
	StageCheck    Stage = "check"    // before anything was opened
	StageToken    Stage = "token"    // asking for an OAuth2 token
	StageConnect  Stage = "connect"  // name look-up and TCP
	StageTLS      Stage = "tls"      // the handshake, on connect or after STARTTLS
	StageGreeting Stage = "greeting" // the server speaks first
	StageHello    Stage = "hello"    // EHLO
	StageAuth     Stage = "auth"
	StageSize     Stage = "size" // the bytes against what the server takes
	StageMail     Stage = "mail" // MAIL FROM
	StageRcpt     Stage = "rcpt" // RCPT TO
	StageData     Stage = "data" // DATA
	StageBody     Stage = "body" // the message, up to its final dot
	StageDot      Stage = "dot"  // the final dot is out
	StageFolder   Stage = "folder"
)

// Result is one send's outcome. It contains no secret.
type Result struct {
	Verdict  Verdict
	Stage    Stage  // the last stage that was entered
	Code     int    // the server's code, 0 when it said nothing
	Enhanced string // "5.1.1", "" when the server gave none
	Reply    string // the server's words on one line
	Err      error  // nil when Sent; a sentence for people otherwise
}

// String is the outcome in one line: "sent", "dead: mail server …".
func (r Result) String() string {
	switch {
	case r.Err != nil:
		return r.Verdict.String() + ": " + r.Err.Error()
	case r.Reply != "":
		return r.Verdict.String() + " (" + r.Reply + ")"
	}
	return r.Verdict.String()
}

// Errors that a Result's or a Message's error may wrap.
var (
	// ErrTooLarge: a smaller message could pass.
	ErrTooLarge = errors.New("the message is too large")
	// ErrNotAllowed: a recipient is outside mail.allowed_domains.
	ErrNotAllowed = errors.New("the address is outside the allowed domains")
)

// judge gives the verdict on err, which stopped a conversation at stage.
//
// Before the final dot the server's code decides: none or 4xx may pass, 53x needs a person, any other 5xx is final, but
// only once the talk is about the recipient or about the bytes: a server that refuses the connection, the greeting, the
// credentials or the sender has said nothing of this address. After the dot, no code means that the result is unknown.
func judge(stage Stage, err error) Verdict {
	code := replyCode(err)
	switch {
	case code >= 200 && code < 300 && stage == StageDot:
		return Sent
	case code >= 530 && code < 540:
		return RetrySlowly
	case code >= 500 && code < 600:
		if stage.aboutMessage() || stage == StageMail && refusesSize(err) {
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

// localVerdict judges a failure that carries no code of the server.
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

func (s Stage) aboutMessage() bool {
	switch s {
	case StageRcpt, StageData, StageBody, StageDot:
		return true
	}
	return false
}

// Policy reports whether the server refused the message permanently by its policy (5.7.x): because of this message, or
// because it accepts none from this sender at all.
func (r Result) Policy() bool {
	return r.Verdict == Dead && r.Stage.aboutMessage() && strings.HasPrefix(r.Enhanced, "5.7.")
}

// refusesSize reports whether a server's no is to the size alone.
func refusesSize(err error) bool {
	var reply *textproto.Error
	return errors.As(err, &reply) && tooLarge(Result{Stage: StageMail, Code: reply.Code, Enhanced: enhancedCode(reply.Msg)})
}

// replyCode is the server's code in err, 0 for none.
func replyCode(err error) int {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return reply.Code
	}
	return 0
}

// refusal is our own no, with the verdict that follows from it.
type refusal struct {
	verdict Verdict
	text    string
	cause   error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.cause }
