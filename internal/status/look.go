package status

import (
	"cmp"
	"context"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// Read returns the status at the instant now, from the state in l and the daemon's answer at the place at. A nil l means
// that there is no state yet.
func Read(ctx context.Context, t *timetable.Timetable, l *ledger.Ledger, at Place, now time.Time) (*Status, error) {
	s := &reader{Status: Status{At: now.UTC()}, Timetable: t, ledger: l}
	s.Begun = l != nil
	var err error
	if s.Process, err = s.readProcess(ctx, at); err != nil {
		return nil, err
	}
	if l != nil {
		if err := s.readPlanning(ctx); err != nil {
			return nil, err
		}
	}
	if err := s.readReports(ctx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(s.Problems, func(a, b Problem) int { return cmp.Compare(b.Level, a.Level) })
	return &s.Status, nil
}
