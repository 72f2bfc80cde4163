package ledger

import (
	"context"
	"errors"
	"fmt"

	"bilan/internal/ledger/database"
	"bilan/internal/splice"
)

// parcelRow is a delivery with its bytes. body is the edition's.
type parcelRow struct {
	deliveryRow
	body []byte
}

// parcel reads a delivery with its bytes.
func parcel(ctx context.Context, c database.Conn, id int64) (deliveryRow, error) {
	p, err := readParcel(ctx, c, id)
	return p.deliveryRow, err
}

func readParcel(ctx context.Context, c database.Conn, id int64) (parcelRow, error) {
	var head, piece []byte
	var joints string
	var body, size int64
	list, err := database.All(ctx, c, "SELECT "+deliveryColumns+`, head, joints, coalesce(body, 0), coalesce((SELECT size FROM bilan_part WHERE id = body), 0), bytes
		FROM bilan_delivery LEFT JOIN bilan_piece ON part = body WHERE id = $1 ORDER BY number`, []any{id},
		func(scan func(...any) error) (p parcelRow, err error) {
			p.deliveryRow, err = scanParcel(scan, &head, &joints, &body, &size, &piece)
			p.body = piece
			return p, err
		})
	if err == nil && len(list) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return parcelRow{}, err
	}
	p := list[0]
	p.body = make([]byte, 0, size)
	for _, l := range list {
		p.body = append(p.body, l.body...)
	}
	if int64(len(p.body)) != size {
		return parcelRow{}, errNotWhole
	}
	var ok bool
	if p.Raw, ok = splice.Join(head, p.body, joints); !ok {
		return parcelRow{}, errNotWhole
	}
	if p.Replaced = joints != ""; !p.Replaced {
		p.Head, p.Body = head, body
	}
	return p, nil
}

// errNotWhole says that the state has lost bytes of what it holds.
var errNotWhole = errors.New("its stored bytes are not whole: restore the state from a backup")

// readParts puts the bytes of an edition's parts into it. Editions from before version 3 of the tables have none.
func (l *Ledger) readParts(ctx context.Context, e *Edition) error {
	var sizes = map[string]int{}
	into := map[string]*[]byte{"pdf": &e.PDF, "figures": &e.Figures, "record": &e.Record, "distribution": &e.Distribution}
	_, err := database.All(ctx, l.db.Reader(), `SELECT name, size, bytes FROM bilan_part JOIN bilan_piece ON part = id
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
			err = fmt.Errorf("edition %d: %s: %w", e.ID, name, errNotWhole)
		}
	}
	return err
}
