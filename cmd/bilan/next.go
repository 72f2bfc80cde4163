package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"bilan/internal/agenda"
	"bilan/internal/alerts"
	"bilan/internal/config"
	"bilan/internal/daemon"
	"bilan/internal/ledger"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

// maxTurns is the largest number of coming turns listed per report.
const maxTurns = 500

type nextOptions struct {
	until   string
	count   int
	explain bool
}

func (a *app) nextCommand() *cobra.Command {
	var o nextOptions
	cmd := &cobra.Command{
		Use:               "next [REPORT]",
		Short:             "Print when reports are due, in plain words",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.next(ctx, args, o)
		}),
	}
	cmd.Flags().StringVar(&o.until, "until", "", "up to and including this `DATE`, as 2026-12-31")
	cmd.Flags().IntVarP(&o.count, "count", "n", 1, "how many of each report")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say what each one shows, and why a day was moved")
	usage.Exclusive(cmd, "until", "count")
	usage.CheckBounds(cmd, "count", &o.count, 1, maxTurns)
	return cmd
}

func (a *app) next(ctx context.Context, only []string, o nextOptions) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	names, err := reportNames(cfg, only)
	if err != nil {
		return err
	}
	coming, err := agenda.New(cfg, a.Now())
	if err != nil {
		return err
	}
	coming.Known.Limits = daemon.PaceLimits(cfg)
	// Without the state, the list lacks only paused and skipped turns, because the due times come from the YAML.
	err = a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
		if l == nil {
			return nil
		}
		if coming.Known, err = timetable.ReadComing(ctx, l, coming.Known.Limits, a.Now()); err != nil {
			return err
		}
		coming.Open, err = alerts.LoadOpen(ctx, l)
		return errors.Join(err, coming.Known.ReadTurns(ctx, l, names...))
	})
	if err != nil {
		fmt.Fprintf(a.Stderr, "bilan: cannot show what is paused or left out: %v\n", err)
	}
	until, err := coming.Until(o.until)
	if err != nil {
		return usage.New(fmt.Errorf("--until: %w", err), "")
	}
	list := coming.List(names, o.count, until)
	if len(list) == 0 {
		fmt.Fprintln(a.Stdout, coming.WhyEmpty(only, o.until))
	}
	for _, turn := range list {
		coming.Print(a.Stdout, turn, o.explain)
	}
	return nil
}

// reportNames returns the requested reports, or all reports if none is requested.
func reportNames(cfg *config.Config, only []string) ([]string, error) {
	names := slices.Sorted(maps.Keys(cfg.Reports))
	if len(only) == 0 {
		return names, nil
	}
	for name, r := range cfg.Reports {
		if slices.Contains(r.RenamedFrom, only[0]) && !slices.Contains(names, only[0]) {
			return nil, usage.New(fmt.Errorf("there is no report %q", only[0]), "it is called "+name+" now (renamed_from:)")
		}
	}
	if !slices.Contains(names, only[0]) {
		return nil, usage.NoReport(only[0], names)
	}
	return only, nil
}
