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
		Short: "Say that the state was restored from a copy that does not show it",
		Long: "Say that the state was restored from a copy that does not show it: a snapshot of the machine or a dump of PostgreSQL.\n\n" +
			"Nothing is planned, made or sent from then on until bilan state reconcile has settled what left since the copy was made.",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				var at time.Time // the last instant that the state knows of
				if since != "" {
					var err error
					if at, err = period.ParseInstant(since, cfg.Timezone.Location()); err != nil {
						return err
					}
				}
				if err := l.SetBehind(ctx, at, "said with bilan state restored"); err != nil {
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
		Short: "Settle what left before the state was restored from a copy, so that nothing is sent twice",
		Long: "Settle what left before the state was restored from a copy, so that nothing is sent twice.\n\n" +
			"Without a flag it lists the turns that may have left since the copy was made. A turn that left is not made again;\n" +
			"every other one is made at the daemon's next look, as far as missed: says so.",
		Example: "  bilan state reconcile                                  what may have left\n" +
			"  bilan state reconcile --sent-until \"2026-11-23 10:00\"   everything due until then left\n" +
			"  bilan state reconcile --from-maildir ~/Maildir           what is in a mailbox of a recipient left\n" +
			"  bilan state reconcile --from-maildir archive --everybody what is in a folder with the mails of all recipients left\n" +
			"  bilan state reconcile --ask                              asked turn by turn",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error { return a.reconcile(ctx, l, cfg, e) })
		}),
	}
	cmd.Flags().StringVar(&e.Until, "sent-until", "", "everything due until this `TIME` left: \"2026-11-23 10:00\"")
	cmd.Flags().StringVar(&e.Maildir, "from-maildir", "", "what has a mail in this `FOLDER` left: a Maildir, or a folder of .eml files")
	cmd.Flags().BoolVar(&e.Everybody, "everybody", false, "the folder has the mails of all recipients: what is not there did not leave (by itself where it has three of one turn)")
	cmd.Flags().BoolVar(&e.OneMailbox, "one-mailbox", false, "the folder is one person's: what left to him left to all")
	cmd.Flags().BoolVar(&e.Ask, "ask", false, "ask for each turn whether it left")
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
		fmt.Fprintln(a.Stdout, "The state was not restored from a copy: there is nothing to settle. (bilan state restored says that it was.)")
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
		Short: "Set right what a wrong clock planned ahead",
		Long: "Set right what a wrong clock planned ahead.\n\n" +
			"A report that is planned until next year is not due before. Without --yes it says what it would do and changes nothing.",
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
