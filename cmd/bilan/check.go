package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/run"
)

func (a *app) checkCommand() *cobra.Command {
	var connect bool
	var period string
	cmd := &cobra.Command{
		Use:   "check [FILE]",
		Short: "Find every mistake in the YAML file",
		Long: "Find every mistake in the YAML file, all at once, each with its line and what to write instead.\n" +
			"With --connect also read every source: columns, keys that match no member, targets that are missing\n" +
			"or stand twice, totals among the rows, units that cannot be; over what each report would say now, or\n" +
			"over a --period.",
		Args: cobra.MaximumNArgs(1),
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			if len(args) > 0 {
				a.file = args[0]
			}
			return a.check(ctx, connect || period != "", period)
		}),
	}
	cmd.Flags().BoolVar(&connect, "connect", false, "read the sources too")
	cmd.Flags().StringVar(&period, "period", "", "with --connect: the `period` of the reports, as of render (default: what each would report now)")
	return cmd
}

func (a *app) check(ctx context.Context, connect bool, period string) error {
	progress := newProgress(a.Stderr)
	defer progress.stop()
	p, err := a.program(progress.stage)
	if err != nil {
		return err
	}
	if err := p.Check(ctx); err != nil {
		return err
	}
	for _, r := range p.Warnings() {
		fmt.Fprintf(a.Stdout, "warning: %s\n", r)
	}
	for _, r := range p.Config.Untranslated() {
		fmt.Fprintf(a.Stdout, "remark: %s\n", r)
	}
	for _, line := range p.LeftOut() {
		fmt.Fprintf(a.Stdout, "left out: %s\n", line)
	}
	if connect {
		if err := a.connect(ctx, p, period, progress); err != nil {
			return err
		}
	}
	progress.stop()
	if len(p.Config.Reports) == 0 {
		fmt.Fprintf(a.Stdout, "warning: %s: there is no report yet (add one below reports:)\n", a.configFile())
	}
	fmt.Fprintf(a.Stdout, "%s: no mistakes (reports: %d, metrics: %d, datasets: %d)\n", a.configFile(), len(p.Config.Reports),
		len(p.Config.Metrics), len(p.Config.Datasets))
	return nil
}

// connect prints what is probably not meant and fails on what is certainly wrong.
func (a *app) connect(ctx context.Context, p *run.Program, period string, progress *progress) error {
	found, err := p.Connect(ctx, period)
	progress.stop()
	if err != nil {
		return err
	}
	for _, line := range found.Entities {
		fmt.Fprintln(a.Stdout, line)
	}
	for _, w := range found.Warnings {
		fmt.Fprintf(a.Stdout, "warning: %s\n", w)
	}
	for _, r := range found.Remarks {
		fmt.Fprintf(a.Stdout, "remark: %s\n", r)
	}
	if err := found.Mistakes.Err(); err != nil {
		return err
	}
	if len(found.Doubts) > 0 {
		return &run.Unusable{Doubts: found.Doubts}
	}
	return nil
}
