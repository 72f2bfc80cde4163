package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/inspect"
	"bilan/internal/ledger"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/timetable"
)

func (a *app) checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Find every mistake in the YAML file",
		Long: "Find every mistake in the YAML file, each with its line and what to write instead.\n" +
			"With --connect also read every source, and check columns, keys that match no member, missing or\n" +
			"duplicate targets, totals among the rows and wrong units, for the period that each report would show now or\n" +
			"for a --period. With --against-state also say what loading the file now would do to the schedules that are\n" +
			"in force.",
		Args: cobra.MaximumNArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if len(args) > 0 {
				a.file = args[0]
			}
			return a.check(ctx, o)
		}),
	}
	cmd.Flags().BoolVar(&o.connect, "connect", false, "read the sources too")
	cmd.Flags().StringVar(&o.period, "period", "", "with --connect: the `period` of the reports, as for render (default: the one that each would show now)")
	cmd.Flags().BoolVar(&o.againstState, "against-state", false, "say what this file changes in the present schedules: what is due next, what is sent now")
	return cmd
}

type checkOptions struct {
	connect, againstState bool
	period                string
}

func (a *app) check(ctx context.Context, o checkOptions) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	p, err := a.program(shown.Stage)
	if err != nil {
		return err
	}
	if err := inspect.Check(ctx, &p.Program); err != nil {
		return err
	}
	for _, r := range inspect.Warnings(&p.Program) {
		fmt.Fprintf(a.Stdout, "warning: %s\n", r)
	}
	for _, r := range p.Config.Untranslated() {
		fmt.Fprintf(a.Stdout, "remark: %s\n", r)
	}
	if o.connect || o.period != "" {
		if err := a.connect(ctx, p, o.period, shown); err != nil {
			return err
		}
	}
	shown.Stop()
	if o.againstState {
		if err := a.checkAgainstState(ctx, p.Config); err != nil {
			return err
		}
	}
	inspect.PrintSummary(a.Stdout, &p.Program, a.configFile())
	return nil
}

// checkAgainstState prints how the file would change the schedules in the state. It changes nothing.
func (a *app) checkAgainstState(ctx context.Context, cfg *config.Config) error {
	return a.lookAtState(ctx, cfg, func(l *ledger.Ledger) error {
		var effects []timetable.Effect
		if l != nil {
			var err error
			if effects, err = timetable.Effects(ctx, l, cfg, a.Now()); err != nil {
				return err
			}
		}
		timetable.PrintEffects(a.Stdout, effects)
		return nil
	})
}

// connect reads the sources and checks their data. It prints probable mistakes, and returns an error for certain ones.
func (a *app) connect(ctx context.Context, p *run.Program, period string, shown *progress.Progress) error {
	found, err := inspect.Connect(ctx, &p.Program, period)
	shown.Stop()
	if err != nil {
		return err
	}
	return found.Print(a.Stdout)
}
