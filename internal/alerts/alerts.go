// Package alerts reads and changes the alerts in the state: which are open and since when, who looks after each, and
// until when it is muted. Package report/alert decides when an alert opens.
package alerts

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
	"bilan/report/alert"
)

// Watch is the stored state of one alert. A zero Watch with a name is an alert that was never evaluated.
type Watch struct {
	Name       string
	Revision   int64
	MutedUntil time.Time // zero if the alert is not muted
	MutedBy    string
	Tracks     []Track // ordered by dimension and member
}

// Track is the state of an alert for the total or for one member, with the person who has looked after it since it
// opened.
type Track struct {
	alert.Track
	AckedBy string
	AckedAt time.Time
}

// Open returns the tracks that are open.
func (w Watch) Open() (open []Track) {
	return slices.DeleteFunc(slices.Clone(w.Tracks), func(t Track) bool { return !t.State.Open })
}

// States returns the tracks without the people who look after them.
func (w Watch) States() []alert.Track {
	list := make([]alert.Track, len(w.Tracks))
	for i, t := range w.Tracks {
		list[i] = t.Track
	}
	return list
}

// Muted reports whether the alert is muted at an instant.
func (w Watch) Muted(at time.Time) bool { return at.Before(w.MutedUntil) }

// Acknowledge records who looks after all open tracks, and returns their number.
func (w *Watch) Acknowledge(by string, at time.Time) (n int) {
	for i := range w.Tracks {
		if w.Tracks[i].State.Open {
			w.Tracks[i].AckedBy, w.Tracks[i].AckedAt = by, at
			n++
		}
	}
	return n
}

// Load reads one alert.
func Load(ctx context.Context, l *ledger.Ledger, name string) (Watch, error) {
	all, err := All(ctx, l)
	if w, ok := all[name]; ok || err != nil {
		return w, err
	}
	return Watch{Name: name}, nil
}

// All reads every alert that was ever evaluated or muted, by name, including alerts that are no longer in the YAML.
func All(ctx context.Context, l *ledger.Ledger) (map[string]Watch, error) {
	all := map[string]Watch{}
	err := l.Read(ctx, func(t ledger.Tx) error { return read(ctx, t, all) })
	if err != nil {
		return nil, fmt.Errorf("read the alerts: %w", err)
	}
	return all, nil
}

func read(ctx context.Context, t ledger.Tx, all map[string]Watch) error {
	err := t.Query(ctx, "SELECT name, revision, muted_until, muted_by FROM bilan_alert", nil, func(scan func(...any) error) error {
		var w Watch
		var until int64
		err := scan(&w.Name, &w.Revision, &until, &w.MutedBy)
		w.MutedUntil = database.Instant(until)
		all[w.Name] = w
		return err
	})
	if err != nil {
		return err
	}
	return t.Query(ctx, `SELECT name, dimension, member, unassigned, label, at, period, is_open, told, since, run, run_since, value, threshold, acked_by, acked_at
		FROM bilan_alert_state ORDER BY name, dimension, unassigned, member`, nil, func(scan func(...any) error) error {
		name, track, err := scanTrack(scan)
		if w, known := all[name]; known { // an alert that was written between the two queries is unknown
			w.Tracks = append(w.Tracks, track)
			all[name] = w
		}
		return err
	})
}

func scanTrack(scan func(...any) error) (name string, t Track, err error) {
	var unassigned, open, told, at, since, runSince, acked int64
	var value, threshold string
	err = scan(&name, &t.Dimension, &t.Member, &unassigned, &t.Label, &at, &t.Period, &open, &told, &since, &t.Run, &runSince, &value, &threshold,
		&t.AckedBy, &acked)
	t.Unassigned, t.State.Open, t.Told = unassigned > 0, open > 0, told > 0
	t.At, t.Since, t.RunSince, t.AckedAt = database.Instant(at), database.Instant(since), database.Instant(runSince), database.Instant(acked)
	t.Value, t.Threshold = number(value), number(threshold)
	return name, t, err
}

