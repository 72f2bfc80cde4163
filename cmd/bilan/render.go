package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"bilan/internal/exitcode"
	"bilan/internal/output"
	"bilan/internal/plans"
	"bilan/internal/progress"
	"bilan/internal/run"
)

type renderOptions struct {
	period, output, format string
	json, anyway           bool
	only                   []string
}

func (a *app) renderCommand() *cobra.Command {
	var o renderOptions
	cmd := &cobra.Command{
		Use:   "render [REPORT]",
		Short: "Make a report, or all of them: its pages, or its figures",
		Example: "  bilan render                      # every report of the file\n  bilan render suivi-hebdo\n  bilan render suivi-hebdo --period 2026-W46 -o /tmp/report.pdf\n" +
			"  bilan render suivi-hebdo --format xlsx\n  bilan render suivi-hebdo --json | jq .document.Headline",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.render(ctx, args, o)
		}),
	}
	cmd.Flags().StringVar(&o.period, "period", "", "the `period`: 2026-W46, 2026-11, 2026-Q3 or 2026, or \"last week\" as in periods (default: the latest one due)")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write to `FILE`, - for standard output; for rows also a folder (default REPORT-PERIOD.pdf, or .xlsx, .csv)")
	cmd.Flags().StringVar(&o.format, "format", "", "pdf, the pages; xlsx or csv, the figures for a spreadsheet; rows, those of each table section as a CSV of its own;\njson, the figures and the document for programs (to standard output unless -o); default: by the ending of -o, else pdf")
	cmd.Flags().BoolVar(&o.json, "json", false, "the same as --format json")
	cmd.Flags().StringArrayVar(&o.only, "only", nil, "make the edition of one `MEMBER`, from his own rows: rep=R07, or team=Nord; for any report")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(run.Formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "make it although its data failed a check, with a banner that says so")
	return cmd
}

func (a *app) render(ctx context.Context, names []string, o renderOptions) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	p, err := a.program(shown.Stage)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return a.renderAll(ctx, p, o, shown)
	}
	return a.renderOne(ctx, p, names[0], o, shown)
}

// renderAll makes every report of the file, and continues after one that failed. It returns the first error and prints
// the others immediately.
func (a *app) renderAll(ctx context.Context, p *run.Program, o renderOptions, shown *progress.Progress) (failed error) {
	if len(o.only) > 0 || o.output != "" || o.json || strings.EqualFold(o.format, "json") || len(p.Config.ReportNames()) == 0 {
		return p.WhichReportError()
	}
	format, err := output.Format(o.output, o.format, o.json)
	if err != nil {
		return err
	}
	var orders []plans.Order
	for _, name := range p.Config.ReportNames() {
		orders = append(orders, plans.Order{Report: name, Period: o.period, Anyway: o.anyway})
	}
	err = p.ProduceAll(ctx, orders, func(_ string, edition *run.Edition, err error) error {
		if err == nil {
			shown.Stop()
			err = a.writeEdition(p, edition, format, o)
		}
		switch {
		case ctx.Err() != nil:
			return err
		case failed == nil:
			failed = err
		case err != nil:
			exitcode.Explain(a.Stderr, err)
		}
		return nil
	})
	return cmp.Or(err, failed)
}

func (a *app) renderOne(ctx context.Context, p *run.Program, name string, o renderOptions, shown *progress.Progress) error {
	if o.output != "" {
		if err := output.CheckTarget(p.Config, o.output); err != nil {
			return err
		}
	}
	format, err := output.Format(o.output, o.format, o.json)
	if err != nil {
		return err
	}
	order := plans.Order{Report: name, Period: o.period, Anyway: o.anyway}
	if len(o.only) > 0 {
		return p.ProduceMembers(ctx, order, o.only, func(e *run.Edition) error {
			shown.Stop()
			return a.writeEdition(p, e, format, o)
		})
	}
	edition, err := p.Produce(ctx, order)
	if err != nil {
		return err
	}
	shown.Stop()
	return a.writeEdition(p, edition, format, o)
}

func (a *app) writeEdition(p *run.Program, edition *run.Edition, format string, o renderOptions) error {
	files, err := edition.Files(format)
	if err != nil {
		return err
	}
	names, err := output.Paths(o.output, format, files)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := output.CheckTarget(p.Config, name); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := a.write(names[i], f.Bytes); err != nil {
			return err
		}
	}
	if said := edition.PageWarning(); said != "" {
		fmt.Fprintln(a.Stderr, "bilan: "+said)
	}
	return nil
}
