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

// Outcome is what a notification changed for one address.
type Outcome struct {
	Recipient
	ledger.BounceResult
	Found     bool // whether the message is stored in the state
	Suspended bool // whether the address gets no more reports from now on
}

// String returns the outcome as one line for people.
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

// Apply assigns a notification to the messages that it is about, and suspends the addresses that no message can reach.
// now is the time of a notification without a date, or with a date in the future.
func (n *Notification) Apply(ctx context.Context, l *ledger.Ledger, now time.Time) (list []Outcome, err error) {
	at := n.Date
	if at.IsZero() || at.After(now) {
		at = now
	}
	for _, r := range n.Recipients {
		out := Outcome{Recipient: r, Found: true}
		b := ledger.Bounce{Digest: n.Digest, At: at, Originals: n.Originals, Addresses: r.Addresses, Status: r.Status, Words: r.serverText(), Failed: r.Failed()}
		out.BounceResult, err = l.RecordBounce(ctx, b, func(ctx context.Context, t ledger.Tx, d ledger.Delivery) (err error) {
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

// serverText returns the server's text, preceded by the status unless the text contains it.
func (r Recipient) serverText() string {
	if strings.Contains(r.Diagnostic, r.Status) {
		return r.Diagnostic
	}
	return strings.TrimSpace(r.Status + " " + r.Diagnostic)
}

// suspend stops further reports to an address if no message can reach it. It does not suspend an owner's address
// because of a notice, so that owners are still told about problems.
func (r Recipient) suspend(ctx context.Context, t ledger.Tx, d ledger.Delivery, now time.Time) (bool, error) {
	if !r.Hard() || d.Purpose == ledger.Notice {
		return false, nil
	}
	return suspension.Add(ctx, t, suspension.Suspension{
		Address: d.Address, Kind: suspension.ByBounce, Since: now, Reason: d.Reply, Delivery: d.ID, OwnerOf: d.Key.Report,
	})
}

// Folder reads the notifications in a folder, each file once. It is not safe for concurrent use.
type Folder struct {
	path string
	seen map[string]bool // by file name and modification time
}

// NewFolder returns a Folder that has not read anything yet.
func NewFolder(path string) *Folder { return &Folder{path: path, seen: map[string]bool{}} }

// Path returns the folder's path.
func (f *Folder) Path() string { return f.path }

// Read calls do with each notification that is new since the last call. A file counts as read once do returns nil. The
// error names all files that could not be read; the next call tries them again.
func (f *Folder) Read(do func(*Notification) error) error {
	names, err := ListFiles(f.path)
	if err != nil {
		return err
	}
	var errs []error
	stay := map[string]bool{}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			continue // a mail program has moved the file
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
