package main

import (
	"context"
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/ledger"
	"bilan/internal/usage"
)

func (a *app) historyCommand() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:               "history [REPORT]",
		Short:             "Show what was made and sent: states, recipients, the server's answers",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				f := ledger.Filter{Limit: limit}
				if len(args) > 0 {
					f.Report = args[0]
				}
				list, err := history.Read(ctx, l, f, a.Now())
				if err != nil {
					return err
				}
				if len(list) == 0 && len(args) > 0 { // a report that was removed from the file may have a history
					if _, err := reportNames(cfg, args); err != nil {
						return err
					}
				}
				if asJSON {
					return writeJSON(a.Stdout, list)
				}
				history.Print(a.Stdout, list, cfg.Timezone.Location(), len(args) == 0)
				return nil
			})
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().IntVarP(&limit, "count", "n", 20, "how many slots")
	usage.CheckBounds(cmd, "count", &limit, 1, 100_000)
	return cmd
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
