package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

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
	zone, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return err
	}
	now := a.Now().In(zone).Format("2006-01-02 15:04")
	list, err := l.RepairAhead(ctx, !yes)
	if len(list) == 0 && err == nil {
		fmt.Fprintf(a.Stdout, "No report is planned ahead of the clock (%s): there is nothing to repair.\n", now)
		return nil
	}
	for _, r := range list {
		fmt.Fprintf(a.Stdout, "%s is planned until %s: back to %s.\n", r.Report, r.Until.In(zone).Format("2006-01-02 15:04"), now)
		if r.GaveUp > 0 {
			fmt.Fprintf(a.Stdout, "  %d turns ahead that were given up are planned again when they are due.\n", r.GaveUp)
		}
		for _, s := range r.Made {
			fmt.Fprintf(a.Stdout, "  %s was %s ahead of its day: it stays in the history as made by hand, and is made again when it is due.\n", s.Slot, s.State)
		}
	}
	if err == nil && !yes {
		fmt.Fprintf(a.Stdout, "Nothing is changed yet. If %s is right: bilan state repair --yes\n", now)
	}
	return err
}