// Keep writes the result of an evaluation. It returns ledger.ErrOvertaken if the alert has changed since it was read,
// by another evaluation, an acknowledgement or a mute.
func Keep(w Watch) func(context.Context, ledger.Tx) error {
	return func(ctx context.Context, t ledger.Tx) error {
		if err := next(ctx, t, w); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM bilan_alert_state WHERE name = $1", w.Name); err != nil {
			return err
		}
		for _, track := range w.Tracks {
			_, err := t.Exec(ctx, `INSERT INTO bilan_alert_state (name, dimension, member, unassigned, label, at, period, is_open, told, since, run, run_since,
					value, threshold, acked_by, acked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
				w.Name, track.Dimension, track.Member, database.Number(track.Unassigned), track.Label, database.Micros(track.At), track.Period, database.Number(track.State.Open),
				database.Number(track.Told), database.Micros(track.Since), track.Run, database.Micros(track.RunSince), text(track.Value), text(track.Threshold), track.AckedBy, database.Micros(track.AckedAt))
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// next increments the alert's revision. It returns ledger.ErrOvertaken if w does not have the stored revision.
func next(ctx context.Context, t ledger.Tx, w Watch) error {
	n, err := t.Exec(ctx, "UPDATE bilan_alert SET revision = revision + 1, muted_until = $3, muted_by = $4 WHERE name = $1 AND revision = $2",
		w.Name, w.Revision, database.Micros(w.MutedUntil), w.MutedBy)
	if err == nil && n == 0 && w.Revision == 0 {
		n, err = t.Exec(ctx, "INSERT INTO bilan_alert (name, revision, muted_until, muted_by) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING",
			w.Name, database.Micros(w.MutedUntil), w.MutedBy)
	}
	if err == nil && n == 0 {
		err = ledger.ErrOvertaken
	}
	return err
}

// Change reads an alert, calls change, and writes the result. If another writer changed the alert meanwhile, it starts
// again.
func Change(ctx context.Context, l *ledger.Ledger, name string, change func(*Watch)) (w Watch, err error) {
	for range mostTries {
		if w, err = Load(ctx, l, name); err != nil {
			return w, err
		}
		change(&w)
		if err = l.Write(ctx, func(t ledger.Tx) error { return Keep(w)(ctx, t) }); !errors.Is(err, ledger.ErrOvertaken) {
			break
		}
	}
	if err != nil {
		err = fmt.Errorf("alert %q: %w", name, err)
	}
	return w, err
}

// mostTries is the number of times that Change reads an alert while others write it.
const mostTries = 20

func text(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

func number(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}

// Follow replaces the states after an evaluation. A person who looks after an alert keeps it until the alert closes.
func (w *Watch) Follow(tracks []alert.Track) {
	before := w.Tracks
	w.Tracks = nil
	for _, t := range tracks {
		next := Track{Track: t}
		for _, b := range before {
			if b.Same(t) && b.Since.Equal(t.Since) && t.State.Open {
				next.AckedBy, next.AckedAt = b.AckedBy, b.AckedAt
			}
		}
		w.Tracks = append(w.Tracks, next)
	}
}

// Open returns a function that reports whether an alert is open, for the total or for any member.
func Open(ctx context.Context, l *ledger.Ledger) (func(name string) bool, error) {
	all, err := All(ctx, l)
	return func(name string) bool { return len(all[name].Open()) > 0 }, err
}

// LeftOut returns the reason why a report that depends on alerts is not sent: none of them is open. It returns "" if
// one is open, or if the report depends on none.
func LeftOut(onlyIf []string, open func(string) bool) string {
	if len(onlyIf) == 0 || slices.ContainsFunc(onlyIf, open) {
		return ""
	}
	if len(onlyIf) == 1 {
		return fmt.Sprintf("alert %q is not open (only_if)", onlyIf[0])
	}
	return fmt.Sprintf("none of the alerts %s is open (only_if)", strings.Join(onlyIf, ", "))
}
