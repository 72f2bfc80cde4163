package ledger

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
)

// seal makes editions of what was staged and asks for their deliveries, within the attempt's last transaction. A row that an
// earlier attempt has kept already is left alone.
func (l *Ledger) seal(ctx context.Context, t database.Tx, s Slot, made []staged) error {
	var jobs []queue.Job
	for _, m := range made {
		of := s
		if m.Row != "" {
			var fresh bool
			var err error
			if of, fresh, err = l.rowSlot(ctx, t, s, m.Row); err != nil {
				return err
			} else if !fresh {
				continue
			}
		}
		asked, err := l.sealEdition(ctx, t, of, m)
		if err != nil {
			return err
		}
		jobs = append(jobs, asked...)
	}
	return l.entries.InsertJobs(ctx, t, jobs)
}

func (l *Ledger) sealEdition(ctx context.Context, t database.Tx, s Slot, m staged) ([]queue.Job, error) {
	id, err := l.entries.InsertEdition(ctx, t, s, m.Edition)
	if err != nil {
		return nil, err
	}
	for _, p := range m.parts {
		n, err := t.Exec(ctx, "UPDATE bilan_part SET edition = $2 WHERE id = $1 AND edition IS NULL", p.id, id)
		if err == nil && n != 1 {
			err = fmt.Errorf("the staged %s of %s is gone", p.name, s.Key)
		}
		if err != nil {
			return nil, err
		}
	}
	list := make([]Delivery, len(m.Deliveries))
	for i, d := range m.Deliveries {
		if m.body != nil && d.Raw == nil {
			d.Body = m.body.id
		}
		if m.withheld && d.Purpose != Notice {
			d.State = Withheld
		}
		list[i] = d
	}
	return l.entries.AskDeliveries(ctx, t, s, id, list)
}

// rowSlot is the slot of one row of a for_each report; fresh when it has no edition yet.
func (l *Ledger) rowSlot(ctx context.Context, t database.Tx, s Slot, row string) (of Slot, fresh bool, err error) {
	of = s
	of.Row, of.State, of.Finished = row, Produced, l.now().UTC()
	of.ID, err = entry.InsertSlot(ctx, t, of)
	if errors.Is(err, ErrNotFound) {
		known, err := entry.ReadSlot(ctx, t, entry.ByKey, of.Key.Args()...)
		if err != nil || known.State == Produced {
			return known.Slot, false, err
		}
		return known.Slot, true, l.entries.EndSlot(ctx, t, known.ID, Produced, "")
	}
	return of, true, err
}
