// Package maker makes a report in a child process: the task goes in through a pipe, and the result comes back as files.
// It knows neither when a report is due nor what happens to the result.
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

// Task is one report to make. It goes to a child process through a pipe, because its config contains secrets.
type Task struct {
	Config   *load.Snapshot
	Report   string
	Turn     Turn
	Due      time.Time // when it should have been sent; zero for a request by hand
	Now      time.Time // when it is made: the messages' date
	Audience run.Audience
	Members  []string               // whose editions go to the audience instead of to them: "*" for all, "3" for the first three, rep=R07; of a report with each:
	Each     bool                   // whether the editions of members are made too
	LeftOut  string                 // why nothing is made
	Watch    *run.Watch             // what an alert's evaluation starts from; nil for a report
	Version  int                    // 1, or more for a correction
	Before   []byte                 // the figures that readers saw last, in their stored form; none for no comparison
	BeforeOf map[string][]byte      // the same of members, by rep=R07
	Corrects *correction.Correction // the editions that this one replaces; nil for a first one
	Review   *run.Review            // who must approve it; nil for nobody
	Waited   bool                   // the waiting for its data is over, and a banner lists the doubts that are not about figures
}

// Product is the result of a task. Made is nil if Unusable or Failed gives a reason.
type Product struct {
	Made      *Made
	Verdict   *Verdict // of an alert
	Unchanged bool     // a correction would replace nothing by anything else
	Unusable  string   // why the data must not be shown: it is read again later
	Said      []string // the same in the report's language, without what only helps to mend it
	Empty     bool     // Unusable because there is no row at all
	Failed    string   // anything else that went wrong
	// Exhausted: Failed because time or memory ran out, or the process died. Another attempt is likely to end the same way.
	Exhausted bool
}

// Made is a finished edition with the messages that carry it.
type Made struct {
	PeriodID string
	Subject  string
	FileName string
	Banner   string
	Batch    string // the hash of the figures of the whole
	Row      string // the member whose it is: rep=R07; "" for the edition of all

	DistributionHash string // of the edition of all: who gets what
	Messages         []Message
	Replaces         *Replacement // for a correction; nil for an edition that is sent again unchanged
	ReviewID         string       // the Message-ID of Review
	Review           []byte       `json:"-"` // the whole mail to those who must approve it
	PDF              []byte       `json:"-"`
	Figures          []byte       `json:"-"`
	Distribution     []byte       `json:"-"`
	Record           []byte       `json:"-"` // the figures in the small form that later editions are compared with
	Body             []byte       `json:"-"` // what every message has after its head
}

// Message is one mail to one address, its bytes written once: the head and then the edition's body.
type Message struct {
	Address   string
	Role      string // the header for the address: to, cc or bcc; "" if the report's lists determine it
	MessageID string
	Head      []byte
}

// Maker makes reports: in a child process, or inline in tests with a fixed clock.
type Maker interface {
	Make(ctx context.Context, t Task) (*Product, error)
}

// Factory connects the packages for one config and one instant.
type Factory func(cfg *config.Config, now time.Time) *run.Program

// Inline makes reports in this process.
type Inline struct{ Program Factory }

// Make produces the edition and writes its messages. Its error means that another try is useless.
func (m Inline) Make(ctx context.Context, t Task) (*Product, error) {
	return m.made(ctx, t, func(p *run.Program) (*Made, error) { return produce(ctx, p, t) })
}

func (m Inline) made(ctx context.Context, t Task, produce func(*run.Program) (*Made, error)) (*Product, error) {
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
		return correct(ctx, p, t)
	}
	if _, err := p.Recipients(t.Report, t.Audience); err != nil { // before any work is done
		return nil, err
	}
	e, err := p.Produce(ctx, t.order())
	if err != nil {
		return nil, err
	}
	return finish(p, e, t)
}

// finish writes an edition's messages to its audience.
func finish(p *run.Program, e *run.Edition, t Task) (*Made, error) {
	recipients, err := p.Recipients(t.Report, t.Audience)
	if err != nil {
		return nil, err
	}
	made, err := posted(p, e, recipients, run.Posting{Due: t.Due, Version: t.Version})
	if err != nil {
		return nil, err
	}
	return made, addReview(p, e, t, made)
}

// addReview writes the mail to the reviewers, if there are any.
func addReview(p *run.Program, e *run.Edition, t Task, made *Made) (err error) {
	if t.Review != nil {
		made.Review, made.ReviewID, err = p.ReviewMail(e, *t.Review)
	}
	return err
}

// posted is an edition with its messages.
func posted(p *run.Program, e *run.Edition, to run.Recipients, posting run.Posting) (*Made, error) {
	mailing, err := p.Messages(e, to, posting)
	if err != nil {
		return nil, err
	}
	made, err := unposted(e)
	if err != nil {
		return nil, err
	}
	made.Body = mailing.Body
	for _, m := range mailing.Messages {
		made.Messages = append(made.Messages, Message{Address: m.Envelope.To, MessageID: m.MessageID, Head: m.Head})
	}
	return made, nil
}

// unposted is an edition without recipients yet.
func unposted(e *run.Edition) (*Made, error) {
	kept, err := e.Keep()
	return &Made{
		PeriodID: e.Document.PeriodID, Subject: e.Document.Subject, FileName: e.FileName(), Banner: e.Document.Banner,
		PDF: e.PDF, Figures: kept.JSON, Record: kept.Record, Batch: kept.Hash,
	}, err
}
