package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/diagnose"
	"bilan/internal/inspect"
	"bilan/internal/ledger"
	"bilan/internal/maker"
	"bilan/internal/plans"
	"bilan/internal/progress"
	"bilan/internal/run"
	"bilan/internal/timetable"
	"bilan/internal/usage"
)

type sendOptions struct {
	period string
	to     []string
	all    bool
	again  bool
	anyway bool

	membersOptions
}

func (a *app) sendCommand() *cobra.Command {
	var o sendOptions
	cmd := &cobra.Command{
		Use:   "send REPORT",
		Short: "Make a report and mail it: to its owner, to an address, or to everybody on its list",
		Long: "Make a report and mail it: to its owner, to an address, or to everybody on its list.\n\n" +
			"With --all it takes the schedule's own turn: what was sent already is not sent again, and what is sent early\n" +
			"the daemon finds done. Without --all the schedule's turn stays as it is.",
		Example: "  bilan send suivi-hebdo                          to the owner only\n" +
			"  bilan send suivi-hebdo --to moi@lenoir.example  to that address only\n" +
			"  bilan send suivi-hebdo --all                    to everybody on the report's list\n" +
			"  bilan send suivi-hebdo --plan                   what everybody would get, of a report with each:\n" +
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
	cmd.Flags().BoolVar(&o.again, "again", false, "with --all: send it although it was sent already")
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
		return p.WhichReport()
	}
	name := names[0]
	if o.plan {
		return a.planned(ctx, p, name, o)
	}
	// Whatever can be wrong with the addresses or the report's own SQL is found before any work is done, or written down.
	recipients, err := p.Recipients(name, run.Audience{To: o.to, All: o.all || o.again})
	if err != nil {
		return err
	}
	ask, err := a.ask(p, name, o, recipients)
	if err != nil {
		return err
	}
	if err := inspect.CheckReport(ctx, &p.Program, plans.Order{Report: name, Period: o.period}); err != nil {
		return err
	}
	return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
		slot, done, err := l.Request(ctx, ask)
		if errors.Is(err, ledger.ErrBusy) {
			err = nil // somebody makes it right now: follow
		}
		if err != nil {
			return err
		}
		if done {
			left, err := unsent(ctx, l, slot.Edition)
			if err != nil {
				return err
			}
			if left > 0 {
				fmt.Fprintf(a.Stdout, "%s %s was made already, as edition %d: it goes to those who have not got it (%d)\n", slot.Report, slot.Slot, slot.Edition, left)
			} else {
				fmt.Fprintf(a.Stdout, "%s %s was sent already, as edition %d (--again repeats it)\n", slot.Report, slot.Slot, slot.Edition)
				return nil
			}
		}
		return a.follow(ctx, l, slot.Key)
	})
}

// unsent asks again for an edition's messages that did not arrive, the same bytes, and counts them together with those
// that a command which was ended has left.
func unsent(ctx context.Context, l *ledger.Ledger, edition int64) (n int, err error) {
	if _, err = l.Resend(ctx, edition); err != nil {
		return 0, err
	}
	list, err := l.Deliveries(ctx, edition)
	return len(slices.DeleteFunc(list, func(d ledger.Delivery) bool { return d.State.Final() })), err
}

// ask says to the ledger what is wanted. Only --all takes the schedule's own turn, and only where it fits.
func (a *app) ask(p *run.Program, name string, o sendOptions, to run.Recipients) (ledger.Ask, error) {
	asked, err := p.Turn(plans.Order{Report: name, Period: o.period})
	if err != nil {
		return ledger.Ask{}, err
	}
	turn, due := maker.Turn{Slot: asked.Slot, Period: asked.Period, Anyway: o.anyway, Members: o.members()}, asked.Due
	work := ledger.Work{Day: asked.Slot.Date.String()}
	if asked.Own {
		turn.Key = work.Day
		own, ok, err := timetable.OwnTurn(p.Config, name, asked)
		if err != nil {
			return ledger.Ask{}, err
		}
		if ok {
			turn.Key, work = own.Slot, own.Work
		}
	}
	if due.IsZero() {
		due = a.Now()
	}
	ask := ledger.Ask{Key: ledger.Key{Report: name, Slot: turn.String()}, Kind: ledger.Scheduled, Work: work, Due: due, On: asked.Slot.Date.String()}
	switch {
	case o.again:
		ask.Kind = ledger.Again
	case !o.all:
		ask.Kind, ask.To = ledger.Address, to.Addresses
	}
	return ask, nil
}

// follow works a slot to its end where nobody else does, else watches whoever does, and prints what came of it.
func (a *app) follow(ctx context.Context, l *ledger.Ledger, k ledger.Key) error {
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
		return locked || over(s, list)
	})
	shown.Stop()
	if err != nil {
		return err
	}
	return a.tell(last, messages)
}

// over tells that nothing more happens soon: the slot and its messages are at their end, or wait for a later attempt.
func over(s ledger.Slot, list []ledger.Delivery) bool {
	switch s.State {
	case ledger.Held, ledger.Retrying:
		return true
	case ledger.Produced:
		return !slices.ContainsFunc(list, func(d ledger.Delivery) bool {
			return d.State == ledger.Pending || d.State == ledger.Sending
		})
	}
	return s.State.Final()
}

func (a *app) tell(s ledger.Slot, list []ledger.Delivery) error {
	switch s.State {
	case ledger.Produced:
	case ledger.Skipped:
		fmt.Fprintf(a.Stdout, "%s %s is skipped: %s\n", s.Report, s.Slot, s.Reason)
		return nil
	default:
		return stateError(s)
	}
	var failed []string
	for _, d := range list {
		if d.Purpose == ledger.Notice || d.Purpose == ledger.ForReview {
			continue
		}
		words := stateWords(string(d.State), d.Doubts)
		if d.Reply != "" {
			words += ": " + d.Reply
		}
		fmt.Fprintf(a.Stdout, "%s: %s\n", d.Address, words)
		if d.State != ledger.Sent && d.State != ledger.Withheld {
			failed = append(failed, d.Address)
		}
	}
	if slices.ContainsFunc(list, func(d ledger.Delivery) bool { return d.State == ledger.Withheld }) {
		fmt.Fprintf(a.Stdout, "it waits for a release: bilan release %s %s\n", s.Report, s.Slot)
	}
	if len(failed) > 0 {
		return &undeliveredError{failed}
	}
	return nil
}

// stateError says why a slot has no edition.
func stateError(s ledger.Slot) error {
	err := fmt.Errorf("report %q is %s: %s", s.Report, s.State, s.Reason)
	if strings.Contains(s.Reason, diagnose.UnusableWords) || s.State == ledger.Held {
		return &diagnose.Unusable{Cause: err}
	}
	return err
}

// undeliveredError names the addresses that did not get their mail.
type undeliveredError struct{ addresses []string }

func (e *undeliveredError) Error() string {
	return "not delivered to " + strings.Join(e.addresses, ", ")
}
