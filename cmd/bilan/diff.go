package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/ledger"
	"bilan/internal/reissue"
	"bilan/internal/revision"
)

func (a *app) diffCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "diff EDITION [EDITION]",
		Short:   "Print which figures changed between two editions",
		Example: "  bilan diff 42       from the version before it\n  bilan diff 35 42    from one to the other",
		Args:    cobra.RangeArgs(1, 2),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				newer, err := history.FindEdition(ctx, l, args[len(args)-1])
				if err != nil {
					return err
				}
				older, err := revision.PreviousVersion(ctx, l, newer)
				if len(args) == 2 {
					older, err = history.FindEdition(ctx, l, args[0])
				}
				if errors.Is(err, ledger.ErrNotFound) {
					return fmt.Errorf("edition %d is the first version of %s: name an earlier edition (bilan history lists them)", newer.ID, newer.Key)
				}
				if err != nil {
					return err
				}
				return revision.Print(a.Stdout, older, newer)
			})
		}),
	}
}

func (a *app) correctCommand() *cobra.Command {
	var o reissue.Options
	cmd := &cobra.Command{
		Use: "correct EDITION | REPORT SLOT", Short: "Make a sent report again, and replace it for exactly the people who have it", Example: reissue.Example,
		Args: cobra.RangeArgs(1, 2), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				o.By, o.Out = a.personName(), a.Stdout
				k, err := o.RequestOrShow(ctx, a.programFactory(nil)(cfg, a.Now()), l, args)
				if err != nil || o.Plan {
					return err
				}
				return a.followSlot(ctx, l, k)
			})
		}),
	}
	o.Flags(cmd.Flags())
	return cmd
}
