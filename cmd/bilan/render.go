package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

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
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write to `FILE`, - for standard output; of rows also a folder (default REPORT-PERIOD.pdf, or .xlsx, .csv)")
	cmd.Flags().StringVar(&o.format, "format", "", "pdf, the pages; xlsx or csv, the figures for a spreadsheet; rows, those of each table section as a CSV of its own;\njson, the figures and the document for programs (to standard output unless -o); default: what -o ends in, else pdf")
	cmd.Flags().BoolVar(&o.json, "json", false, "the same as --format json")
	cmd.Flags().StringArrayVar(&o.only, "only", nil, "make the edition of one `MEMBER`, of his own rows: rep=R07, or team=Nord; of any report")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(run.Formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "draw it although its data failed a check, with a banner that says so")
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

// renderAll makes every report of the file, in the order of their names, also after one that failed. The first failure is the error,
// the others are told at once.
func (a *app) renderAll(ctx context.Context, p *run.Program, o renderOptions, shown *progress.Progress) (failed error) {
	if len(o.only) > 0 || o.output != "" || o.json || strings.EqualFold(o.format, "json") || len(p.Config.ReportNames()) == 0 {
		return p.WhichReport()
	}
	for _, name := range p.Config.ReportNames() {
		err := a.renderOne(ctx, p, name, o, shown)
		switch {
		case ctx.Err() != nil:
			return err
		case failed == nil:
			failed = err
		case err != nil:
			explain(a.Stderr, err)
		}
	}
	return failed
}

func (a *app) renderOne(ctx context.Context, p *run.Program, name string, o renderOptions, shown *progress.Progress) error {
	if o.output != "" {
		if err := spare(p.Config, o.output); err != nil {
			return err
		}
	}
	format, err := o.chosen()
	if err != nil {
		return err
	}
	order := plans.Order{Report: name, Period: o.period, Anyway: o.anyway}
	if len(o.only) > 0 {
		return p.Only(ctx, order, o.only, func(e *run.Edition) error {
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
	targets, err := o.targets(format, files)
	if err != nil {
		return err
	}
	for _, target := range targets {
		if err := spare(p.Config, target); err != nil {
			return err
		}
	}
	for i, f := range files {
		if err := a.write(targets[i], f.Bytes); err != nil {
			return err
		}
	}
	return nil
}

// targets are where files are written to: what -o says, else by their names. Rows may go into a folder.
func (o renderOptions) targets(format string, files []run.File) ([]string, error) {
	info, err := os.Stat(o.output)
	switch folder := format == "rows" && err == nil && info.IsDir(); {
	case o.output == "" && format == "json":
		return []string{"-"}, nil
	case o.output == "" || folder:
		list := make([]string, len(files))
		for i, f := range files {
			list[i] = filepath.Join(o.output, f.Name)
		}
		return list, nil
	case len(files) > 1:
		return nil, &plans.BadRequest{Err: fmt.Errorf("the report has %d tables: name a folder with -o, or leave it out", len(files))}
	}
	return []string{o.output}, nil
}

// chosen is the format that is asked for, by its flag or by the name of the file.
func (o renderOptions) chosen() (string, error) {
	format := strings.ToLower(o.format)
	switch {
	case o.json && format != "" && format != "json":
		return "", &plans.BadRequest{Err: fmt.Errorf("--json and --format %s are two formats: write one of them", o.format)}
	case o.json:
		return "json", nil
	case format == "":
		format = strings.ToLower(strings.TrimPrefix(filepath.Ext(o.output), "."))
		switch known := slices.Contains(run.Formats, format); {
		case !known && foreign.MatchString(format):
			return "", &plans.BadRequest{Err: fmt.Errorf("-o %s: no report is written as .%s: end the name in .pdf, .xlsx, .csv or .json, or name a --format", o.output, format)}
		case !known:
			return "pdf", nil
		}
	case !slices.Contains(run.Formats, format):
		return "", &plans.BadRequest{Err: fmt.Errorf("--format %s is not known: write one of %s", o.format, strings.Join(run.Formats, ", "))}
	}
	return format, nil
}

// foreign is how the name of a file of another kind ends, rather than a name with a full stop in it.
var foreign = regexp.MustCompile(`^[a-z]{2,4}$|^[a-z]{2,3}\d$`)
