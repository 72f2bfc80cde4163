package entry

import (
	"context"

	"bilan/internal/ledger/database"
)

// DeliveryColumns are the columns that ScanDelivery reads.
const DeliveryColumns = `id, coalesce(edition, 0), coalesce(slot_id, 0), report, slot, row_key, extra, address, copy, sender, role, name,
	message_id, purpose, coalesce(dedupe, ''), state, code, reply, attempts, doubts, created, next_at, sent_at, job`

// DeliveryRow is a delivery with the fields that only the ledger uses.
type DeliveryRow struct {
	Delivery
	Slot int64
	Job  int64
}

// ScanDelivery reads a delivery. It reads the values that are selected after its columns into more.
func ScanDelivery(scan func(...any) error, more ...any) (d DeliveryRow, err error) {
	var created, next, sent int64
	dest := []any{&d.ID, &d.Edition, &d.Slot, &d.Key.Report, &d.Key.Slot, &d.Key.Row, &d.Key.Extra, &d.Address, &d.Copy, &d.Sender, &d.Role,
		&d.Name, &d.MessageID, &d.Purpose, &d.Dedupe, &d.State, &d.Code, &d.Reply, &d.Attempts, &d.Doubts, &created, &next, &sent, &d.Job}
	if err = scan(append(dest, more...)...); err != nil {
		return d, err
	}
	d.Created, d.Next, d.SentAt = database.Instant(created), database.Instant(next), database.Instant(sent)
	return d, nil
}

// ReadDeliveries returns the deliveries that the SQL after FROM selects, without their bytes.
func ReadDeliveries(ctx context.Context, c database.Conn, rest string, args ...any) ([]DeliveryRow, error) {
	return database.All(ctx, c, "SELECT "+DeliveryColumns+" FROM bilan_delivery "+rest, args, func(scan func(...any) error) (DeliveryRow, error) { return ScanDelivery(scan) })
}
