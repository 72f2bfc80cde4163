package bounce

import (
	"context"
	"io"
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
)

// ApplyAll assigns notifications to the messages that they are about. path is a mail, a folder, a Maildir, or "-" for
// standard input. ApplyAll calls say with each outcome. It returns the number of notifications and the turns whose
// owners must be told, also when it returns an error.
func ApplyAll(ctx context.Context, l *ledger.Ledger, path string, stdin io.Reader, now time.Time, say func(Outcome)) (read int, turns []ledger.Key, err error) {
	fresh := map[ledger.Key]bool{}
	note := func(n *Notification) error {
		list, err := n.Apply(ctx, l, now)
		for _, o := range list {
			say(o)
			if o.Found && !o.Known && !o.Behind {
				fresh[o.Delivery.Key] = true
			}
		}
		read++
		return err
	}
	err = readEach(path, stdin, note)
	return read, slices.Collect(maps.Keys(fresh)), err
}

func readEach(path string, stdin io.Reader, note func(*Notification) error) error {
	if path != "-" {
		return NewFolder(path).Read(note)
	}
	n, err := Read(stdin)
	if err != nil || n == nil {
		return err
	}
	return note(n)
}
