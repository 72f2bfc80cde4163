package alert

import (
	"errors"
	"math/big"
	"time"
)

// Rule is one alert: its condition, how far back the figure must come, and after what delay it opens.
type Rule struct {
	Condition
	Band  Band
	Delay Delay
}

// Evaluation is one look at the figure.
type Evaluation struct {
	At time.Time // when it was due, in the report's zone: days are counted there
	// Period is that of a figure to date, such as 2026-11: each new one starts afresh. It is "" for a figure with
	// complete periods, or without any.
	Period  string
	Muted   bool // no mail is sent now
	Reading Reading
}

// State is one alert after an evaluation. The zero State is one that was never evaluated.
type State struct {
	At     time.Time // of the last evaluation
	Period string    // of it
	Open   bool
	Told   bool      // a mail was sent since it opened
	Since  time.Time // the first evaluation of those beyond the threshold; of an alert that is not open zero
	// Run counts the evaluations in a row that say the contrary of Open; RunSince is the first of them.
	Run      int
	RunSince time.Time

	Value, Threshold *big.Rat // of the last evaluation that knew both; nil before
}

// MailKind is the kind of mail that an evaluation sends.
type MailKind int

// The kinds of mail. Each reported opening has one end, and each reported end had an opening.
const (
	NoMail MailKind = iota
	Opened          // the figure is beyond its threshold
	Over            // it is back
	Ended           // its period ended while it was beyond
)

// Step is the state after an evaluation, and the kind of mail to send. An evaluation that is not later than the last one changes nothing, so that
// one which is made again does no harm. Where figure or threshold is not known nothing is counted.
//
// The alert opens once the figure was beyond the threshold for the delay, and is over once it was back over the
// threshold by the band for the delay. An alert that opens while it is muted is reported at the first evaluation after
// that, if it is still open.
func (r Rule) Step(s State, e Evaluation) (State, MailKind) {
	if !e.At.After(s.At) {
		return s, NoMail
	}
	ended := s.Open && s.Told && !e.Muted && s.Period != e.Period
	if s.Period != e.Period {
		s = State{Period: e.Period, Value: s.Value, Threshold: s.Threshold}
	}
	s.At = e.At
	threshold := r.Threshold(e.Reading)
	if e.Reading.Actual != nil && threshold != nil {
		s.Value, s.Threshold = e.Reading.Actual, threshold
		s = r.count(s, e)
	}
	if ended { // with a delay of one evaluation the new period may have opened immediately: it is reported next time
		return s, Ended
	}
	return s.mail(e)
}

// count takes in a figure that is known, and opens or closes.
func (r Rule) count(s State, e Evaluation) State {
	if !r.contrary(s, e.Reading.Score) {
		s.Run, s.RunSince = 0, time.Time{}
		return s
	}
	if s.Run++; s.Run == 1 {
		s.RunSince = e.At
	}
	if !r.long(s) {
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

// contrary reports whether the last figure contradicts the state: beyond the threshold while closed, back by the band
// while open.
func (r Rule) contrary(s State, score bool) bool {
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

// long reports whether the run lasts for the delay. Days are counted by the calendar of the zone.
func (r Rule) long(s State) bool {
	return s.Run >= max(r.Delay.Evaluations, 1) && !s.At.Before(s.RunSince.In(s.At.Location()).AddDate(0, 0, r.Delay.Days))
}

// mail decides what to report about the state.
func (s State) mail(e Evaluation) (State, MailKind) {
	switch {
	case s.Open && !s.Told && !e.Muted:
		s.Told = true
		return s, Opened
	case !s.Open && s.Told:
		s.Told = false
		if !e.Muted {
			return s, Over
		}
	}
	return s, NoMail
}

// ParseRule reads a rule in the words of the YAML.
func ParseRule(condition, band, delay string) (r Rule, err error) {
	var errs [3]error
	r.Condition, errs[0] = Parse(condition)
	r.Band, errs[1] = ParseBand(band)
	r.Delay, errs[2] = ParseDelay(delay)
	return r, errors.Join(errs[:]...)
}
