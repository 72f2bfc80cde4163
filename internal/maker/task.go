// Package maker makes a report in a child process. The task goes in through a pipe, and the result comes back as files.
// The package knows neither when a report is due nor what happens to the result.
package maker

import (
	"context"
	"errors"
	"time"

	"bilan/internal/config"
	"bilan/internal/config/load"
	"bilan/internal/diagnose"
	"bilan/internal/exit"
	"bilan/internal/plans"
	"bilan/internal/run"
	"bilan/report/correction"
)

// Task is a report to make. It is passed to a child process through a pipe, because its config contains secrets.
type Task struct {
	Config   *load.Snapshot
	Report   string
	Turn     Turn
	Due      time.Time // when it should be sent; zero for a request by hand
	Now      time.Time // when it is made, which is the date of its messages
	Audience run.Audience
	// Members are the members whose editions go to the audience and not to themselves: "*" for all, "3" for the first
	// three, or an ID such as rep=R07. It is nil if members get their own editions.
	Members  []string
	Each     bool                   // whether the editions of members are made too
	LeftOut  string                 // why the turn is skipped
	Watch    *run.Watch             // the state with which an alert's evaluation begins; nil for a report
	Version  int                    // 1, or more for a correction
	Before   []byte                 // the figures that readers saw last, in their stored form; nil if there are none
	BeforeOf map[string][]byte      // the same for each member, by ID such as rep=R07
	Corrects *correction.Correction // the editions that this one replaces; nil for a first version
	Review   *run.Review            // the mail to those who must approve the edition; nil if nobody must
	Waited   bool                   // the wait for complete data has ended; a banner lists the doubts that do not concern figures
}

// Product is the result of a task. Made is nil if Unusable or Failed gives a reason, or if Unchanged is set.
type Product struct {
	Made      *Made
	Verdict   *Verdict // the result of an alert's evaluation
	Unchanged bool     // whether a correction would change nothing
	Unusable  string   // why the data must not be shown; it is read again later
	Said      []string // the reasons in the report's language, without hints for correcting them
	Empty     bool     // whether Unusable is set because there are no rows at all
	Failed    string   // any other reason why there is no edition
	// Exhausted says that time or memory ran out, or that the process died. Another attempt will probably fail in the
	// same way.
	Exhausted bool
}

// Made is a finished edition with its messages.
type Made struct {
	PeriodID string
	Subject  string
	FileName string
	Banner   string
	Batch    string // the hash of the figures of the whole batch
	Row      string // the ID of the member, such as rep=R07; "" for the edition for everybody

	DistributionHash string // of the edition for everybody: the hash of who gets what
	Messages         []Message
	Replaces         *Replacement // for a correction; nil for an edition that is sent again unchanged
	ReviewID         string       // the Message-ID of Review
	Review           []byte       `json:"-"` // the complete mail to those who must approve the edition
	PDF              []byte       `json:"-"`
	Figures          []byte       `json:"-"`
	Distribution     []byte       `json:"-"`
	Record           []byte       `json:"-"` // the figures in compact form, with which later editions are compared
	Body             []byte       `json:"-"` // the part of each message after its head
}

// Message is a mail to one address. Its bytes are the head, followed by the edition's body.
type Message struct {
	Address   string
	Role      string // the header with the address: to, cc or bcc; "" if the report's lists determine it
	MessageID string
	Head      []byte
}

// Maker makes reports, in a child process or in this process.
type Maker interface {
	Make(ctx context.Context, t Task) (*Product, error)
}

// Factory connects the packages for a config and a time.
type Factory func(cfg *config.Config, now time.Time) *run.Program

// Inline makes reports in this process.
type Inline struct{ Program Factory }

// Make makes the edition and writes its messages. An error means that another attempt is useless.
func (m Inline) Make(ctx context.Context, t Task) (*Product, error) {
	return m.makeProduct(ctx, t, func(p *run.Program) (*Made, error) { return produce(ctx, p, t) })
}

func (m Inline) makeProduct(ctx context.Context, t Task, produce func(*run.Program) (*Made, error)) (*Product, error) {
	cfg, err := t.Config.Config()
	if err != nil {
		return &Product{Failed: err.Error()}, nil
	}
	p := m.Program(cfg, t.Now)
	product := &Product{}
	if t.Watch != nil {
		product.Verdict, err = evaluate(ctx, p, t)
	} else {
		product.Made, err = produce(p)
	}
	var unusable *diagnose.Unusable
	switch {
	case err == nil:
		return product, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, run.ErrUnchanged):
		return &Product{Unchanged: true}, nil
	case exit.Exhausted(err.Error()):
		return &Product{Failed: err.Error(), Exhausted: true}, nil
	case errors.As(err, &unusable):
		return &Product{Unusable: err.Error(), Said: unusable.Said, Empty: unusable.Empty()}, nil
	}
	return &Product{Failed: err.Error()}, nil
}

func (t Task) order() plans.Order {
	return plans.Order{Report: t.Report, Slot: t.Turn.Slot, Period: t.Turn.Period, Anyway: t.Turn.Anyway, Waited: t.Waited, Before: t.Before, BeforeOf: t.BeforeOf, Corrects: t.Corrects}
}

func produce(ctx context.Context, p *run.Program, t Task) (*Made, error) {
	if t.Corrects != nil {
		return makeCorrection(ctx, p, t)
	}
	if _, err := p.Recipients(t.Report, t.Audience); err != nil { // checked before the work begins
		return nil, err
	}
	e, err := p.Produce(ctx, t.order())
	if err != nil {
		return nil, err
	}
	return finish(p, e, t)
}

// finish returns an edition with its messages to the audience of the task.
func finish(p *run.Program, e *run.Edition, t Task) (*Made, error) {
	recipients, err := p.Recipients(t.Report, t.Audience)
	if err != nil {
		return nil, err
	}
	made, err := withMessages(p, e, recipients, run.Posting{Due: t.Due, Version: t.Version})
	if err != nil {
		return nil, err
	}
	return made, addReview(p, e, t, made)
}

// addReview adds the mail to the reviewers, if the task has any.
func addReview(p *run.Program, e *run.Edition, t Task, made *Made) (err error) {
	if t.Review != nil {
		made.Review, made.ReviewID, err = p.ReviewMail(e, *t.Review)
	}
	return err
}

// withMessages returns an edition with its messages.
func withMessages(p *run.Program, e *run.Edition, to run.Recipients, posting run.Posting) (*Made, error) {
	mailing, err := p.Messages(e, to, posting)
	if err != nil {
		return nil, err
	}
	made, err := withoutMessages(e)
	if err != nil {
		return nil, err
	}
	made.Body = mailing.Body
	for _, m := range mailing.Messages {
		made.Messages = append(made.Messages, Message{Address: m.Envelope.To, MessageID: m.MessageID, Head: m.Head})
	}
	return made, nil
}

// withoutMessages returns an edition without messages.
func withoutMessages(e *run.Edition) (*Made, error) {
	kept, err := e.Keep()
	return &Made{
		PeriodID: e.Document.PeriodID, Subject: e.Document.Subject, FileName: e.FileName(), Banner: e.Document.Banner,
		PDF: e.PDF, Figures: kept.JSON, Record: kept.Record, Batch: kept.Hash,
	}, err
}
