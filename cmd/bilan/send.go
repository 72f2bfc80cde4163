package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/history"
	"bilan/internal/inspect"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/plans"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/timetable"
	"bilan/internal/usage"
	"bilan/internal/versions"
)

type sendOptions struct {
	period string
	to     []string
	all    bool
	again  bool
	anyway bool

	memberOptions
}

func (a *app) sendCommand() *cobra.Command {
	var o sendOptions
	cmd := &cobra.Command{
		Use:   "send REPORT",
		Short: "Make a report and mail it: to its owner, to an address, or to everybody on its list",
		Long: "Make a report and mail it: to its owner, to an address, or to everybody on its list.\n\n" +
			"With --all it makes the turn of the schedule: what was already sent is not sent again, and the daemon does not\n" +
			"repeat what is sent early. Without --all the turn of the schedule stays as it is.",
		Example: "  bilan send suivi-hebdo                          to the owner only\n" +
			"  bilan send suivi-hebdo --to moi@lenoir.example  to that address only\n" +
			"  bilan send suivi-hebdo --all                    to everybody on the report's list\n" +
			"  bilan send suivi-hebdo --plan                   what everybody would get, for a report with each:\n" +
			"  bilan send suivi-hebdo --sample 3               three editions of members, to the owner",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.send(ctx, args, o)
		}),
	}
	cmd.Flags().StringVar(&o.period, "period", "", "the `period`: 2026-W46, 2026-11, 2026-Q3 or 2026, or \"last week\" as in periods (default: the latest one due)")
	cmd.Flags().Var(usage.Addresses{List: &o.to}, "to", "send to this `ADDRESS` only")
	cmd.Flags().BoolVar(&o.all, "all", false, "send to everybody on the report's list")
	cmd.Flags().BoolVar(&o.again, "again", false, "with --all: send it although it was already sent")
	cmd.Flags().BoolVar(&o.anyway, "anyway", false, "send it although its data failed a check, with a banner that says so")
	o.flags(cmd)
	usage.Exclusive(cmd, "to", "all")
	usage.Exclusive(cmd, "to", "again")
	return cmd
}

func (a *app) send(ctx context.Context, names []string, o sendOptions) error {
	p, err := a.program(nil)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return p.WhichReportError()
	}
	name := names[0]
	if o.plan {
		return a.printPlan(ctx, p, name, o)
	}
	// Mistakes in the addresses or in the report's SQL must be found before anything is done or stored.
	recipients, err := p.Recipients(name, run.Audience{To: o.to, All: o.all || o.again})
	if err != nil {
		return err
	}
	ask, err := a.requestFor(p, name, o, recipients)
	if err != nil {
		return err
	}
	if err := inspect.CheckReport(ctx, &p.Program, plans.Order{Report: name, Period: o.period}); err != nil {
		return err
	}
	return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
		slot, done, err := l.Request(ctx, ask)
		if errors.Is(err, ledger.ErrBusy) {
			err = nil // another process is making it: watch that process
		}
		if err != nil {
			return err
		}
		if done {
			words, more, err := resendUnsent(ctx, l, slot)
			if err != nil {
				return err
			}
			fmt.Fprintln(a.Stdout, words)
			if !more {
				return nil
			}
		}
		return a.followSlot(ctx, l, slot.Key)
	})
}

