package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

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
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.render(ctx, args[0], o)
		}),
	}
	cmd.Flags().StringVar(&o.period, "period", "", "the `period`: 2026-W46, 2026-11, 2026-Q3 or 2026 (default: the latest one due)")
	cmd.Flags().StringVarP(&o.output, "output", "o", "", "write to `FILE`, - for standard output (default REPORT-PERIOD.pdf)")
	cmd.Flags().BoolVar(&o.json, "json", false, "write the figures and the document as JSON instead (to standard output unless -o)")
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "draw it although its data failed a check, with a banner that says so")
	return cmd
}

func (a *app) render(ctx context.Context, name string, o renderOptions) error {
	progress := newProgress(a.Stderr)
	defer progress.stop()
	p, err := a.program(progress.stage)
	if err != nil {
		return err
	}
	edition, err := p.Produce(ctx, run.Order{Report: name, Period: o.period, Anyway: o.anyway})
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
	return a.write(target, content)
}

// write puts the content in place at once, so that no half file is ever seen.
func (a *app) write(target string, content []byte) error {
	if target == "-" {
		_, err := a.Stdout.Write(content)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(target), ".bilan-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(content); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), target); err != nil {
		return err
	}
	fmt.Fprintln(a.Stderr, target)
	return nil
}
