package settlement

import (
	"context"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
	"bilan/internal/mail"
)

// Left says which messages had left of a turn that is made again. It must be used by one goroutine only.
type Left struct {
	how      string          // describes the evidence
	messages map[string]bool // by mail.Trace.Message; "" stands for all
	toSend   int             // how many messages remain to be sent
}

// ReadLeft reads which messages of a slot had left. For nearly every slot there are none.
func ReadLeft(ctx context.Context, l *ledger.Ledger, slot int64) (*Left, error) {
	left := &Left{messages: map[string]bool{}}
	err := l.Read(ctx, func(t ledger.Tx) error {
		return t.Query(ctx, "SELECT message, how FROM bilan_arrival WHERE slot_id = $1", []any{slot}, func(scan func(...any) error) error {
			var m string
			err := scan(&m, &left.how)
			left.messages[m] = true
			return err
		})
	})
	return left, err
}

// Exists reports whether any message had left.
func (l *Left) Exists() bool { return len(l.messages) > 0 }

// OverReason returns the reason why no message remains to be sent, "" if one does. All messages must have been passed
// to MarkSent.
func (l *Left) OverReason() string {
	if !l.Exists() || l.toSend > 0 {
		return ""
	}
	return Reason(l.how)
}

// MarkSent sets those of a turn's messages that had left to sent, at the instant when the turn was due.
func (l *Left) MarkSent(due time.Time, list []ledger.Delivery) {
	if !l.Exists() {
		return
	}
	for i, d := range list {
		if d.Purpose != ledger.ForReport && d.Purpose != ledger.ForAlert {
			continue
		}
		if trace, ok := mail.ParseTrace(d.MessageID); l.messages[""] || ok && l.messages[trace.Message] {
			list[i].State, list[i].SentAt, list[i].Reply = ledger.Sent, due, Reason(l.how)
		} else {
			l.toSend++
		}
	}
}

// HasEarlier reports whether there is a turn of the report, due before an instant, of which messages had left and which
// has not been made again yet.
func HasEarlier(ctx context.Context, l *ledger.Ledger, report string, due time.Time) (found bool, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		return t.Query(ctx, `SELECT s.id FROM bilan_slot s JOIN bilan_arrival a ON a.slot_id = s.id
			WHERE s.report = $1 AND s.due < $2 AND s.state IN ('planned', 'producing', 'retrying') LIMIT 1`, []any{report, database.Micros(due)},
			func(scan func(...any) error) error {
				found = true
				var id int64
				return scan(&id)
			})
	})
	return found, err
}
