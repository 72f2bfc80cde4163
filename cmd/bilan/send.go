package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"bilan/internal/mail"
	"bilan/internal/run"
)

type sendOptions struct {
	period string
	to     []string
	all    bool
	anyway bool
}

func (a *app) sendCommand() *cobra.Command {
	var o sendOptions
	cmd := &cobra.Command{
		Use:   "send REPORT",
		Short: "Make a report and mail it: to its owner, to an address, or to everybody on its list",
		Example: "  bilan send suivi-hebdo                          to the owner only\n" +
			"  bilan send suivi-hebdo --to moi@lenoir.example  to that address only\n" +
			"  bilan send suivi-hebdo --all                    to everybody on the report's list",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.send(ctx, args[0], o)
		}),
	}
	cmd.Flags().StringVar(&o.period, "period", "", "the `period`: 2026-W46, 2026-11, 2026-Q3 or 2026 (default: the latest one due)")
	cmd.Flags().StringSliceVar(&o.to, "to", nil, "send to this `ADDRESS` only")
	cmd.Flags().BoolVar(&o.all, "all", false, "send to everybody on the report's list")
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "send it although its data failed a check, with a banner that says so")
	cmd.MarkFlagsMutuallyExclusive("to", "all")
	return cmd
}

func (a *app) send(ctx context.Context, name string, o sendOptions) error {
	progress := newProgress(a.Stderr)
	defer progress.stop()
	p, err := a.program(progress.stage)
	if err != nil {
		return err
	}
	// Everything that can be wrong with the addresses is found before any work is done.
	recipients, err := p.Recipients(name, run.Audience{To: o.to, All: o.all})
	if err != nil {
		return err
	}
	sender, err := mail.New(p.Config.Mail, p.Log)
	if err != nil {
		return err
	}
	edition, err := p.Produce(ctx, run.Order{Report: name, Period: o.period, Anyway: o.anyway})
	if err != nil {
		return err
	}
	messages, err := p.Messages(edition, recipients, run.Posting{})
	if err != nil {
		return err
	}
	progress.stage("sending")
	var failed []string
	for _, m := range messages {
		result := sender.Send(ctx, m.Envelope, m.Raw)
		progress.stop()
		fmt.Fprintf(a.Stdout, "%s: %s\n", m.Envelope.To, result)
		if result.Verdict != mail.Sent {
			failed = append(failed, m.Envelope.To)
		}
	}
	if len(failed) > 0 {
		return &undeliveredError{failed}
	}
	return nil
}

// undeliveredError names the addresses that did not get their mail.
type undeliveredError struct{ addresses []string }

func (e *undeliveredError) Error() string {
	return "not delivered to " + strings.Join(e.addresses, ", ")
}
