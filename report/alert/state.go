package alert

import (
	"errors"
	"math/big"
	"time"
)

// Rule decides when an alert opens and closes.
type Rule struct {
	Condition
	Band  Band
	Delay Delay
}

// Evaluation is one reading of the figure, with its time.
type Evaluation struct {
	At time.Time // the due instant, in the report's zone, which also determines the days
	// Period is the period of a figure to date, such as 2026-11: the state starts again in each period. It is "" for a
	// figure of complete periods or without periods.
	Period  string
	Muted   bool // no mail may be sent now
	Reading Reading
}

// State is the state of one alert after an evaluation. The zero State is that before the first evaluation.
type State struct {
	At       time.Time // the last evaluation
	Period   string    // the Period of the last evaluation
	Open     bool
	Reported bool      // a mail was sent since the alert opened
	Since    time.Time // the first evaluation beyond the threshold; zero if the alert is not open
	// Run counts the last evaluations in a row that contradict Open. RunSince is the first of them.
	Run      int
	RunSince time.Time

	Value, Threshold *big.Rat // at the last evaluation that knew both; nil if none did
}

// MailKind is the kind of the mail that an evaluation causes.
type MailKind int

// The kinds of mail. An Opened is followed by one Recovered or PeriodEnded, and each of these follows an Opened.
const (
	NoMail      MailKind = iota
	Opened               // the figure is beyond its threshold
	Recovered            // the figure is back over its threshold
	PeriodEnded          // the period ended while the figure was beyond its threshold
)

// Step returns the state after an evaluation, and the kind of mail to send. An evaluation that is not later than the
// last one changes nothing: it is a repetition. If the actual or the threshold is unknown, the evaluation is not
// counted.
//
// The alert opens after the figure was beyond the threshold for the delay. It closes after the figure was back over the
// threshold by the band for the delay. If it opens while it is muted, the first evaluation without Muted reports it,
// provided that it is still open.
func (r Rule) Step(s State, e Evaluation) (State, MailKind) {
	if !e.At.After(s.At) {
		return s, NoMail
	}
	ended := s.Open && s.Reported && !e.Muted && s.Period != e.Period
	if s.Period != e.Period {
		s = State{Period: e.Period, Value: s.Value, Threshold: s.Threshold}
	}
	s.At = e.At
	threshold := r.Threshold(e.Reading)
	if e.Reading.Actual != nil && threshold != nil {
		s.Value, s.Threshold = e.Reading.Actual, threshold
		s = r.countEvaluation(s, e)
	}
	if ended { // with a delay of one evaluation the alert may be open again: the next evaluation reports that
		return s, PeriodEnded
	}
	return s.nextMail(e)
}

// countEvaluation counts an evaluation whose value and threshold are known, and opens or closes the alert.
func (r Rule) countEvaluation(s State, e Evaluation) State {
	if !r.contradicts(s, e.Reading.Score) {
		s.Run, s.RunSince = 0, time.Time{}
		return s
	}
	if s.Run++; s.Run == 1 {
		s.RunSince = e.At
	}
	if !r.delayPassed(s) {
		return s
	}
	if s.Open = !s.Open; s.Open {
		s.Since = s.RunSince
	} else {
		s.Since = time.Time{}
	}
	s.Run, s.RunSince = 0, time.Time{}
	return s
}

// contradicts reports whether the last figure contradicts the state: beyond the threshold while closed, back by the
// band while open.
func (r Rule) contradicts(s State, score bool) bool {
	beyond := s.Threshold.Cmp(s.Value)
	if r.Above {
		beyond = -beyond
	}
	if !s.Open {
		return beyond > 0
	}
	back := r.Band.width(s.Threshold, score)
	if r.Above {
		return s.Value.Cmp(new(big.Rat).Sub(s.Threshold, back)) <= 0
	}
	return s.Value.Cmp(new(big.Rat).Add(s.Threshold, back)) >= 0
}

// delayPassed reports whether the run has lasted for the delay. Days are calendar days in the zone of s.At.
func (r Rule) delayPassed(s State) bool {
	return s.Run >= max(r.Delay.Evaluations, 1) && !s.At.Before(s.RunSince.In(s.At.Location()).AddDate(0, 0, r.Delay.Days))
}

// nextMail returns the kind of mail that the state requires, and the state after that mail.
func (s State) nextMail(e Evaluation) (State, MailKind) {
	switch {
	case s.Open && !s.Reported && !e.Muted:
		s.Reported = true
		return s, Opened
	case !s.Open && s.Reported:
		s.Reported = false
		if !e.Muted {
			return s, Recovered
		}
	}
	return s, NoMail
}

// ParseRule reads a rule from the texts of the YAML. Its error joins the errors of all three.
func ParseRule(condition, band, delay string) (r Rule, err error) {
	var errs [3]error
	r.Condition, errs[0] = Parse(condition)
	r.Band, errs[1] = ParseBand(band)
	r.Delay, errs[2] = ParseDelay(delay)
	return r, errors.Join(errs[:]...)
}
