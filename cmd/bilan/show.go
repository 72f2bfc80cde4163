package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/ledger"
	"bilan/internal/output"
	"bilan/internal/usage"
)

func (a *app) showCommand() *cobra.Command {
	var target, message string
	var figures bool
	cmd := &cobra.Command{
		Use:   "show EDITION",
		Short: "Write the PDF or the mail exactly as it was sent",
		Example: "  bilan show 42 -o report.pdf\n  bilan show 42 --message direction@lenoir.example -o mail.eml\n" +
			"  bilan show 42 --figures -o -",
		Args: cobra.ExactArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				e, err := history.FindEdition(ctx, l, args[0])
				if err != nil {
					return err
				}
				words, err := history.Describe(ctx, l, e)
				if err != nil {
					return err
				}
				fmt.Fprintln(a.Stderr, words)
				content, name := e.PDF, e.FileName
				switch {
				case figures:
					content, name = e.Figures, "-"
				case message != "":
					d, err := history.MessageTo(ctx, l, e.ID, message)
					if err != nil {
						return err
					}
					fmt.Fprintf(a.Stderr, "%s: %s\n", d.Address, history.DescribeState(string(d.State), d.Doubts))
					content = d.Raw
					name = fmt.Sprintf("edition-%d.eml", e.ID)
				}
				if target != "" {
					name = target
				}
				if err := output.CheckTarget(cfg, name); err != nil {
					return err
				}
				return a.write(name, content)
			})
		}),
	}
	cmd.Flags().StringVarP(&target, "output", "o", "", "write to `FILE`, - for standard output (default the name it was sent with)")
	cmd.Flags().StringVar(&message, "message", "", "the whole mail to this `ADDRESS` instead of the PDF")
	cmd.Flags().BoolVar(&figures, "figures", false, "the figures as JSON instead of the PDF")
	usage.Exclusive(cmd, "message", "figures")
	return cmd
}
