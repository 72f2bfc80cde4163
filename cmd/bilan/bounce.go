package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"bilan/internal/bounce"
	"bilan/internal/config"
	"bilan/internal/ledger"
)

func (a *app) bounceCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "bounce FILE|FOLDER|-",
		Short: "Read the bounce messages of mail servers",
		Long: "Read the bounce messages of mail servers: a mail, a folder or Maildir of them, or - for one on standard input.\n\n" +
			"Bilan finds the message that each is about, and bilan history then shows it as not delivered. An address that does not exist\n" +
			"gets no more reports: bilan addresses lists them. Reading a mail again changes nothing.",
		Example: "  bilan bounce /var/mail/bilan/Maildir\n  bilan bounce - < bounce.eml",
		Args:    cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error { return a.bounce(ctx, l, args[0]) })
		}),
	}
}

func (a *app) bounce(ctx context.Context, l *ledger.Ledger, path string) error {
	read, turns, err := bounce.ApplyAll(ctx, l, path, os.Stdin, a.Now(), func(o bounce.Outcome) { fmt.Fprintln(a.Stdout, o) })
	if err == nil && read == 0 {
		fmt.Fprintln(a.Stdout, "there is no bounce message")
	}
	return errors.Join(err, a.tellOwners(ctx, l, turns...))
}

// tellOwners sends the owners' notices about turns, unless a daemon works on the state and does it.
func (a *app) tellOwners(ctx context.Context, l *ledger.Ledger, turns ...ledger.Key) error {
	locked, err := l.TryLock()
	if err != nil || !locked {
		return err
	}
	if worked, err := l.WorkedByOthers(ctx); err != nil || worked {
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
