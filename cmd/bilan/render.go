package main

import (
	"context"

	"github.com/spf13/cobra"

	"bilan/internal/run"
)

type renderOptions struct {
	period, output string
	json, anyway   bool
}

func (a *app) renderCommand() *cobra.Command {
	var o renderOptions
	cmd := &cobra.Command{
		Use:   "render REPORT",
		Short: "Make a report's PDF",
		Example: "  bilan render suivi-hebdo\n  bilan render suivi-hebdo --period 2026-W46 -o /tmp/report.pdf\n" +
			"  bilan render suivi-hebdo --json | jq .document.Headline",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.render(ctx, args, o)
		}),
	}
	cmd.Flags().StringVar(&o.period, "period", "", "the `period`: 2026-W46, 2026-11, 2026-Q3 or 2026 (default: the latest one due)")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write to `FILE`, - for standard output (default REPORT-PERIOD.pdf)")
	cmd.Flags().BoolVar(&o.json, "json", false, "write the figures and the document as JSON instead (to standard output unless -o)")
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "draw it although its data failed a check, with a banner that says so")
	return cmd
}

func (a *app) render(ctx context.Context, names []string, o renderOptions) error {
	progress := newProgress(a.Stderr)
	defer progress.stop()
	p, err := a.program(progress.stage)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return p.WhichReport()
	}
	if o.output != "" {
		if err := spare(p.Config, o.output); err != nil {
			return err
		}
	}
	edition, err := p.Produce(ctx, run.Order{Report: names[0], Period: o.period, Anyway: o.anyway})
	if err != nil {
		return err
	}
	progress.stop()
	content, target := edition.PDF, o.output
	if o.json {
		if content, err = edition.JSON(); err != nil {
			return err
		}
		if target == "" {
			target = "-"
		}
	}
	if target == "" {
		target = edition.FileName()
	}
	if err := spare(p.Config, target); err != nil {
		return err
	}
	return a.write(target, content)
}
