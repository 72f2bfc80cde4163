package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"bilan/internal/alerts"
	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/nearest"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

func (a *app) alertsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "alerts", Short: "List the alerts: which are open, since when, and who is handling them", Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			all := map[string]alerts.Status{}
			err = a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
				if l != nil {
					all, err = alerts.LoadAll(ctx, l)
				}
				return err
			})
			if err != nil {
				return err
			}
			return alerts.Write(a.Stdout, cfg, all, a.Now())
		}),
	}
	cmd.AddCommand(a.ackCommand(), a.muteCommand(), a.replayCommand())
	return cmd
}

// alertCommand returns a command that does something with one alert of the YAML.
func (a *app) alertCommand(use, short string, do func(ctx context.Context, cfg *config.Config, name string) error) *cobra.Command {
	return &cobra.Command{
		Use: use + " NAME", Short: short, Args: cobra.ExactArgs(1), ValidArgsFunction: a.completeAlerts,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			if _, ok := cfg.Alerts[args[0]]; !ok {
				return usage.New(fmt.Errorf("there is no alert %q", args[0]), nearest.Hint(args[0], slices.Sorted(maps.Keys(cfg.Alerts))))
			}
			return do(ctx, cfg, args[0])
		}),
	}
}

func (a *app) completeAlerts(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	cfg, err := a.load()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return slices.Sorted(maps.Keys(cfg.Alerts)), cobra.ShellCompDirectiveNoFileComp
}

// changeAlert changes an alert in the state, and stores the result.
func (a *app) changeAlert(ctx context.Context, name string, change func(*alerts.Status)) error {
	return a.withLedger(ctx, func(_ *config.Config, l *ledger.Ledger) error {
		_, err := alerts.Change(ctx, l, name, change)
		return err
	})
}

func (a *app) ackCommand() *cobra.Command {
	var by string
	cmd := a.alertCommand("ack", "Record who is handling an open alert", func(ctx context.Context, _ *config.Config, name string) error {
		n, by := 0, alerts.NameOrUser(by)
		err := a.changeAlert(ctx, name, func(w *alerts.Status) { n = w.Acknowledge(by, a.Now()) })
		if err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("alert %q is not open", name)
		}
		fmt.Fprintf(a.Stdout, "%s: %s is handling it\n", name, by)
		return nil
	})
	cmd.Flags().StringVar(&by, "by", "", "`NAME` of the person (default: you)")
	return cmd
}

func (a *app) muteCommand() *cobra.Command {
	var until, by string
	cmd := a.alertCommand("mute", "Send no mail of an alert until a day; it is still evaluated", func(ctx context.Context, cfg *config.Config, name string) error {
		end, err := alerts.ParseUntil(until, a.Now().In(cfg.Timezone.Location()))
		if err != nil {
			return usage.New(err, "write --until 2026-12-01")
		}
		err = a.changeAlert(ctx, name, func(w *alerts.Status) { w.MutedUntil, w.MutedBy = end, alerts.NameOrUser(by) })
		if err == nil {
			fmt.Fprintf(a.Stdout, "%s: %s\n", name, alerts.DescribeMute(end))
		}
		return err
	})
	cmd.Flags().StringVar(&until, "until", "", "the day on which its mails begin again, as 2026-12-01, the time, as \"2026-12-01 08:00\", or now")
	cmd.Flags().StringVar(&by, "by", "", "`NAME` of the person who mutes it (default: you)")
	return cmd
}

func (a *app) replayCommand() *cobra.Command {
	months := 12
	cmd := a.alertCommand("replay", "Count how often an alert would have opened in the past, with today's data", func(ctx context.Context, cfg *config.Config, name string) error {
		tables := timetable.ByReport(cfg)
		var turns []run.Past
		now := a.Now()
		for _, o := range tables[config.AlertPrefix+name].DueBetween(now.AddDate(0, -months, 0), now) {
			turns = append(turns, run.Past{Slot: o.Slot, At: o.Due})
		}
		show := progress.New(a.Stderr)
		defer show.Stop()
		list, err := a.programFactory(show.Stage)(cfg, now).Replay(ctx, name, turns)
		if err != nil {
			return err
		}
		show.Stop()
		fmt.Fprintf(a.Stdout, "%s: %d evaluations in %d months\n", name, len(turns), months)
		for _, r := range list {
			fmt.Fprint(a.Stdout, r)
		}
		return nil
	})
	cmd.Flags().IntVar(&months, "months", 12, "how far back")
	return cmd
}
