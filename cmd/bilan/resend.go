package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/usage"
)

func (a *app) resendCommand() *cobra.Command {
	var failed bool
	var to string
	cmd := &cobra.Command{
		Use:   "resend EDITION",
		Short: "Send an edition again: to whom it did not reach, or to one address",
		Example: "  bilan resend 42 --failed                         to everybody it did not reach\n" +
			"  bilan resend 42 --to direction@lenoir.example    the same message once more to that address",
		Args: cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if failed == (to != "") {
				return usage.New(errors.New("say who gets it"), "write --failed or --to ADDRESS")
			}
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				e, err := history.FindEdition(ctx, l, args[0])
				if err != nil {
					return err
				}
				if failed {
					n, err := l.Resend(ctx, e.ID)
					if err != nil {
						return err
					}
					fmt.Fprintf(a.Stdout, "%d messages are sent again\n", n)
				} else if err := a.sendOneMore(ctx, cfg, l, e, to); err != nil {
					return err
				}
				return a.follow(ctx, l, e.Key)
			})
		}),
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "to every address that it did not reach")
	cmd.Flags().StringVar(&to, "to", "", "to this `ADDRESS` of the edition, although it has it")
	usage.Exclusive(cmd, "failed", "to")
	return cmd
}

// sendOneMore asks for the stored message to an address once more, deliberately.
func (a *app) sendOneMore(ctx context.Context, cfg *config.Config, l *ledger.Ledger, e ledger.Edition, to string) error {
	if err := mail.Allowed(to, cfg.Mail.AllowedDomains); err != nil {
		return err
	}
	err := l.Repeat(ctx, e.ID, to)
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("edition %d was not addressed to %s (bilan send --to makes a message of its own)", e.ID, to)
	}
	return err
}
