package main

import (
	"context"

	"github.com/spf13/cobra"

	"bilan/internal/plans"
)

func (a *app) explainCommand() *cobra.Command {
	var o plans.Order
	cmd := &cobra.Command{Use: "explain REPORT", Short: "Show where the numbers in a report's insights come from", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeReports}
	cmd.Flags().StringVar(&o.Period, "period", "", "the `period`, as for render (default: the latest one due)")
	cmd.RunE = command(func(ctx context.Context, _ *cobra.Command, args []string) error {
		p, err := a.program(nil)
		if o.Report = args[0]; err == nil {
			err = p.Explain(ctx, a.Stdout, o)
		}
		return err
	})
	return cmd
}
