package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/suspension"
)

func (a *app) addressesCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "addresses",
		Short: "List the addresses that get no more reports, since when and why",
		Args:  cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			list := []suspension.Suspension{}
			err = a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
				if l != nil {
					list, err = suspension.All(ctx, l)
				}
				return err
			})
			if err != nil {
				return err
			}
			if asJSON {
				return writeJSON(a.Stdout, list)
			}
			return suspension.Print(a.Stdout, cfg.Timezone.Location(), list)
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.AddCommand(a.liftCommand())
	return cmd
}

func (a *app) liftCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lift ADDRESS",
		Short: "Send reports to an address again",
		Args:  cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
				lifted, err := suspension.Lift(ctx, l, args[0])
				if err != nil {
					return err
				}
				if len(lifted) == 0 {
					return fmt.Errorf("%s is not suspended (bilan addresses lists those that are)", args[0])
				}
				fmt.Fprintf(a.Stdout, "%s gets reports again, starting with the next one\n", args[0])
				return nil
			})
		}),
	}
}
