// Package suspension records which addresses get no reports any more, since when and why. After a bounce, an address gets
// no report at all; after an unsubscription, it gets one report less.
package suspension

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/ledger/database"
)

// Kind says why an address gets no report.
type Kind string

// The kinds of suspensions.
const (
	ByBounce     Kind = "bounce"       // a mail server wrote that the address does not exist
	Unsubscribed Kind = "unsubscribed" // the reader does not want the report
)

// Suspension is an address that gets no report until a person lifts the suspension.
type Suspension struct {
	Address  string    `json:"address"`          // in lower case
	Report   string    `json:"report,omitempty"` // "" for every report
	Kind     Kind      `json:"kind"`
	Since    time.Time `json:"since"`
	Reason   string    `json:"reason,omitempty"`   // the server's words; "" for Unsubscribed
	Delivery int64     `json:"delivery,omitempty"` // the message that bounced; 0 if there is none
	OwnerOf  string    `json:"owner_of"`           // the report whose owner is notified
}

// String returns the suspension in one line, for histories.
func (s Suspension) String() string {
	prefix := "suspended since " + s.Since.Format(time.DateOnly) + ": "
	if s.Kind == Unsubscribed {
		return prefix + "unsubscribed"
	}
	return prefix + s.Reason
}

const columns = "address, report, kind, since, reason, delivery, owner_of"

func read(ctx context.Context, t ledger.Tx, rest string, args ...any) (list []Suspension, err error) {
	err = t.Query(ctx, "SELECT "+columns+" FROM bilan_suspension "+rest, args, func(scan func(...any) error) error {
		var s Suspension
		var since int64
		err := scan(&s.Address, &s.Report, &s.Kind, &since, &s.Reason, &s.Delivery, &s.OwnerOf)
		s.Since = database.Instant(since)
		list = append(list, s)
		return err
	})
	return list, err
}

// All returns all suspensions, by address.
func All(ctx context.Context, l *ledger.Ledger) (list []Suspension, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		list, err = read(ctx, t, "ORDER BY address, report")
		return err
	})
	if err != nil {
		err = fmt.Errorf("read the suspended addresses: %w", err)
	}
	return list, err
}

// Find returns the suspension for which an address gets no mail of a report; nil if it gets the mail.
func Find(ctx context.Context, l *ledger.Ledger, address, report string) (s *Suspension, err error) {
	err = l.Read(ctx, func(t ledger.Tx) error {
		list, err := read(ctx, t, "WHERE address = $1 AND report IN ('', $2) ORDER BY report", strings.ToLower(address), report)
		if len(list) > 0 {
			s = &list[0]
		}
		return err
	})
	return s, err
}

// Add suspends an address within the caller's transaction. It returns false if the address was suspended already.
func Add(ctx context.Context, t ledger.Tx, s Suspension) (fresh bool, err error) {
	n, err := t.Exec(ctx, "INSERT INTO bilan_suspension ("+columns+") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (address, report) DO NOTHING",
		strings.ToLower(s.Address), s.Report, string(s.Kind), database.Micros(s.Since), s.Reason, s.Delivery, s.OwnerOf)
	return n > 0, err
}

// Unsubscribe ends the sending of a report to an address. It returns false if the address was unsubscribed already.
func Unsubscribe(ctx context.Context, l *ledger.Ledger, address, report string, at time.Time) (fresh bool, err error) {
	err = l.Write(ctx, func(t ledger.Tx) (err error) {
		fresh, err = Add(ctx, t, Suspension{Address: address, Report: report, Kind: Unsubscribed, Since: at, OwnerOf: report})
		return err
	})
	if err != nil {
		return false, fmt.Errorf("unsubscribe %s: %w", address, err)
	}
	return fresh, nil
}

// Lift ends all suspensions of an address, and returns them. It does not send again what bounced.
func Lift(ctx context.Context, l *ledger.Ledger, address string) (lifted []Suspension, err error) {
	err = l.Write(ctx, func(t ledger.Tx) error {
		lifted, err = read(ctx, t, "WHERE address = $1 ORDER BY report", strings.ToLower(address))
		if err == nil {
			_, err = t.Exec(ctx, "DELETE FROM bilan_suspension WHERE address = $1", strings.ToLower(address))
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lift the suspension of %s: %w", address, err)
	}
	return slices.Clip(lifted), nil
}

// Print writes suspensions for people, with instants in a zone.
func Print(w io.Writer, zone *time.Location, list []Suspension) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(w, "no address is suspended")
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range list {
		_, why, _ := strings.Cut(s.String(), ": ")
		fmt.Fprintf(t, "%s\t%s\tsince %s\t%s\n", s.Address, cmp.Or(s.Report, "all reports"), s.Since.In(zone).Format("2006-01-02 15:04"), why)
	}
	return t.Flush()
}
