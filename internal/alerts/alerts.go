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

// Status is the stored state of one alert. A zero Status with a name is an alert that was never evaluated.
type Status struct {
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

// OpenTracks returns the tracks that are open.
func (w Status) OpenTracks() (open []Track) {
	return slices.DeleteFunc(slices.Clone(w.Tracks), func(t Track) bool { return !t.State.Open })
}

// AlertTracks returns the tracks without the people who look after them.
func (w Status) AlertTracks() []alert.Track {
	list := make([]alert.Track, len(w.Tracks))
	for i, t := range w.Tracks {
		list[i] = t.Track
	}
	return list
}

// Muted reports whether the alert is muted at an instant.
func (w Status) Muted(at time.Time) bool { return at.Before(w.MutedUntil) }

// Acknowledge records who looks after all open tracks, and returns their number.
func (w *Status) Acknowledge(by string, at time.Time) (n int) {
	for i := range w.Tracks {
		if w.Tracks[i].State.Open {
			w.Tracks[i].AckedBy, w.Tracks[i].AckedAt = by, at
			n++
		}
	}
	return n
}

// Load reads the stored status of one alert. If nothing is stored, it returns a Status with only the name.
func Load(ctx context.Context, l *ledger.Ledger, name string) (Status, error) {
	all, err := LoadAll(ctx, l)
	if w, ok := all[name]; ok || err != nil {
		return w, err
	}
	return Status{Name: name}, nil
}

// LoadAll reads every alert that was ever evaluated or muted, by name, including alerts that are no longer in the YAML.
func LoadAll(ctx context.Context, l *ledger.Ledger) (map[string]Status, error) {
	all := map[string]Status{}
	err := l.Read(ctx, func(t ledger.Tx) error { return readAll(ctx, t, all) })
	if err != nil {
		return nil, fmt.Errorf("read the alerts: %w", err)
	}
	return all, nil
}

func readAll(ctx context.Context, t ledger.Tx, all map[string]Status) error {
	err := t.Query(ctx, "SELECT name, revision, muted_until, muted_by FROM bilan_alert", nil, func(scan func(...any) error) error {
		var w Status
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
	t.Unassigned, t.State.Open, t.Reported = unassigned > 0, open > 0, told > 0
	t.At, t.Since, t.RunSince, t.AckedAt = database.Instant(at), database.Instant(since), database.Instant(runSince), database.Instant(acked)
	t.Value, t.Threshold = parseRat(value), parseRat(threshold)
	return name, t, err
}

// Save writes the result of an evaluation. It returns ledger.ErrOvertaken if the alert has changed since it was read,
// by another evaluation, an acknowledgement or a mute.
func Save(w Status) func(context.Context, ledger.Tx) error {
	return func(ctx context.Context, t ledger.Tx) error {
		if err := incrementRevision(ctx, t, w); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "DELETE FROM bilan_alert_state WHERE name = $1", w.Name); err != nil {
			return err
		}
		for _, track := range w.Tracks {
			_, err := t.Exec(ctx, `INSERT INTO bilan_alert_state (name, dimension, member, unassigned, label, at, period, is_open, told, since, run, run_since,
					value, threshold, acked_by, acked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
				w.Name, track.Dimension, track.Member, database.BoolNumber(track.Unassigned), track.Label, database.Micros(track.At), track.Period, database.BoolNumber(track.State.Open),
				database.BoolNumber(track.Reported), database.Micros(track.Since), track.Run, database.Micros(track.RunSince), formatRat(track.Value), formatRat(track.Threshold), track.AckedBy, database.Micros(track.AckedAt))
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// incrementRevision increments the alert's revision. It returns ledger.ErrOvertaken if w does not have the stored
// revision.
func incrementRevision(ctx context.Context, t ledger.Tx, w Status) error {
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
func Change(ctx context.Context, l *ledger.Ledger, name string, change func(*Status)) (w Status, err error) {
	for range maxTries {
		if w, err = Load(ctx, l, name); err != nil {
			return w, err
		}
		change(&w)
		if err = l.Write(ctx, func(t ledger.Tx) error { return Save(w)(ctx, t) }); !errors.Is(err, ledger.ErrOvertaken) {
			break
		}
	}
	if err != nil {
		err = fmt.Errorf("alert %q: %w", name, err)
	}
	return w, err
}

// maxTries is the number of times that Change reads an alert while others write it.
const maxTries = 20

func formatRat(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return r.RatString()
}

func parseRat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return nil
	}
	return r
}

// SetTracks replaces the states after an evaluation. A person who looks after an alert keeps it until the alert closes.
func (w *Status) SetTracks(tracks []alert.Track) {
	before := w.Tracks
	w.Tracks = nil
	for _, t := range tracks {
		next := Track{Track: t}
		for _, b := range before {
			if b.SameAlert(t) && b.Since.Equal(t.Since) && t.State.Open {
				next.AckedBy, next.AckedAt = b.AckedBy, b.AckedAt
			}
		}
		w.Tracks = append(w.Tracks, next)
	}
}

// LoadOpen returns a function that reports whether an alert is open, for the total or for any member.
func LoadOpen(ctx context.Context, l *ledger.Ledger) (func(name string) bool, error) {
	all, err := LoadAll(ctx, l)
	return func(name string) bool { return len(all[name].OpenTracks()) > 0 }, err
}

// WhyLeftOut returns the reason why a report that depends on alerts is not sent: none of them is open. It returns "" if
// one is open, or if the report depends on none.
func WhyLeftOut(onlyIf []string, open func(string) bool) string {
	if len(onlyIf) == 0 || slices.ContainsFunc(onlyIf, open) {
		return ""
	}
	if len(onlyIf) == 1 {
		return fmt.Sprintf("alert %q is not open (only_if)", onlyIf[0])
	}
	return fmt.Sprintf("none of the alerts %s is open (only_if)", strings.Join(onlyIf, ", "))
}
