// Package status collects the status of the daemon and of a YAML's reports: which turns are next, which are held, failed
// or not delivered, and how serious that is. It reads the state and asks the daemon whether it is ready.
package status

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/pace"
	"bilan/internal/timetable"
)

// Level says how serious a problem is, in the levels of monitoring systems.
type Level int

// The levels of problems. Their numbers are the exit codes of a check.
const (
	OK Level = iota
	Warning
	Critical
)

// String returns ok, warning or critical.
func (l Level) String() string { return [...]string{"ok", "warning", "critical"}[l] }

// MarshalText returns String.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// Problem is something that a person should look at. Report is "" if it concerns all reports.
type Problem struct {
	Level  Level  `json:"level"`
	Report string `json:"report,omitempty"`
	Words  string `json:"words"`
}

// Status is the status of the daemon and of a YAML's reports at one moment. Times are UTC; zero means never.
type Status struct {
	At       time.Time      `json:"at"`
	Level    Level          `json:"level"` // the level of the worst problem
	Begun    bool           `json:"begun"` // whether the state exists
	Process  Process        `json:"daemon"`
	Planning Planning       `json:"planning"`
	Reports  []ReportStatus `json:"reports"`  // the worst first, then by when they are due
	Problems []Problem      `json:"problems"` // the worst first
}

// Planning says how far the planner is behind or ahead, in seconds. Both are 0 if turns are planned in time.
type Planning struct {
	Behind int64 `json:"behind_seconds"` // since when the oldest turn without a plan has been due
	Ahead  int64 `json:"ahead_seconds"`  // how far in the future is the instant up to which everything counts as planned
}

// ReportStatus is the status of one report.
type ReportStatus struct {
	Report      string       `json:"report"`
	Level       Level        `json:"level"`
	NextDue     time.Time    `json:"next_due,omitzero"`
	Next        string       `json:"next,omitempty"` // why the turn at NextDue will not be made: paused, left out, made already; else ""
	LastSuccess time.Time    `json:"last_success,omitzero"`
	Paused      *PauseStatus `json:"paused,omitempty"`
	Turn        *TurnStatus  `json:"turn,omitempty"`
}

// PauseStatus says since when and why a report is paused.
type PauseStatus struct {
	Reason string    `json:"reason"`
	Since  time.Time `json:"since"`
}

// TurnStatus is the status of a report's newest turn that has been due.
type TurnStatus struct {
	Slot      string                       `json:"slot"`
	Due       time.Time                    `json:"due"`
	State     ledger.State                 `json:"state"`
	Reason    string                       `json:"reason,omitempty"`
	TriedNext time.Time                    `json:"tried_next,omitzero"`
	Edition   int64                        `json:"edition,omitempty"`
	Messages  map[ledger.DeliveryState]int `json:"messages,omitempty"`
}

// Place says where the daemon of a YAML answers.
type Place struct {
	Address   string
	Elsewhere bool // whether it may run on another machine
}

// reader collects a status.
type reader struct {
	Status
	*timetable.Timetable
	ledger *ledger.Ledger
}

func (s *reader) addProblem(l Level, report, format string, args ...any) {
	s.Problems = append(s.Problems, Problem{l, report, fmt.Sprintf(format, args...)})
	s.Level = max(s.Level, l)
}

// readPlanning finds out whether turns are planned in time.
func (s *reader) readPlanning(ctx context.Context) error {
	restored, err := s.ledger.Behind(ctx)
	if err != nil {
		return err
	}
	if restored != nil {
		s.addProblem(Critical, "", "%v", ledger.ErrBehind)
	}
	marks, err := s.ledger.Watermarks(ctx)
	if err != nil {
		return err
	}
	for _, f := range s.Faults(marks, s.At) {
		local := f.Since.In(s.ZoneOf(f.Report)).Format("2006-01-02 15:04")
		switch {
		case f.Kind == timetable.Behind:
			s.Planning.Behind = max(s.Planning.Behind, int64(s.At.Sub(f.Since).Seconds()))
			s.addProblem(Critical, f.Report, "planning is behind: what was due at %s is not planned", local)
		case f.Kind == timetable.Ahead:
			s.Planning.Ahead = max(s.Planning.Ahead, int64(f.Since.Sub(s.At).Seconds()))
			s.addProblem(Critical, f.Report, "planned ahead of the clock, until %s: nothing is due for it before (bilan state repair)", local)
		case !s.Process.Running:
		case f.Kind == timetable.OtherRule:
			s.addProblem(Warning, f.Report, "the daemon plans it by another schedule than this file's (does the daemon read this file, and is the file correct?)")
		case f.Kind == timetable.Unplanned:
			s.addProblem(Warning, f.Report, "the daemon does not know it (does the daemon read this file, and is the file correct?)")
		}
	}
	return nil
}

func (s *reader) readReports(ctx context.Context) (err error) {
	var coming timetable.Coming
	last := map[string]time.Time{}
	if s.ledger != nil {
		if coming, err = timetable.ReadComing(ctx, s.ledger, pace.Limits{}, s.At); err != nil {
			return err
		}
		if last, err = s.ledger.LastSuccess(ctx); err != nil {
			return err
		}
	}
	for _, name := range s.Names() {
		r := ReportStatus{Report: name, LastSuccess: last[name]}
		if p, ok := coming.Paused(name); ok {
			r.Paused = &PauseStatus{p.Reason, p.Since}
		}
		if o, ok := s.Next(name, s.At); ok {
			r.NextDue, r.Next = o.Due.UTC(), coming.NotMadeReason(name, s.Key(name, o))
		}
		if kept := coming.KeptTurns(name); len(kept) > 0 && (r.NextDue.IsZero() || kept[0].Due.Before(r.NextDue)) {
			r.NextDue, r.Next = kept[0].Due, coming.NotMadeReason(name, kept[0].Key.Slot)
		}
		if s.ledger != nil {
			if err := s.readTurn(ctx, &r); err != nil {
				return err
			}
		}
		s.Reports = append(s.Reports, r)
	}
	for i, r := range s.Reports {
		for _, p := range s.Problems {
			if p.Report == r.Report {
				s.Reports[i].Level = max(s.Reports[i].Level, p.Level)
			}
		}
	}
	slices.SortFunc(s.Reports, byUrgency)
	return nil
}

func byUrgency(a, b ReportStatus) int {
	if c := cmp.Compare(b.Level, a.Level); c != 0 {
		return c
	}
	if a.NextDue.IsZero() != b.NextDue.IsZero() { // those without a schedule come last
		return b.NextDue.Compare(a.NextDue)
	}
	return cmp.Or(a.NextDue.Compare(b.NextDue), strings.Compare(a.Report, b.Report))
}

// Process describes the running daemon.
type Process struct {
	Running bool   `json:"running"`          // whether a daemon works on the state
	Address string `json:"address"`          // at which it answers
	Answer  string `json:"answer,omitempty"` // "ready", or the problem that it reports; "" if it does not answer
}

// Ready is the beginning of a daemon's answer if it has no problem.
const Ready = "ready"
