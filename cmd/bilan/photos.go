package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/period"
	"bilan/internal/photo"
	"bilan/internal/run"
)

func (a *app) photosCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "photos",
		Short: "List the photos of past days, for datasets without dates",
		Args:  cobra.NoArgs,
		RunE:  command(func(context.Context, *cobra.Command, []string) error { return a.listPhotos() }),
	}
	var day, output string
	export := &cobra.Command{
		Use:   "export DATASET",
		Short: "Write the photos of a dataset as CSV, with the day in the column photo",
		Args:  cobra.ExactArgs(1),
		RunE: command(func(_ context.Context, _ *cobra.Command, args []string) error {
			var out bytes.Buffer
			return a.withPhotos(func(_ *config.Config, s photo.Store) error {
				return andThen(s.Export(&out, args[0], day), func() error { return a.write(output, out.Bytes()) })
			})
		}),
	}
	export.Flags().StringVar(&day, "day", "", "only this `DAY`, such as 2026-11-27")
	export.Flags().StringVarP(&output, "output", "o", "-", "write to `FILE`, - for standard output")
	var h photo.History
	take := &cobra.Command{
		Use:   "import DATASET FILE.csv",
		Short: "Import photos, or a history, from a CSV file: days that already have a photo are not changed",
		Example: "  bilan photos import sales.deals photos.csv                              # a column photo with the day, as export writes it\n" +
			"  bilan photos import sales.deals stages.csv --from entered --until left   # each row held from a day until before another",
		Args: cobra.ExactArgs(2),
		RunE: command(func(_ context.Context, _ *cobra.Command, args []string) error {
			return a.withPhotos(func(_ *config.Config, s photo.Store) error {
				n, err := s.Import(args[0], args[1], h, period.DateOf(a.Now()))
				return andThen(err, func() error {
					_, err := fmt.Fprintf(a.Stdout, "%s: %d photos imported\n", args[0], n)
					return err
				})
			})
		}),
	}
	take.Flags().StringVar(&h.Day, "day", photo.DayColumn, "the `column` with the day of the photo")
	take.Flags().StringVar(&h.From, "from", "", "of a history: the `column` with the first day on which a row held")
	take.Flags().StringVar(&h.Until, "until", "", "of a history: the `column` with the first day on which the row no longer held; empty: it still holds")
	cmd.AddCommand(export, take, &cobra.Command{
		Use:   "take [DATASET...]",
		Short: "Take today's photos, as the daemon does each day",
		RunE:  command(func(ctx context.Context, _ *cobra.Command, names []string) error { return a.takePhotos(ctx, names) }),
	})
	return cmd
}

func andThen(err error, then func() error) error {
	if err != nil {
		return err
	}
	return then()
}

func (a *app) photos(cfg *config.Config) photo.Store {
	return photo.Store{Dir: a.stateFileOf(cfg).Photos()}
}

func (a *app) withPhotos(do func(*config.Config, photo.Store) error) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	return do(cfg, a.photos(cfg))
}

func (a *app) listPhotos() error {
	return a.withPhotos(func(cfg *config.Config, store photo.Store) error {
		names, err := store.Datasets()
		if err != nil {
			return err
		}
		names = append(names, run.PhotoDatasets(cfg)...)
		slices.Sort(names)
		if len(names) == 0 {
			fmt.Fprintln(a.Stdout, "no dataset has photos: daily, and no photo is kept")
		}
		w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
		for _, name := range slices.Compact(names) {
			line, err := store.Summary(name)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, line)
		}
		return w.Flush()
	})
}

// takePhotos takes the photos of the named datasets, continues after an error, and deletes old photos.
func (a *app) takePhotos(ctx context.Context, names []string) error {
	p, err := a.program(nil)
	if err != nil {
		return err
	}
	return p.TakePhotos(ctx, a.Stdout, names)
}
