package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/timetable"
)

func (a *app) replayCommand() *cobra.Command {
	months := 12
	cmd := a.alertCommand("replay", "Count how often an alert would have rung, by the data of today", func(ctx context.Context, cfg *config.Config, name string) error {
		tables, err := timetable.All(cfg)
		if err != nil {
			return err
		}
		var turns []run.Past
		now := a.Now()
		for _, o := range tables[config.AlertPrefix+name].DueBetween(now.AddDate(0, -months, 0), now) {
			turns = append(turns, run.Past{Slot: o.Slot, At: o.Due})
		}
		show := progress.New(a.Stderr)
		defer show.Stop()
		list, err := a.factory(show.Stage)(cfg, now).Replay(ctx, name, turns)
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
