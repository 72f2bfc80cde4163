package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/exitcode"
	"bilan/internal/ledger"
	"bilan/internal/overview"
	"bilan/internal/status"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

type statusOptions struct{ json, check, all bool }

func (a *app) statusCommand() *cobra.Command {
	var o statusOptions
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Show the state of the daemon and of each report",
		Long: "Show the state of the daemon and of each report: whether it runs, what is due next, what is held, failed or\n" +
			"paused, and when each report was made last.\n\n" +
			"With --check it writes one line for monitoring and ends with 0 (ok), 1 (warning) or 2 (critical).",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			if o.check {
				return a.checkStatus(ctx)
			}
			return a.status(ctx, o)
		}),
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "write JSON")
	cmd.Flags().BoolVar(&o.check, "check", false, "write one line for monitoring, and end with 0, 1 or 2")
	cmd.Flags().BoolVar(&o.all, "all", false, fmt.Sprintf("list every report, not only the first %d", overview.MostListed))
	usage.Exclusive(cmd, "json", "check")
	return cmd
}

func (a *app) loadStatus(ctx context.Context) (cfg *config.Config, s *status.Status, err error) {
	if cfg, err = a.load(); err != nil {
		return nil, nil, err
	}
	t := timetable.New(cfg)
	at := status.Place{Address: cfg.Serve.Listen, Elsewhere: !cfg.State.Postgres.IsZero()}
	err = a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
		s, err = status.Read(ctx, t, l, at, a.Now())
		return err
	})
	return cfg, s, err
}

func (a *app) status(ctx context.Context, o statusOptions) error {
	cfg, s, err := a.loadStatus(ctx)
	if err != nil {
		return err
	}
	if o.json {
		return writeJSON(a.Stdout, s)
	}
	return overview.Write(a.Stdout, cfg, s, o.all)
}

// checkStatus writes one line for monitoring. An error that prevents the check counts as critical.
func (a *app) checkStatus(ctx context.Context) error {
	_, s, err := a.loadStatus(ctx)
	if err != nil {
		fmt.Fprintf(a.Stdout, "BILAN CRITICAL - %s\n", overview.OneLine(err.Error()))
		return exitcode.Answered(status.Critical)
	}
	fmt.Fprintln(a.Stdout, overview.Check(s))
	if s.Level == status.OK {
		return nil
	}
	return exitcode.Answered(s.Level)
}
