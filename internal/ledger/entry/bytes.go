package entry

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/ledger/database"
	"bilan/internal/splice"
)

// FullDelivery is a delivery with its message and with the body that it shares with others.
type FullDelivery struct {
	DeliveryRow
	Shared []byte // the body of the edition's messages; empty if this message does not contain it
}

// ReadDelivery returns a delivery with its bytes, or ErrNotFound.
func ReadDelivery(ctx context.Context, c database.Conn, id int64) (DeliveryRow, error) {
	p, err := ReadFullDelivery(ctx, c, id)
	return p.DeliveryRow, err
}

// ReadFullDelivery returns a delivery with its bytes and the shared body, or ErrNotFound.
func ReadFullDelivery(ctx context.Context, c database.Conn, id int64) (FullDelivery, error) {
	var head, piece []byte
	var joints string
	var body, size int64
	list, err := database.All(ctx, c, "SELECT "+DeliveryColumns+`, head, joints, coalesce(body, 0), coalesce((SELECT size FROM bilan_part WHERE id = body), 0), bytes
		FROM bilan_delivery LEFT JOIN bilan_piece ON part = body WHERE id = $1 ORDER BY number`, []any{id},
		func(scan func(...any) error) (p FullDelivery, err error) {
			p.DeliveryRow, err = ScanDelivery(scan, &head, &joints, &body, &size, &piece)
			p.Shared = piece
			return p, err
		})
	if err == nil && len(list) == 0 {
		err = database.ErrNotFound
	}
	if err != nil {
		return FullDelivery{}, err
	}
	p := list[0]
	p.Shared = make([]byte, 0, size)
	for _, l := range list {
		p.Shared = append(p.Shared, l.Shared...)
	}
	if int64(len(p.Shared)) != size {
		return FullDelivery{}, errDamaged
	}
	var ok bool
	if p.Raw, ok = splice.Join(head, p.Shared, joints); !ok {
		return FullDelivery{}, errDamaged
	}
	if p.Replaced = joints != ""; !p.Replaced {
		p.Head, p.Body = head, body
	}
	return p, nil
}

// errDamaged reports that stored bytes are missing.
var errDamaged = errors.New("its stored bytes are damaged: restore the state from a backup")

// readParts reads the large parts of an edition, such as its PDF. Editions from before version 3 of the tables have
// none.
func readParts(ctx context.Context, c database.Conn, e *Edition) error {
	var sizes = map[string]int{}
	into := map[string]*[]byte{"pdf": &e.PDF, "figures": &e.Figures, "record": &e.Record, "distribution": &e.Distribution}
	_, err := database.All(ctx, c, `SELECT name, size, bytes FROM bilan_part JOIN bilan_piece ON part = id
		WHERE edition = $1 AND name IN ('pdf', 'figures', 'record', 'distribution') ORDER BY id, number`, []any{e.ID}, func(scan func(...any) error) (struct{}, error) {
		var name string
		var size int
		var bytes []byte
		err := scan(&name, &size, &bytes)
		if dest := into[name]; err == nil && dest != nil {
			sizes[name] = size
			*dest = append(*dest, bytes...)
		}
		return struct{}{}, err
	})
	for name, size := range sizes {
		if err == nil && len(*into[name]) != size {
			err = fmt.Errorf("edition %d: %s: %w", e.ID, name, errDamaged)
		}
	}
	return err
}

// RemoveParts deletes the parts that meet a condition, and their pieces.
func RemoveParts(ctx context.Context, t database.Tx, where string, id int64) error {
	if _, err := t.Exec(ctx, "DELETE FROM bilan_piece WHERE part IN (SELECT id FROM bilan_part WHERE "+where+")", id); err != nil {
		return err
	}
	_, err := t.Exec(ctx, "DELETE FROM bilan_part WHERE "+where, id)
	return err
}
