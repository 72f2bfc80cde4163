package bounce

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/suspension"
)

// Outcome is the result of a notification for one address.
type Outcome struct {
	Recipient
	ledger.Bounced
	Found     bool // the message is stored in the state
	Suspended bool // the address gets no report from now on
}

// String describes the outcome in a line.
func (o Outcome) String() string {
	line := o.Recipient.String()
	switch d := o.Delivery; {
	case !o.Found:
		return line + ": no stored message has this ID"
	case o.Behind:
		return fmt.Sprintf("%s: forwarded from %s, which got %s: nothing is changed", line, d.Address, d.Key)
	case o.Known:
		return fmt.Sprintf("%s: %s to %s: already known", line, d.Key, d.Address)
	case o.Suspended:
		return fmt.Sprintf("%s: %s to %s: the address gets no more reports", line, d.Key, d.Address)
	default:
		return fmt.Sprintf("%s: %s to %s: %s", line, d.Key, d.Address, d.State)
	}
}

// Note leads a notification back to the messages that it is about, and suspends the addresses that no message can reach. now is the instant
// of one without a date.
func (n *Notification) Note(ctx context.Context, l *ledger.Ledger, now time.Time) (list []Outcome, err error) {
	at := n.Date
	if at.IsZero() || at.After(now) {
		at = now
	}
	for _, r := range n.Recipients {
		out := Outcome{Recipient: r, Found: true}
		b := ledger.Bounce{Digest: n.Digest, At: at, Originals: n.Originals, Addresses: r.Addresses, Status: r.Status, Words: r.said(), Failed: r.Failed()}
		out.Bounced, err = l.Bounce(ctx, b, func(ctx context.Context, t ledger.Tx, d ledger.Delivery) (err error) {
			out.Suspended, err = r.suspend(ctx, t, d, now)
			return err
		})
		switch {
		case errors.Is(err, ledger.ErrNotFound):
			out.Found = false
		case err != nil:
			return list, err
		}
		list = append(list, out)
	}
	return list, nil
}

// said is the server's text, with the status unless the text contains it.
func (r Recipient) said() string {
	if strings.Contains(r.Diagnostic, r.Status) {
		return r.Diagnostic
	}
	return strings.TrimSpace(r.Status + " " + r.Diagnostic)
}

// suspend keeps further reports from an address that no message reaches. Owners are still told about problems.
func (r Recipient) suspend(ctx context.Context, t ledger.Tx, d ledger.Delivery, now time.Time) (bool, error) {
	if !r.Hard() || d.Purpose == ledger.Notice {
		return false, nil
	}
	return suspension.Add(ctx, t, suspension.Suspension{
		Address: d.Address, Kind: suspension.ByBounce, Since: now, Reason: d.Reply, Delivery: d.ID, OwnerOf: d.Key.Report,
	})
}

// Folder reads a folder again and again, and each file of it once. It is for one goroutine.
type Folder struct {
	path string
	seen map[string]bool // by name and time
}

// NewFolder reads nothing yet.
func NewFolder(path string) *Folder { return &Folder{path: path, seen: map[string]bool{}} }

// Path is the folder's.
func (f *Folder) Path() string { return f.path }

// Read calls do with each notification that is new since the last time. A file counts as read once do returns nil.
// Files that cannot be read are reported together, and tried again.
func (f *Folder) Read(do func(*Notification) error) error {
	names, err := Files(f.path)
	if err != nil {
		return err
	}
	var errs []error
	stay := map[string]bool{}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			continue // a mail program has moved it
		}
		id := name + info.ModTime().String()
		if f.seen[id] {
			stay[id] = true
			continue
		}
		n, err := ReadFile(name)
		if err == nil && n != nil {
			err = do(n)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
			continue
		}
		stay[id] = true
	}
	f.seen = stay
	return errors.Join(errs...)
}
