package worker

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
	"bilan/internal/ledger/queue"
)

// seal makes editions of the staged parts and queues their deliveries, in the attempt's last transaction. It ignores
// members whose edition an earlier attempt has stored.
func (p *Pool) seal(ctx context.Context, t database.Tx, s entry.Slot, made []staged) error {
	var jobs []queue.Job
	for _, m := range made {
		slot := s
		if m.Row != "" {
			var fresh bool
			var err error
			if slot, fresh, err = p.memberSlot(ctx, t, s, m.Row); err != nil {
				return err
			} else if !fresh {
				continue
			}
		}
		asked, err := p.sealEdition(ctx, t, slot, m)
		if err != nil {
			return err
		}
		jobs = append(jobs, asked...)
	}
	return p.entries.InsertJobs(ctx, t, jobs)
}

func (p *Pool) sealEdition(ctx context.Context, t database.Tx, s entry.Slot, m staged) ([]queue.Job, error) {
	id, err := p.entries.InsertEdition(ctx, t, s, m.Edition)
	if err != nil {
		return nil, err
	}
	for _, p := range m.parts {
		n, err := t.Exec(ctx, "UPDATE bilan_part SET edition = $2 WHERE id = $1 AND edition IS NULL", p.id, id)
		if err == nil && n != 1 {
			err = fmt.Errorf("the staged %s of %s is missing", p.name, s.Key)
		}
		if err != nil {
			return nil, err
		}
	}
	list := make([]entry.Delivery, len(m.Deliveries))
	for i, d := range m.Deliveries {
		if m.body != nil && d.Raw == nil {
			d.Body = m.body.id
		}
		if m.withheld && d.Purpose != entry.Notice && d.State != entry.Sent {
			d.State = entry.Withheld
		}
		list[i] = d
	}
	return p.entries.StoreDeliveries(ctx, t, s, id, list)
}

// memberSlot returns the slot of one member, which it creates if it is missing. fresh is true if the slot has no
// edition yet.
func (p *Pool) memberSlot(ctx context.Context, t database.Tx, s entry.Slot, row string) (slot entry.Slot, fresh bool, err error) {
	slot = s
	slot.Row, slot.State, slot.Finished = row, entry.Produced, p.now().UTC()
	slot.ID, err = entry.InsertSlot(ctx, t, slot)
	if errors.Is(err, database.ErrNotFound) {
		known, err := entry.ReadSlot(ctx, t, entry.ByKey, slot.Key.Args()...)
		if err != nil || known.State == entry.Produced {
			return known.Slot, false, err
		}
		return known.Slot, true, p.entries.EndSlot(ctx, t, known.ID, entry.Produced, "")
	}
	return slot, true, err
}
