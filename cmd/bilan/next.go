package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/run"
	"bilan/internal/schedule"
)

type nextOptions struct {
	until   string
	count   int
	explain bool
}

func (a *app) nextCommand() *cobra.Command {
	var o nextOptions
	cmd := &cobra.Command{
		Use:               "next [REPORT]",
		Short:             "Print when reports are due, in plain words",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(_ context.Context, _ *cobra.Command, args []string) error {
			return a.next(args, o)
		}),
	}
	cmd.Flags().StringVar(&o.until, "until", "", "up to and including this `DATE`, as 2026-12-31")
	cmd.Flags().IntVarP(&o.count, "count", "n", 1, "how many of each report")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say what each one shows and the reason of every shift")
	exclusive(cmd, "until", "count")
	return cmd
}

// coming is one due time of one report.
type coming struct {
	report string
	schedule.Occurrence
	period string
}

func (a *app) next(only []string, o nextOptions) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	t, err := newTimetable(cfg, a.Now())
	if err != nil {
		return err
	}
	until, err := t.untilDay(o.until)
	if err != nil {
		return err
	}
	var list []coming
	names, err := reportNames(cfg, only)
	if err != nil {
		return err
	}
	for _, name := range names {
		found, err := t.of(name, o.count, until)
		if err != nil {
			return err
		}
		list = append(list, found...)
	}
	slices.SortStableFunc(list, func(a, b coming) int { return a.Due.Compare(b.Due) })
	if len(list) == 0 {
		fmt.Fprintln(a.Stdout, "no report is due (a report needs send:)")
	}
	for _, c := range list {
		t.print(a.Stdout, c, o.explain)
	}
	return nil
}

// timetable finds what is due.
type timetable struct {
	cfg      *config.Config
	calendar *period.Calendar
	zone     *time.Location
	words    *locale.Locale
	now      time.Time
}

func newTimetable(cfg *config.Config, now time.Time) (*timetable, error) {
	t := &timetable{cfg: cfg, now: now}
	var err error
	if t.zone, err = time.LoadLocation(cfg.Timezone); err != nil {
		return nil, err
	}
	if t.calendar, err = run.Calendar(cfg.Calendar); err != nil {
		return nil, err
	}
	t.words, err = locale.For("en-GB")
	return t, err
}

func (t *timetable) untilDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	d, err := period.ParseDate(s)
	return d.AddDays(1).In(t.zone), err
}

func (t *timetable) of(name string, count int, until time.Time) ([]coming, error) {
	r := t.cfg.Reports[name]
	if r.Send == (config.Send{}) {
		return nil, nil
	}
	cadence, err := schedule.Parse(r.Spec())
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", name, err)
	}
	first, err := period.ParseRelative(r.Periods[0])
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", name, err)
	}
	zone, err := time.LoadLocation(r.Timezone)
	if err != nil {
		return nil, fmt.Errorf("report %q: %w", name, err)
	}
	var list []coming
	for after := t.now; until.IsZero() && len(list) < count || !until.IsZero(); {
		o, ok := cadence.NextDue(after, t.calendar, zone)
		if !ok || !until.IsZero() && !o.Due.Before(until) {
			break
		}
		list = append(list, coming{name, o, t.calendar.ID(cadence.Resolve(first, o.Slot, t.calendar))})
		after = o.Due
	}
	return list, nil
}

func (t *timetable) print(w io.Writer, c coming, explain bool) {
	due := c.Due // in the report's own zone
	fmt.Fprintf(w, "%-24s %s %s at %s\n", c.report, t.words.Weekday(due), t.words.Date(due), due.Format("15:04 MST"))
	if !explain {
		return
	}
	fmt.Fprintf(w, "%-24s shows %s, slot %s\n", "", c.period, c.Slot)
	for _, reason := range c.Reasons {
		fmt.Fprintf(w, "%-24s %s\n", "", strings.TrimSpace(reason))
	}
}

// reportNames are the reports asked for, or all.
func reportNames(cfg *config.Config, only []string) ([]string, error) {
	names := make([]string, 0, len(cfg.Reports))
	for name := range cfg.Reports {
		names = append(names, name)
	}
	slices.Sort(names)
	if len(only) == 0 {
		return names, nil
	}
	if !slices.Contains(names, only[0]) {
		return nil, fmt.Errorf("there is no report %q (there is: %s)", only[0], strings.Join(names, ", "))
	}
	return only, nil
}
