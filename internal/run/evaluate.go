package run

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/gather"
	"bilan/internal/mail"
	"bilan/internal/plans"
	"bilan/report/alert"
	"bilan/report/amount"
	"bilan/report/metric"
	"bilan/report/notification"
	"bilan/templates"
)

// Watch is the input of an alert's evaluation.
type Watch struct {
	Tracks []alert.Track // the states before the evaluation
	Muted  bool          // whether mail is withheld now
	At     time.Time     // when the evaluation was due; if it is not later than the last one, nothing changes
}

// Verdict is the result of an alert's evaluation.
type Verdict struct {
	Tracks []alert.Track       // the states after the evaluation
	Items  []notification.Item // what the mail reports
	Mail   *Mailing            // nil if no mail is sent
}

// String says which alerts opened, are over or ended with their period; "" if none did.
func (v *Verdict) String() string {
	wordOf := map[alert.MailKind]string{alert.Opened: "opened", alert.Recovered: "over", alert.PeriodEnded: "period ended"}
	var texts []string
	for _, it := range v.Items {
		texts = append(texts, strings.TrimSpace(wordOf[it.Mail]+" "+it.Member))
	}
	return strings.Join(texts, ", ")
}

// Evaluate gathers an alert's figure and returns the alert's next states and its mail. order.Report is the alert's name
// with config.AlertPrefix. It reads the sources and writes nothing.
func (p *Program) Evaluate(ctx context.Context, order plans.Order, w Watch) (*Verdict, error) {
	reading, err := p.readAlert(ctx, order)
	if err != nil {
		return nil, err
	}
	v := reading.evaluate(w)
	if len(v.Items) == 0 {
		return v, nil
	}
	v.Mail, err = p.makeAlertMail(reading, v.Items, w.At)
	return v, err
}

// reading is an alert's figure at one evaluation.
type reading struct {
	*gather.Batch
	name   string // the alert's, without prefix
	rule   alert.Rule
	metric *metric.Metric
	answer metric.Answer
	period string // the period at whose start the figure begins at zero; "" if there is none
}

// readAlert gathers the figure of an order's alert.
func (p *Program) readAlert(ctx context.Context, order plans.Order) (*reading, error) {
	plan, err := plans.New(&p.Program, order)
	if err != nil {
		return nil, err
	}
	if plan.Report.Alert == nil {
		return nil, fmt.Errorf("there is no alert %q", order.Report)
	}
	ctx, cancel := context.WithTimeout(ctx, p.Config.Serve.Deadline)
	defer cancel()
	batch, err := gather.New(ctx, &p.Program, plan)
	if err != nil {
		return nil, fmt.Errorf("alert %q: %w", strings.TrimPrefix(order.Report, config.AlertPrefix), err)
	}
	r := newReading(batch)
	r.setPeriod(plan.Periods[0])
	return r, nil
}

func newReading(batch *gather.Batch) *reading {
	a := batch.Plan.Report.Alert
	return &reading{
		Batch: batch, name: strings.TrimPrefix(batch.Plan.Name, config.AlertPrefix), rule: a.Rule,
		metric: batch.Plan.Scope.Metrics[a.Metric],
	}
}

// trackedFigure is a figure with its own alert state: the total, or that of a member.
type trackedFigure struct {
	alert.Track
	figure *metric.Figure
}

// trackedFigures returns the figures that the alert's YAML names, in the order of label and key.
func (r *reading) trackedFigures() (list []trackedFigure) {
	a := r.Plan.Report.Alert
	if a.By == "" {
		return []trackedFigure{{figure: &r.answer.Total}}
	}
	for i := range r.answer.Slices {
		s := &r.answer.Slices[i]
		isNamed := func(name string) bool { return strings.EqualFold(name, s.Key) || strings.EqualFold(name, s.Label) }
		if !s.Unassigned && (len(a.Member) == 0 || slices.ContainsFunc(a.Member, isNamed)) {
			list = append(list, trackedFigure{alert.Track{Dimension: a.By, Member: s.Key, Label: s.Label}, &s.Figure})
		}
	}
	slices.SortFunc(list, func(a, b trackedFigure) int {
		return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Member, b.Member))
	})
	return list
}

