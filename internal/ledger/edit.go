package ledger

import (
	"context"
	"fmt"
	"slices"
	"time"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// outdated reports whether another replica uses a newer schedule than this one.
func (l *Ledger) outdated(m Watermark, s Schedule) bool {
	return l.db.Shared() && m.Loaded.After(s.Loaded) && !m.Loaded.After(l.now()) && (m.Rule != s.Rule || s.OnRemoved != nil)
}

// planEdit plans the turns around a change of the rule. Slots that have begun, or that were due before the change, stay
// unchanged.
func (l *Ledger) planEdit(ctx context.Context, t database.Tx, s Schedule, m Watermark, until time.Time) (made []Slot, err error) {
	e := s.Edit(m.Rule, m.Until, until)
	ahead, err := entry.ReadSlots(ctx, t, `WHERE report = $1 AND extra = 0 AND row_key = '' AND state = 'planned' AND attempts = 0 AND next_at = due AND due > $2
		AND slot NOT LIKE '%/%' ORDER BY due, id /*lock*/`, s.Report, database.Micros(s.Loaded))
	if err != nil {
		return nil, err
	}
	for _, row := range ahead {
		switch effect, turn := e.EditEffect(row.Slot); effect {
		case Dropped:
			err = l.skipByEdit(ctx, t, row, ByEdit, "the schedule no longer holds it")
		case Moves:
			_, err = l.moveSlot(ctx, t, row, turn)
		}
		if err != nil {
			return nil, err
		}
	}
	if made, err = l.planTurns(ctx, t, s, e.Turns); err != nil {
		return nil, err
	}
	switch {
	case s.OnRemoved != nil:
		return nil, l.endOpen(ctx, t, s)
	case m.Rule == "":
		return made, l.restoreOpen(ctx, t, s.Report)
	}
	return made, nil
}

// skipByEdit skips a slot because of an edit. The slot's job then finds nothing to do.
func (l *Ledger) skipByEdit(ctx context.Context, t database.Tx, s entry.SlotRow, how Edited, reason string) error {
	if _, err := t.Exec(ctx, "UPDATE bilan_slot SET edited = $2 WHERE id = $1", s.ID, int64(how)); err != nil {
		return err
	}
	return l.entries.EndSlot(ctx, t, s.ID, Skipped, reason)
}

// whereSameWork selects the slot that findSameWork finds. Each kind of equality has its own SELECT, so that it uses an
// index; one condition with OR would read all slots of the report.
const whereSameWork = `WHERE id IN (
		SELECT id FROM bilan_slot WHERE report = $1 AND slot = $2
		UNION SELECT id FROM bilan_slot WHERE report = $1 AND due = $3 AND rule <> $4
		UNION SELECT id FROM bilan_slot WHERE $5 <> '' AND report = $1 AND day = $5 AND unit <> 'instants' AND rule <> $4
		UNION SELECT id FROM bilan_slot WHERE $6 <> '' AND report = $1 AND span = $6 AND unit = $7 AND rule <> $4)
	AND extra = 0 AND row_key = '' AND slot NOT LIKE '%/%' AND NOT (state = 'skipped' AND edited = 1)
	ORDER BY CASE WHEN slot = $2 THEN 0 ELSE 1 END, id LIMIT 1 /*lock*/`

// findSameWork finds the slot for the same work as a turn: the slot with the same name; else one from another rule with
// the same instant, or with the same day if neither rule has two turns on it, or with the same first period and the
// same unit of cadence. It ignores turns that an edit left out, and turns requested by hand. It returns ErrNotFound if
// there is none.
func findSameWork(ctx context.Context, t database.Tx, s Slot) (entry.SlotRow, error) {
	day, span := s.Day, s.Span
	if s.Unit == Instants {
		day, span = "", ""
	}
	list, err := entry.ReadSlots(ctx, t, whereSameWork, s.Report, s.Key.Slot, database.Micros(s.Due), s.Rule, day, span, s.Unit)
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return entry.SlotRow{}, err
	}
	return list[0], nil
}

// restoreTurn restores a turn that an earlier edit skipped, as a turn of the current rule.
func (l *Ledger) restoreTurn(ctx context.Context, t database.Tx, s Slot) error {
	row, err := entry.ReadSlot(ctx, t, entry.ByKey, s.Key.Args()...)
	if err != nil || s.State == Skipped && s.Edited == ByEdit || row.State != Skipped || row.Edited != ByEdit {
		return err
	}
	_, err = t.Exec(ctx, `UPDATE bilan_slot SET state = $2, reason = $3, due = $4, next_at = $5, on_day = $6, finished = $7, day = $8, unit = $9, span = $10, rule = $11,
		edited = $12 WHERE id = $1`, row.ID, string(s.State), s.Reason, database.Micros(s.Due), database.Micros(s.Next), s.On, database.Micros(s.Finished), s.Day, s.Unit, s.Span, s.Rule, int64(s.Edited))
	if err != nil || s.State != Planned {
		return err
	}
	row.Next = s.Next
	return l.entries.WakeSlot(ctx, t, row)
}

// ReportRemoved is the reason for skipping open work whose report was removed from the file.
const ReportRemoved = "the report is no longer in the file"

// endOpen skips the open work of a report that was removed from the file, and notifies the owner. It leaves an edition
// that is being made unchanged, which is then finished.
func (l *Ledger) endOpen(ctx context.Context, t database.Tx, s Schedule) error {
	open, err := entry.ReadSlots(ctx, t, "WHERE report = $1 AND row_key = '' AND state IN ('planned', 'held', 'retrying') ORDER BY due, id /*lock*/", s.Report)
	if err != nil || len(open) == 0 {
		return err
	}
	list := make([]Slot, len(open))
	for i, row := range open {
		list[i] = row.Slot
		if err := l.skipByEdit(ctx, t, row, LeftOpen, ReportRemoved); err != nil {
			return err
		}
	}
	return l.entries.InsertDeliveries(ctx, t, list[len(list)-1], 0, s.OnRemoved(list))
}

// restoreWithin is how long the open work of a removed report can be restored by adding the report again.
const restoreWithin = 72 * time.Hour

// restoreOpen restores the work that was open when its report was removed from the file.
func (l *Ledger) restoreOpen(ctx context.Context, t database.Tx, report string) error {
	open, err := entry.ReadSlots(ctx, t, "WHERE report = $1 AND edited = $2 AND state = 'skipped' AND finished > $3 ORDER BY due, id /*lock*/",
		report, int64(LeftOpen), database.Micros(l.now().Add(-restoreWithin)))
	if err != nil {
		return err
	}
	for _, row := range open {
		if _, err := l.entries.Restart(ctx, t, row); err != nil {
			return err
		}
	}
	return nil
}

// Reports returns the reports that have a rule or open work, to find those that were removed from the file.
func (l *Ledger) Reports(ctx context.Context, marks map[string]Watermark) ([]string, error) {
	list, err := database.All(ctx, l.db.Reader(), "SELECT DISTINCT report FROM bilan_slot WHERE state IN ('planned', 'held', 'retrying')", nil,
		func(scan func(...any) error) (name string, err error) { return name, scan(&name) })
	if err != nil {
		return nil, fmt.Errorf("list the reports: %w", err)
	}
	for name, m := range marks {
		if m.Rule != "" {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}
