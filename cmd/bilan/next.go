package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/daemon"
	"bilan/internal/ledger"
	"bilan/internal/letter"
	"bilan/internal/locale"
	"bilan/internal/period"
	"bilan/internal/schedule"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

// mostTurns is how many coming turns of a report are told at most.
const mostTurns = 500

// mostYears is how far ahead turns are told.
const mostYears = 5

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
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.next(ctx, args, o)
		}),
	}
	cmd.Flags().StringVar(&o.until, "until", "", "up to and including this `DATE`, as 2026-12-31")
	cmd.Flags().IntVarP(&o.count, "count", "n", 1, "how many of each report")
	cmd.Flags().BoolVar(&o.explain, "explain", false, "say what each one shows and the reason of every shift")
	usage.Exclusive(cmd, "until", "count")
	usage.Between(cmd, "count", &o.count, 1, mostTurns)
	return cmd
}

// comingTurn is one due time of one report.
type comingTurn struct {
	report string
	schedule.Occurrence
	period, key string
	not         string    // why the daemon will not make it, "" when it will
	last        time.Time // when its last mail is out; zero where nothing holds it back
}

func (a *app) next(ctx context.Context, only []string, o nextOptions) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	names, err := reportNames(cfg, only)
	if err != nil {
		return err
	}
	t, err := a.newAgenda(ctx, cfg)
	if err != nil {
		return err
	}
	until, err := t.untilDay(o.until)
	if err != nil {
		return err
	}
	var list []comingTurn
	for _, name := range names {
		list = append(list, t.of(name, o.count, until)...)
	}
	slices.SortStableFunc(list, func(a, b comingTurn) int { return a.Due.Compare(b.Due) })
	if len(list) == 0 {
		fmt.Fprintln(a.Stdout, t.nothing(only, o.until))
	}
	var free time.Time // when the mails of the reports before are out
	for _, c := range list {
		start := c.Due
		if free.After(start) {
			start = free
		}
		last, waits := t.known.LastMail(len(letter.Readers(cfg.Reports[c.report])), start)
		if c.not == "" && waits {
			c.last, free = last, last
		}
		t.print(a.Stdout, c, o.explain)
	}
	return nil
}

// agenda finds what is due, and what the state says of it.
type agenda struct {
	*timetable.Timetable
	cfg   *config.Config
	zone  *time.Location
	words *locale.Locale
	now   time.Time
	known timetable.Coming
}

// newAgenda reads schedules and state. What is due follows from the YAML: a state that cannot be read only keeps back what
// is paused or left out, and that is said.
func (a *app) newAgenda(ctx context.Context, cfg *config.Config) (*agenda, error) {
	t := &agenda{cfg: cfg, now: a.Now()}
	var err error
	if t.Timetable, err = timetable.New(cfg); err != nil {
		return nil, err
	}
	if t.zone, err = time.LoadLocation(cfg.Timezone); err != nil {
		return nil, err
	}
	if t.words, err = locale.For("en-GB"); err != nil {
		return nil, err
	}
	err = a.lookAtState(ctx, cfg, func(l *ledger.Ledger) (err error) {
		if l != nil {
			t.known, err = timetable.ReadComing(ctx, l, daemon.Paced(cfg), t.now)
		}
		return err
	})
	if err != nil {
		fmt.Fprintf(a.Stderr, "bilan: what is paused or left out is not shown: %v\n", err)
	}
	return t, nil
}

func (t *agenda) untilDay(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	d, err := period.ParseDate(s)
	if err != nil {
		return time.Time{}, usage.New(fmt.Errorf("--until: %w", err), "")
	}
	until := d.AddDays(1).In(t.zone)
	if until.Before(t.now) || until.After(t.now.AddDate(mostYears, 0, 0)) {
		return time.Time{}, usage.New(fmt.Errorf("--until: %s is not within the next %d years", s, mostYears), "")
	}
	return until, nil
}

// nothing says why no report is due.
func (t *agenda) nothing(only []string, until string) string {
	switch {
	case len(only) > 0 && !t.Scheduled(only[0]):
		return fmt.Sprintf("%s is sent by hand only (a schedule is written as send:)", only[0])
	case until != "":
		return "no report is due until " + until
	}
	return "no report is due (a report needs send:)"
}

func (t *agenda) of(name string, count int, until time.Time) (list []comingTurn) {
	for after := t.now; until.IsZero() && len(list) < count || !until.IsZero(); {
		o, ok := t.Next(name, after)
		if !ok || !until.IsZero() && !o.Due.Before(until) || o.Due.After(t.now.AddDate(mostYears, 0, 0)) {
			break
		}
		key := t.Key(name, o)
		list = append(list, comingTurn{report: name, Occurrence: o, period: t.Shows(name, o), key: key, not: t.known.Words(name, key)})
		after = o.Due
	}
	return list
}

func (t *agenda) print(w io.Writer, c comingTurn, explain bool) {
	due := c.Due // in the report's own zone
	fmt.Fprintf(w, "%-24s %s %s at %s", c.report, t.words.Weekday(due), t.words.Date(due), due.Format("15:04 MST"))
	if c.not != "" {
		fmt.Fprintf(w, " (%s)", c.not)
	}
	if !c.last.IsZero() {
		fmt.Fprintf(w, ", last mail out %s", timetable.LastWords(t.words, due, c.last.In(due.Location())))
	}
	fmt.Fprintln(w)
	if !explain {
		return
	}
	fmt.Fprintf(w, "%-24s shows %s, slot %s\n", "", c.period, c.key)
	for _, reason := range c.Reasons {
		fmt.Fprintf(w, "%-24s %s\n", "", strings.TrimSpace(reason))
	}
}

// reportNames are the reports asked for, or all.
func reportNames(cfg *config.Config, only []string) ([]string, error) {
	names := slices.Sorted(maps.Keys(cfg.Reports))
	if len(only) == 0 {
		return names, nil
	}
	if !slices.Contains(names, only[0]) {
		return nil, usage.NoReport(only[0], names)
	}
	return only, nil
}
