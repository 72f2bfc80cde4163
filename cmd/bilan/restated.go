package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/alerts"
	"bilan/internal/baseline"
	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/plans"
	"bilan/internal/run"
)

func (a *app) restatedCommand() *cobra.Command {
	var accept bool
	var by string
	cmd := &cobra.Command{
		Use: "restated REPORT", Short: "List the corrected past figures that the next edition will report, or agree to them", Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.compareToday(ctx, args[0], func(l *ledger.Ledger, e *run.Edition) error {
				if len(e.Restated) == 0 {
					fmt.Fprintln(a.Stdout, "no figure of a past period was corrected since the last edition")
				}
				for _, sentence := range e.Restated {
					fmt.Fprintln(a.Stdout, sentence)
				}
				if !accept {
					return nil
				}
				return a.accept(ctx, l, e, args[0], alerts.NameOrUser(by))
			})
		}),
	}
	cmd.Flags().BoolVar(&accept, "accept", false, "agree to them: the next edition does not report them")
	cmd.Flags().StringVar(&by, "by", "", "`NAME` of the person who agrees (default: you)")
	return cmd
}

// accept makes the figures of e the ones with which the report's next edition is compared.
func (a *app) accept(ctx context.Context, l *ledger.Ledger, e *run.Edition, report, by string) error {
	figures, err := e.Record().Encode()
	if err != nil {
		return err
	}
	if err := baseline.Accept(ctx, l, report, "", by, a.Now(), figures); err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "%s: agreed, the next edition reports only what changes from now on\n", report)
	return nil
}

// compareToday makes a report as of today, compares it with the edition that its readers have, and passes the result to do.
func (a *app) compareToday(ctx context.Context, report string, do func(*ledger.Ledger, *run.Edition) error) error {
	return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
		if _, err := reportNames(cfg, []string{report}); err != nil {
			return err
		}
		p, order := a.programFactory(nil)(cfg, a.Now()), plans.Order{Report: report, Anyway: true}
		turn, err := p.Turn(order)
		if err != nil {
			return err
		}
		if order.Before, err = baseline.Load(ctx, l, ledger.Key{Report: report, Slot: turn.Slot.String() + "~"}); err != nil {
			return err
		}
		e, err := p.Produce(ctx, order)
		if err != nil {
			return err
		}
		return do(l, e)
	})
}
