// Package review records which turns wait until a person approves their editions, and what was decided: released,
// refused, or not answered in time.
package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
)

// Decision is how a review ended.
type Decision string

// The decisions. An Expired turn stays withheld, and may still be released or refused.
const (
	Undecided Decision = ""
	Released  Decision = "released"
	Refused   Decision = "refused"
	Expired   Decision = "expired"
	Replaced  Decision = "replaced" // a correction was made in the meantime
)

// Review is a turn whose messages are, or were, withheld.
type Review struct {
	ledger.Key
	Hash              string    // the hash of the distribution to be checked; "" if there is none
	Until             time.Time // when the review ends without a person's decision
	ReleaseUnanswered bool      // what happens at Until: the turn is released, else it expires
	Asked             time.Time
	Decision          Decision
	Decided           time.Time
	By, Why           string
}

// Errors that callers test for.
var (
	ErrNone    = errors.New("nothing waits for a release")
	ErrDecided = errors.New("it was already decided")
)

// OtherHashError is the error for releasing a turn whose hash is not that of the distribution at which a person looked.
type OtherHashError struct{ Seen, Is string }

func (e *OtherHashError) Error() string {
	if e.Is == "" {
		return fmt.Sprintf("you looked at hash %s, but a report without a distribution has no hash", e.Seen)
	}
	return fmt.Sprintf("you looked at hash %s, but the one that waits is %s", e.Seen, e.Is)
}

const columns = "s.report, s.slot, s.row_key, s.extra, r.hash, r.asked, r.until, r.otherwise, r.decision, r.decided, r.by_whom, r.why"

func read(ctx context.Context, t ledger.Tx, rest string, args ...any) (list []Review, err error) {
	err = t.Query(ctx, "SELECT "+columns+" FROM bilan_review r JOIN bilan_slot s ON s.id = r.slot_id "+rest, args, func(scan func(...any) error) error {
		var r Review
		var asked, until, decided int64
		var otherwise string
		err := scan(&r.Report, &r.Slot, &r.Row, &r.Extra, &r.Hash, &asked, &until, &otherwise, &r.Decision, &decided, &r.By, &r.Why)
		r.Asked, r.Until, r.Decided, r.ReleaseUnanswered = database.Instant(asked), database.Instant(until), database.Instant(decided), otherwise == send
		list = append(list, r)
		return err
	})
	return list, err
}

const send, hold = "send", "hold"

// Ask starts the review of a turn. It runs in the transaction that withholds the turn's messages, as
// ledger.Outcome.Along.
func Ask(ctx context.Context, t ledger.Tx, slot int64, r Review) error {
	otherwise := hold
	if r.ReleaseUnanswered {
		otherwise = send
	}
	_, err := t.Exec(ctx, `INSERT INTO bilan_review (slot_id, hash, asked, until, otherwise, decision, decided, by_whom, why) VALUES ($1, $2, $3, $4, $5, '', 0, '', '')
		ON CONFLICT (slot_id) DO UPDATE SET hash = excluded.hash, asked = excluded.asked, until = excluded.until, otherwise = excluded.otherwise, decision = '', decided = 0`,
		slot, r.Hash, database.Micros(r.Asked), database.Micros(r.Until), otherwise)
	return err
}

// Waiting returns the reviews that wait for a decision or expired without one, in the order of Until.
func Waiting(ctx context.Context, l *ledger.Ledger) (list []Review, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		list, err = read(ctx, t, "WHERE r.decision IN ('', 'expired') ORDER BY r.until, r.slot_id")
		return err
	})
	return list, err
}

// Get returns a turn's review. The error is ErrNone if it has none.
func Get(ctx context.Context, l *ledger.Ledger, k ledger.Key) (r Review, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		r, err = reviewOf(ctx, t, k, "")
		return err
	})
	return r, err
}

func reviewOf(ctx context.Context, t ledger.Tx, k ledger.Key, lock string) (Review, error) {
	list, err := read(ctx, t, "WHERE s.report = $1 AND s.slot = $2 AND s.row_key = $3 AND s.extra = $4"+lock, k.Report, k.Slot, k.Row, k.Extra)
	if err == nil && len(list) == 0 {
		err = ErrNone
	}
	if err != nil {
		return Review{}, err
	}
	return list[0], nil
}

// Decide ends the review of a turn and returns the number of its messages. Released messages are sent at once, refused
// ones are cancelled, expired ones stay withheld. A hash that is not "" must be the review's, else the error is
// OtherHashError. The error is ErrNone if the turn has no review, and ErrDecided if it is decided already.
func Decide(ctx context.Context, l *ledger.Ledger, k ledger.Key, d Decision, hash, by, why string, at time.Time) (messages int, err error) {
	err = l.Write(ctx, func(t ledger.Tx) error {
		r, err := reviewOf(ctx, t, k, " /*lock*/")
		switch {
		case err != nil:
			return err
		case r.Decision == Released, r.Decision == Refused, r.Decision == Replaced, r.Decision == d:
			return ErrDecided
		case hash != "" && hash != r.Hash:
			return &OtherHashError{hash, r.Hash}
		}
		_, err = t.Exec(ctx, `UPDATE bilan_review SET decision = $5, decided = $6, by_whom = $7, why = $8
			WHERE slot_id = (SELECT id FROM bilan_slot WHERE report = $1 AND slot = $2 AND row_key = $3 AND extra = $4)`,
			k.Report, k.Slot, k.Row, k.Extra, string(d), database.Micros(at), by, why)
		if err != nil || d == Expired {
			return err
		}
		reply := ""
		if d == Refused {
			reply = "refused by " + by + ": " + why
		}
		messages, err = l.EndWithheld(ctx, t, k, d == Released, reply)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("%s: %w", k, err)
	}
	return messages, nil
}

// Replace ends the reviews of earlier versions of a turn if they have no withheld messages left. It runs in the
// transaction that seals the new version.
func Replace(ctx context.Context, t ledger.Tx, k ledger.Key, version int, at time.Time) error {
	_, err := t.Exec(ctx, `UPDATE bilan_review SET decision = $4, decided = $5, by_whom = $6 WHERE decision IN ('', 'expired') AND slot_id IN
		(SELECT s.id FROM bilan_slot s WHERE s.report = $1 AND s.slot = $2 AND s.extra <> $3 AND NOT EXISTS (SELECT 1 FROM bilan_delivery d
		WHERE d.report = s.report AND d.slot = s.slot AND d.extra = s.extra AND d.state = 'withheld'))`,
		k.Report, k.Slot, k.Extra, string(Replaced), database.Micros(at), fmt.Sprintf("version %d", version))
	return err
}

// Find returns the turn of a report's slot that waits for a decision, the latest if there are several. If none waits, the
// error says what was decided.
func Find(ctx context.Context, l *ledger.Ledger, k ledger.Key) (ledger.Key, error) {
	list, err := Waiting(ctx, l)
	if err != nil {
		return k, err
	}
	list = slices.DeleteFunc(list, func(r Review) bool { return r.Report != k.Report || r.Key.Slot != k.Slot })
	if len(list) > 0 {
		return slices.MaxFunc(list, func(a, b Review) int { return cmp.Compare(a.Extra, b.Extra) }).Key, nil
	}
	if r, err := Get(ctx, l, k); err == nil {
		return k, fmt.Errorf("%s was %s by %s", k, r.Decision, r.By)
	}
	return k, fmt.Errorf("%s: %w (bilan status says what does)", k, ErrNone)
}
