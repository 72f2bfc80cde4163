package entry

import (
	"context"

	"bilan/internal/ledger/database"
	"bilan/internal/ledger/queue"
)

// EndWithheld sends the withheld messages of a turn and of its members, or cancels them with the reply as reason. It
// runs in the caller's transaction, and returns the number of messages.
func (w Writer) EndWithheld(ctx context.Context, in Tx, k Key, send bool, reply string) (int, error) {
	t := in.c.(database.Tx)
	list, err := ReadDeliveries(ctx, t, "WHERE report = $1 AND slot = $2 AND extra = $3 AND state = 'withheld' ORDER BY id /*lock*/", k.Report, k.Slot, k.Extra)
	if err != nil {
		return 0, err
	}
	state, jobs, now := Cancelled, []queue.Job(nil), w.now()
	if send {
		state = Pending
	}
	for _, m := range list {
		if send {
			jobs = append(jobs, queue.Job{Delivery: m.ID, At: now})
		}
		if _, err := t.Exec(ctx, "UPDATE bilan_delivery SET state = $2, reply = $3, next_at = $4 WHERE id = $1", m.ID, string(state), reply, database.Micros(now)); err != nil {
			return 0, err
		}
	}
	return len(list), w.InsertJobs(ctx, t, jobs)
}
