package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/period"
	"bilan/internal/settlement"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

func (a *app) restoredCommand() *cobra.Command {
	var since string
	cmd := &cobra.Command{
		Use:   "restored",
		Short: "Tell Bilan that the state was restored from a copy",
		Long: "Tell Bilan that the state was restored from a copy, where Bilan cannot see it: a snapshot of the machine or a dump of PostgreSQL.\n\n" +
			"Nothing is planned, made or sent from then on until bilan state reconcile has settled what was sent since the copy was made.",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				var at time.Time // the last instant recorded in the state
				if since != "" {
					var err error
					if at, err = period.ParseInstant(since, cfg.Timezone.Location()); err != nil {
						return err
					}
				}
				if err := l.SetBehind(ctx, at, "reported with bilan state restored"); err != nil {
					return err
				}
				return a.reconcile(ctx, l, cfg, settlement.Evidence{})
			})
		}),
	}
	cmd.Flags().StringVar(&since, "since", "", "when the copy was made: a `TIME` such as \"2026-11-23 10:00\" (default: the last instant that the state knows of)")
	return cmd
}

func (a *app) reconcileCommand() *cobra.Command {
	var e settlement.Evidence
	cmd := &cobra.Command{
		Use:   "reconcile",
		Short: "Settle what was sent before the state was restored from a copy, so that nothing is sent twice",
		Long: "Settle what was sent before the state was restored from a copy, so that nothing is sent twice.\n\n" +
			"Without a flag it lists the turns that may have been sent since the copy was made. A turn that was sent is not made again;\n" +
			"every other one is made when the daemon next plans, if missed: allows it.",
		Example: "  bilan state reconcile                                  what may have been sent\n" +
			"  bilan state reconcile --sent-until \"2026-11-23 10:00\"   everything due until then was sent\n" +
			"  bilan state reconcile --from-maildir ~/Maildir           every turn in the mailbox of a recipient was sent\n" +
			"  bilan state reconcile --from-maildir archive --everybody exactly the turns in a folder of all recipients' mails were sent\n" +
			"  bilan state reconcile --ask                              ask for each turn",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error { return a.reconcile(ctx, l, cfg, e) })
		}),
	}
	cmd.Flags().StringVar(&e.Until, "sent-until", "", "everything due until this `TIME` was sent: \"2026-11-23 10:00\"")
	cmd.Flags().StringVar(&e.Maildir, "from-maildir", "", "every turn with a mail in this `FOLDER` was sent: a Maildir, or a folder of .eml files")
	cmd.Flags().BoolVar(&e.Everybody, "everybody", false, "the folder has the mails of all recipients: what is not in it was not sent (assumed if it has three of one turn)")
	cmd.Flags().BoolVar(&e.OneMailbox, "one-mailbox", false, "the folder is one person's: a turn that was sent to him was sent to all")
	cmd.Flags().BoolVar(&e.Ask, "ask", false, "ask for each turn whether it was sent")
	for _, pair := range [][2]string{{"sent-until", "from-maildir"}, {"sent-until", "ask"}, {"from-maildir", "ask"}, {"everybody", "one-mailbox"}} {
		usage.Exclusive(cmd, pair[0], pair[1])
	}
	return cmd
}

func (a *app) reconcile(ctx context.Context, l *ledger.Ledger, cfg *config.Config, e settlement.Evidence) error {
	behind, err := l.Behind(ctx)
	if err != nil {
		return err
	}
	if behind == nil {
		fmt.Fprintln(a.Stdout, "The state was not restored from a copy: there is nothing to settle. (If it was, run bilan state restored.)")
		return nil
	}
	d := a.worker(l, nil)
	if err := d.Start(); err != nil {
		return err
	}
	turns, err := d.MaybeSent(ctx)
	if err != nil {
		return err
	}
	return settlement.Dialogue{Ledger: l, Behind: behind, Turns: turns, Zone: cfg.Timezone.Location(), Now: a.Now(), In: os.Stdin, Out: a.Stdout}.Settle(ctx, e)
}

func (a *app) repairCommand() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "repair",
		Short: "Undo what was planned ahead because of a wrong clock",
		Long: "Undo what was planned ahead because of a wrong clock.\n\n" +
			"A report that is planned until next year is not due before then. Without --yes it only says what it would do.",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error { return a.repair(ctx, cfg, l, yes) })
		}),
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it")
	return cmd
}

func (a *app) repair(ctx context.Context, cfg *config.Config, l *ledger.Ledger, yes bool) error {
	list, err := l.RepairAhead(ctx, !yes)
	if len(list) > 0 || err == nil {
		timetable.PrintRepairs(a.Stdout, list, a.Now().In(cfg.Timezone.Location()), yes || err != nil)
	}
	return err
}
