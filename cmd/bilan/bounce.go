package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"bilan/internal/bounce"
	"bilan/internal/config"
	"bilan/internal/ledger"
)

func (a *app) bounceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "bounce FILE|FOLDER|-",
		Short: "Read what mail servers wrote when a message did not arrive",
		Long: "Read what mail servers wrote when a message did not arrive: a mail, a folder or Maildir of them, or - for one on standard input.\n\n" +
			"Each is led back to the message that it is about, which is then not delivered in bilan history. An address that does not exist\n" +
			"gets no report any more: bilan addresses lists them. Reading a mail again changes nothing.",
		Example: "  bilan bounce /var/mail/bilan/Maildir\n  bilan bounce - < bounce.eml",
		Args:    cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error { return a.bounce(ctx, l, args[0]) })
		}),
	}
}

func (a *app) bounce(ctx context.Context, l *ledger.Ledger, path string) error {
	read, turns := 0, map[ledger.Key]bool{}
	note := func(n *bounce.Notification) error {
		list, err := n.Note(ctx, l, a.Now())
		for _, o := range list {
			fmt.Fprintln(a.Stdout, o)
			if o.Found && !o.Known && !o.Behind {
				turns[o.Delivery.Key] = true
			}
		}
		read++
		return err
	}
	err := a.eachBounce(path, note)
	if err == nil && read == 0 {
		fmt.Fprintln(a.Stdout, "no bounce is among them")
	}
	return errors.Join(err, a.tellOwners(ctx, l, slices.Collect(maps.Keys(turns))...))
}

func (a *app) eachBounce(path string, note func(*bounce.Notification) error) error {
	if path != "-" {
		return bounce.NewFolder(path).Read(note)
	}
	n, err := bounce.Read(os.Stdin)
	if err != nil || n == nil {
		return err
	}
	return note(n)
}

// tellOwners sends what owners are to hear of turns, where no daemon does.
func (a *app) tellOwners(ctx context.Context, l *ledger.Ledger, turns ...ledger.Key) error {
	locked, err := l.TryLock()
	if err != nil || !locked {
		return err
	}
	if worked, err := l.Worked(ctx); err != nil || worked {
		return err
	}
	d := a.worker(l, nil)
	if err := d.Start(); err != nil {
		return err
	}
	for _, k := range turns {
		err = errors.Join(err, d.DrainSlot(ctx, k))
	}
	return err
}