// requestFor returns the request to the ledger. Only --all and --again request the turn of the schedule, and only if the
// period is that turn's.
func (a *app) requestFor(p *run.Program, name string, o sendOptions, to run.Recipients) (ledger.TurnRequest, error) {
	asked, err := p.Turn(plans.Order{Report: name, Period: o.period})
	if err != nil {
		return ledger.TurnRequest{}, err
	}
	turn, due := maker.Turn{Slot: asked.Slot, Period: asked.Period, Anyway: o.anyway, Members: o.members()}, asked.Due
	work := ledger.Work{Day: asked.Slot.Date.String()}
	if asked.Scheduled {
		turn.Key = work.Day
		if own, ok := timetable.ScheduledTurn(p.Config, name, asked); ok {
			turn.Key, work = own.Slot, own.Work
		}
	}
	if due.IsZero() {
		due = a.Now()
	}
	ask := ledger.TurnRequest{Key: ledger.Key{Report: name, Slot: turn.String()}, Kind: ledger.Scheduled, Work: work, Due: due, On: asked.Slot.Date.String()}
	switch {
	case o.again:
		ask.Kind, ask.Along = ledger.Again, versions.Request{Repeat: true, By: a.personName()}.StoreWith(a.Now())
	case !o.all:
		ask.Kind, ask.To = ledger.Address, to.Addresses
	}
	return ask, nil
}

// followSlot produces and delivers a slot, or watches the process that does so, and prints the result.
func (a *app) followSlot(ctx context.Context, l *ledger.Ledger, k ledger.Key) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	locked, err := l.TryLock()
	if err != nil {
		return err
	}
	if locked {
		d := a.worker(l, shown.Stage)
		if err := d.Start(); err != nil {
			return err
		}
		if err := d.DrainSlot(ctx, k); err != nil {
			return err
		}
	}
	var last ledger.Slot
	var messages []ledger.Delivery
	err = l.Follow(ctx, k, func(s ledger.Slot, list []ledger.Delivery) bool {
		last, messages = s, list
		return locked || history.Settled(s, list)
	})
	shown.Stop()
	if err != nil {
		return err
	}
	return history.PrintResult(a.Stdout, last, messages)
}

// memberOptions are the options for reports with an edition per member.
type memberOptions struct {
	plan, csv, json, allMembers bool
	sample                      int
	only                        []string
}

func (o *memberOptions) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.plan, "plan", false, "make and check everything, send nothing, and list who would get what, with the sums and a hash")
	cmd.Flags().BoolVar(&o.csv, "csv", false, "with --plan: as CSV")
	cmd.Flags().BoolVar(&o.json, "json", false, "with --plan: as JSON")
	cmd.Flags().IntVar(&o.sample, "sample", 0, "send `N` editions of members, to the owner or to --to")
	cmd.Flags().StringArrayVar(&o.only, "only", nil, "send the edition of one `MEMBER`, rep=R07 or team=Nord, to the owner or to --to; for any report")
	cmd.Flags().BoolVar(&o.allMembers, "all-members", false, "send the editions of all members to the owner or to --to")
	for _, mine := range []string{"sample", "only", "all-members"} {
		usage.Exclusive(cmd, mine, "all")
		usage.Exclusive(cmd, mine, "again")
		usage.Exclusive(cmd, mine, "plan")
	}
	usage.Exclusive(cmd, "plan", "to")
	usage.Exclusive(cmd, "csv", "json")
	usage.Exclusive(cmd, "sample", "all-members")
}

// members returns the requested members in the form that a turn's name has.
func (o *memberOptions) members() []string {
	list := o.only
	if o.allMembers {
		list = append(list[:len(list):len(list)], "*")
	}
	if o.sample > 0 {
		list = append(list[:len(list):len(list)], strconv.Itoa(o.sample))
	}
	return list
}

// printPlan prints the recipients and their editions, and sends nothing.
func (a *app) printPlan(ctx context.Context, p *run.Program, name string, o sendOptions) error {
	shown := progress.New(a.Stderr)
	defer shown.Stop()
	p.Stage = shown.Stage
	d, err := p.Plan(ctx, plans.Order{Report: name, Period: o.period, Anyway: o.anyway})
	shown.Stop()
	if err != nil {
		return err
	}
	if err := d.Write(a.Stdout, o.format()); err != nil || o.format() != "table" {
		return err
	}
	return a.printLastMail(ctx, p.Config, d.MessageCount())
}

func (o *memberOptions) format() string {
	switch {
	case o.csv:
		return "csv"
	case o.json:
		return "json"
	}
	return "table"
}