// evaluate evaluates each track once. An open track whose figure is no longer available keeps its state.
func (r *reading) evaluate(w Watch) *Verdict {
	v, looks := &Verdict{}, r.trackedFigures()
	for _, before := range w.Tracks {
		seen := slices.ContainsFunc(looks, func(l trackedFigure) bool { return l.SameAlert(before) })
		if !seen && before.Open && before.Dimension == r.Plan.Report.Alert.By {
			looks = append(looks, trackedFigure{before, &metric.Figure{}})
		}
	}
	for _, l := range looks {
		var before alert.State
		if i := slices.IndexFunc(w.Tracks, l.SameAlert); i >= 0 {
			before = w.Tracks[i].State
		}
		values := r.values(l.figure)
		after, kind := r.rule.Step(before, alert.Evaluation{At: w.At, Period: r.period, Muted: w.Muted, Reading: values})
		l.State = after
		v.Tracks = append(v.Tracks, l.Track)
		if kind != alert.NoMail {
			v.Items = append(v.Items, r.item(l.Track, before, after, kind, values))
		}
	}
	return v
}

func (r *reading) item(track alert.Track, before, after alert.State, kind alert.MailKind, values alert.Reading) notification.Item {
	it := notification.Item{Member: track.Label, Mail: kind, Value: after.Value, Threshold: after.Threshold, Reference: r.rule.ReferenceValue(values), Since: after.Since, Until: after.At}
	if kind != alert.Opened {
		it.Since = before.Since
	}
	if kind == alert.PeriodEnded { // the mail reports the period that ended, and not the new one
		it.Value, it.Threshold, it.Reference, it.Until = before.Value, before.Threshold, nil, before.At
	}
	return it
}

func (r *reading) values(f *metric.Figure) alert.Reading {
	return alert.Reading{Actual: ratOrNil(f.AC), Objective: ratOrNil(f.PLToDate), LastYear: ratOrNil(f.PY), Previous: ratOrNil(f.PP), Score: r.metric.Unit == metric.Score}
}

func ratOrNil(n metric.Num) *big.Rat {
	if !n.OK() {
		return nil
	}
	return n.Rat
}

// makeAlertMail makes the mail of an evaluation, for all recipients of the alert.
func (p *Program) makeAlertMail(r *reading, items []notification.Item, at time.Time) (*Mailing, error) {
	to, err := p.Recipients(r.Plan.Name, Audience{All: true})
	if err != nil {
		return nil, err
	}
	s := r.Plan.Scope
	facts := notification.Facts{
		Name: r.name, Title: r.Plan.Report.Title, Company: s.Config.Company, Accent: s.Config.Accent, Owner: plans.Owner(&p.Program, r.Plan.Name), Metric: r.metric.Label,
		LowerBetter: r.metric.LowerBetter, Condition: r.rule.Condition, Items: items,
		Write: func(list ...*big.Rat) []string { return amount.DistinctTexts(s.Locale, r.metric, list...) },
	}
	if r.metric.Date != "" {
		facts.Period = s.When(r.Plan.Periods[0])
	}
	doc := notification.Document(s.Locale, facts)
	html, text, err := templates.Standalone(doc)
	if err != nil {
		return nil, err
	}
	m := mail.Message{
		From: p.Config.Mail.From, To: to.To, CC: to.CC, BCC: to.Addresses, ReplyTo: p.replyTo(r.Plan.Name), Subject: doc.Subject,
		Date: p.Now.In(r.Plan.Zone), HTML: html, Text: text, Allowed: p.Config.Mail.AllowedDomains,
	}
	name := "alert-" + r.name + "-" + at.In(r.Plan.Zone).Format("2006-01-02-1504")
	return p.makeMessages(r.Plan.Name, m, to, name, func(address string) mail.Identity {
		return mail.Identity{Report: r.Plan.Name, Turn: alertTurn(at), Address: address}
	})
}
