package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/timetable"
)

// turnCommand returns a command that does something with one slot of one report.
func (a *app) turnCommand(use, short string, do func(context.Context, *config.Config, *ledger.Ledger, ledger.Key) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " REPORT SLOT", Short: short, Args: cobra.ExactArgs(2), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				if _, err := reportNames(cfg, args[:1]); err != nil {
					return err
				}
				return do(ctx, cfg, l, ledger.Key{Report: args[0], Slot: args[1]})
			})
		}),
	}
}

func (a *app) retryCommand() *cobra.Command {
	return a.turnCommand("retry", "Make a held, failed, missed or skipped slot now", func(ctx context.Context, _ *config.Config, l *ledger.Ledger, k ledger.Key) error {
		err := l.RetrySlot(ctx, k)
		switch {
		case errors.Is(err, ledger.ErrNotFound):
			return fmt.Errorf("%s has no slot %s (bilan history lists them)", k.Report, k.Slot)
		case errors.Is(err, ledger.ErrDone):
			return fmt.Errorf("%s %s was already sent (bilan send --again repeats it)", k.Report, k.Slot)
		case err != nil:
			return err
		}
		return a.followSlot(ctx, l, k)
	})
}

func (a *app) skipCommand() *cobra.Command {
	return a.turnCommand("skip", "Leave out one coming slot", func(ctx context.Context, cfg *config.Config, l *ledger.Ledger, k ledger.Key) error {
		turn, err := timetable.FindTurn(cfg, k)
		if err != nil {
			return err
		}
		if err := l.SkipSlot(ctx, k.Report, turn, "left out by hand"); err != nil {
			return fmt.Errorf("%s %s: %w", k.Report, k.Slot, err)
		}
		fmt.Fprintf(a.Stdout, "%s %s is left out\n", k.Report, k.Slot)
		return nil
	})
}

func (a *app) pauseCommand() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "pause REPORT", Short: "Pause a report: turns that become due are left out", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				if _, err := reportNames(cfg, args); err != nil {
					return err
				}
				if err := l.Pause(ctx, args[0], reason); err != nil {
					return err
				}
				fmt.Fprintf(a.Stdout, "%s is paused: bilan resume %s ends it\n", args[0], args[0])
				return nil
			})
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "paused by hand", "why, for bilan history")
	return cmd
}

func (a *app) resumeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "resume REPORT", Short: "End a pause", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				was, err := l.Resume(ctx, args[0])
				if err != nil {
					return err
				}
				if !was {
					return fmt.Errorf("report %q is not paused", args[0])
				}
				fmt.Fprintf(a.Stdout, "%s is active again\n", args[0])
				return nil
			})
		}),
	}
}
