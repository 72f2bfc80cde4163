package worker

import (
	"context"
	"fmt"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/entry"
)

// whereUnsealed selects parts that will not be sealed, because their attempt failed or its process ended.
const whereUnsealed = `WHERE edition IS NULL AND NOT EXISTS (SELECT 1 FROM bilan_slot s WHERE s.id = bilan_part.slot_id AND s.state = 'producing'
	AND s.attempts = bilan_part.attempt) ORDER BY slot_id LIMIT 100`

const (
	maxDiscardBytes = 16 << 20 // the bytes that one transaction deletes at most; it changes few pages of the file
	maxDiscards     = 10       // the transactions of one call at most, so that heartbeats are not delayed
)

// Discard deletes staged parts that will never be sealed. It costs one short query if there are none. Parts that remain
// are deleted by the next call.
func (p *Pool) Discard(ctx context.Context) error {
	for range maxDiscards {
		list, err := database.All(ctx, p.db.Reader(), "SELECT id, size FROM bilan_part "+whereUnsealed, nil, func(scan func(...any) error) (p part, err error) {
			return p, scan(&p.id, &p.size)
		})
		if err == nil && len(list) == 0 {
			return nil
		}
		if err == nil {
			err = p.db.Write(ctx, func(t database.Tx) error { return discardParts(ctx, t, list) })
		}
		if err != nil {
			return fmt.Errorf("discard what was staged: %w", err)
		}
	}
	return nil
}

func discardParts(ctx context.Context, t database.Tx, list []part) error {
	size := 0
	for i, p := range list {
		if size += p.size; i > 0 && size > maxDiscardBytes {
			return nil
		}
		if err := entry.RemoveParts(ctx, t, "id = $1 AND edition IS NULL", p.id); err != nil {
			return err
		}
	}
	return nil
}
