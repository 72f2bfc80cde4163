package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/usage"
)

func (a *app) showCommand() *cobra.Command {
	var output, message string
	var figures bool
	cmd := &cobra.Command{
		Use:   "show EDITION",
		Short: "Give back exactly what was sent",
		Example: "  bilan show 42 -o report.pdf\n  bilan show 42 --message direction@lenoir.example -o mail.eml\n" +
			"  bilan show 42 --figures -o -",
		Args: cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				e, err := edition(ctx, l, args[0])
				if err != nil {
					return err
				}
				content, name := e.PDF, e.FileName
				switch {
				case figures:
					content, name = e.Figures, "-"
				case message != "":
					d, err := messageTo(ctx, l, e.ID, message)
					if err != nil {
						return err
					}
					fmt.Fprintf(a.Stderr, "%s: %s\n", d.Address, stateWords(string(d.State), d.Doubts))
					content = d.Raw
					name = fmt.Sprintf("edition-%d.eml", e.ID)
				}
				if output != "" {
					name = output
				}
				if err := spare(cfg, name); err != nil {
					return err
				}
				return a.write(name, content)
			})
		}),
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to `FILE`, - for standard output (default the name it was sent with)")
	cmd.Flags().StringVar(&message, "message", "", "the whole mail to this `ADDRESS` instead of the PDF")
	cmd.Flags().BoolVar(&figures, "figures", false, "the figures as JSON instead of the PDF")
	usage.Exclusive(cmd, "message", "figures")
	return cmd
}

// edition finds an edition by its number, as bilan history prints it.
func edition(ctx context.Context, l *ledger.Ledger, number string) (ledger.Edition, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return ledger.Edition{}, fmt.Errorf("%q is not the number of an edition (bilan history prints them)", number)
	}
	e, err := l.Edition(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		return e, fmt.Errorf("there is no edition %d (bilan history prints them)", id)
	}
	return e, err
}

// messageTo is the message of an edition to an address, with its bytes.
func messageTo(ctx context.Context, l *ledger.Ledger, edition int64, address string) (ledger.Delivery, error) {
	list, err := l.Deliveries(ctx, edition)
	if err != nil {
		return ledger.Delivery{}, err
	}
	for _, d := range list {
		if d.Address == address {
			return l.Delivery(ctx, d.ID)
		}
	}
	return ledger.Delivery{}, fmt.Errorf("edition %d was not addressed to %s", edition, address)
}
