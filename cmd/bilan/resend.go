package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/ledger"
	"bilan/internal/mail"
	"bilan/internal/review"
	"bilan/internal/usage"
)

func (a *app) resendCommand() *cobra.Command {
	var failed bool
	var to string
	cmd := &cobra.Command{
		Use:   "resend EDITION | REPORT SLOT",
		Short: "Send an edition again: to everybody it did not reach, or to one address",
		Example: "  bilan resend 42 --failed                         to everybody it did not reach\n" +
			"  bilan resend hebdo 2026-11-16 --failed           the same for all editions of a turn, with those of members\n" +
			"  bilan resend 42 --to direction@lenoir.example    the same message once more to that address",
		Args: cobra.RangeArgs(1, 2), ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if failed == (to != "") {
				return usage.New(errors.New("it is not clear who gets it"), "write --failed or --to ADDRESS")
			} else if to != "" && len(args) > 1 {
				return usage.New(errors.New("--to needs one edition, not a whole turn"), "name it by its number, which bilan history prints")
			}
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				if len(args) > 1 {
					return a.resendTurn(ctx, l, ledger.Key{Report: args[0], Slot: args[1]})
				}
				e, err := history.FindEdition(ctx, l, args[0])
				if err != nil {
					return err
				}
				if failed {
					n, err := l.Resend(ctx, e.ID)
					if err != nil {
						return err
					}
					fmt.Fprintf(a.Stdout, "messages that are sent again: %d\n", n)
				} else if err := a.sendOneMore(ctx, cfg, l, e, to); err != nil {
					return err
				}
				return a.followSlot(ctx, l, e.Key)
			})
		}),
	}
	cmd.Flags().BoolVar(&failed, "failed", false, "to every address that it did not reach")
	cmd.Flags().StringVar(&to, "to", "", "to this `ADDRESS` of the edition, although it has already received it")
	usage.Exclusive(cmd, "failed", "to")
	return cmd
}

// resendTurn sends again those messages of a turn's editions, and of its corrections, that did not arrive.
func (a *app) resendTurn(ctx context.Context, l *ledger.Ledger, k ledger.Key) error {
	whole := ""
	turns, err := l.Slots(ctx, ledger.Filter{Report: k.Report, Slot: k.Slot, Row: &whole})
	if err == nil && len(turns) == 0 {
		err = fmt.Errorf("%s has no slot %s (bilan history lists them)", k.Report, k.Slot)
	}
	if err != nil {
		return err
	}
	again := 0
	var errs []error
	for _, s := range slices.Backward(turns) { // the slot of the schedule is the last of the list and comes first
		n, err := l.ResendTurn(ctx, s.Key)
		if again += n; err == nil && n > 0 {
			err = a.followSlot(ctx, l, s.Key)
		}
		errs = append(errs, err)
	}
	fmt.Fprintf(a.Stdout, "messages that are sent again: %d\n", again)
	return errors.Join(errs...)
}

// resendUnsent sends again those messages of a turn that did not arrive. words describe what happens; more reports whether
// messages are to be sent.
func resendUnsent(ctx context.Context, l *ledger.Ledger, s ledger.Slot) (words string, more bool, err error) {
	left, err := history.RequestUnsent(ctx, l, s.Key)
	if err != nil {
		return "", false, err
	}
	if left > 0 {
		return fmt.Sprintf("%s %s was already made, as edition %d: it is sent to those who have not received it (%d)", s.Report, s.Slot, s.Edition, left), true, nil
	}
	switch r, err := review.Get(ctx, l, s.Key); {
	case errors.Is(err, review.ErrNone):
	case err != nil:
		return "", false, err
	case r.Decision == review.Refused:
		return fmt.Sprintf("%s %s was refused by %s: %s (--again makes it again)", s.Report, s.Slot, r.By, r.Why), false, nil
	case r.Decision == review.Undecided, r.Decision == review.Expired:
		return fmt.Sprintf("%s %s is made, as edition %d, and waits for a release: bilan release %s %s", s.Report, s.Slot, s.Edition, s.Report, s.Slot), false, nil
	}
	return fmt.Sprintf("%s %s was already sent, as edition %d (--again repeats it)", s.Report, s.Slot, s.Edition), false, nil
}

// sendOneMore queues an edition's stored message to an address again, although it was sent.
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
