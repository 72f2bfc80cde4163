package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/settlement"
	"bilan/internal/usage"
)

func (a *app) restoredCommand() *cobra.Command {
	var since string
	cmd := &cobra.Command{
		Use:   "restored",
		Short: "Say that the state was restored from a copy that does not show it",
		Long: "Say that the state was restored from a copy that does not show it: a snapshot of the machine or a dump of PostgreSQL.\n\n" +
			"Nothing is planned, made or sent from then on until bilan state reconcile has settled what left since the copy was made.",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				at, err := clockTime(since, cfg.Timezone)
				if err != nil {
					return err
				}
				if err := l.SetBehind(ctx, at, "said with bilan state restored"); err != nil {
					return err
				}
				return a.reconcile(ctx, l, cfg, answer{})
			})
		}),
	}
	cmd.Flags().StringVar(&since, "since", "", "when the copy was made: a `TIME` such as \"2026-11-23 10:00\" (default: the last instant that the state knows of)")
	return cmd
}

// answer is how a person says what left since the copy was made.
type answer struct {
	until, maildir string
	ask, everybody bool
}

func (s answer) given() bool { return s != answer{} }

func (a *app) reconcileCommand() *cobra.Command {
	var s answer
	cmd := &cobra.Command{
		Use:   "reconcile",
		Short: "Settle what left before the state was restored from a copy, so that nothing is sent twice",
		Long: "Settle what left before the state was restored from a copy, so that nothing is sent twice.\n\n" +
			"Without a flag it lists the turns that may have left since the copy was made. A turn that left is not made again;\n" +
			"every other one is made at the daemon's next look, as far as missed: says so.",
		Example: "  bilan state reconcile                                  what may have left\n" +
			"  bilan state reconcile --sent-until \"2026-11-23 10:00\"   all that was due until then left\n" +
			"  bilan state reconcile --from-maildir ~/Maildir           what is in a mailbox of a recipient left\n" +
			"  bilan state reconcile --from-maildir archive --everybody what is in a folder with the mails of all recipients left\n" +
			"  bilan state reconcile --ask                              asked turn by turn",
		Args: cobra.NoArgs,
		RunE: command(func(ctx context.Context, _ *cobra.Command, _ []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error { return a.reconcile(ctx, l, cfg, s) })
		}),
	}
	cmd.Flags().StringVar(&s.until, "sent-until", "", "all that was due until this `TIME` left: \"2026-11-23 10:00\"")
	cmd.Flags().StringVar(&s.maildir, "from-maildir", "", "what has a mail in this `FOLDER` left: a Maildir, or a folder of .eml files")
	cmd.Flags().BoolVar(&s.everybody, "everybody", false, "the folder has the mails of all recipients: what is not there did not leave (default where it has two recipients of one turn)")
	cmd.Flags().BoolVar(&s.ask, "ask", false, "ask for each turn whether it left")
	for _, pair := range [][2]string{{"sent-until", "from-maildir"}, {"sent-until", "ask"}, {"from-maildir", "ask"}} {
		usage.Exclusive(cmd, pair[0], pair[1])
	}
	return cmd
}

func (a *app) reconcile(ctx context.Context, l *ledger.Ledger, cfg *config.Config, s answer) error {
	behind, err := l.Behind(ctx)
	if err != nil {
		return err
	}
	if behind == nil {
		fmt.Fprintln(a.Stdout, "The state was not restored from a copy: there is nothing to settle. (bilan state restored says that it was.)")
		return nil
	}
	d := a.worker(l, nil)
	if err := d.Start(); err != nil {
		return err
	}
	zone, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return err
	}
	turns, err := d.MaybeSent(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stdout, "Paused: the state is that of %s (%s).\n", behind.Since.In(zone).Format("2006-01-02 15:04"), behind.Why)
	if !s.given() {
		a.listMaybeSent(turns, zone)
		return nil
	}
	how, settled, err := a.whatLeft(s, turns, cfg.Timezone)
	if err != nil {
		return err
	}
	for _, t := range settled {
		fmt.Fprintf(a.Stdout, "%s, due %s: %s\n", t.Key, t.Due.In(zone).Format("2006-01-02 15:04"), t)
	}
	if err := settlement.Record(ctx, l, how, settled, a.Now()); err != nil {
		return err
	}
	if err := l.Settled(ctx); err != nil {
		return err
	}
	fmt.Fprintln(a.Stdout, "Settled: work goes on.")
	return nil
}

func (a *app) listMaybeSent(turns []settlement.Turn, zone *time.Location) {
	if len(turns) == 0 {
		fmt.Fprintln(a.Stdout, "No turn fell due since. To go on: bilan state reconcile --ask")
		return
	}
	fmt.Fprintln(a.Stdout, "These turns may have left since:")
	for _, t := range turns {
		fmt.Fprintf(a.Stdout, "  %s, due %s\n", t.Key, t.Due.In(zone).Format("2006-01-02 15:04"))
	}
	fmt.Fprintln(a.Stdout, "Say which left: bilan state reconcile --sent-until TIME, --from-maildir FOLDER or --ask")
}

// whatLeft gives how it is known what left, and what that is of each turn.
func (a *app) whatLeft(s answer, turns []settlement.Turn, zone string) (how string, list []settlement.Settled, err error) {
	switch {
	case s.ask:
		left, err := a.askEach(turns)
		if err != nil {
			return "", nil, err
		}
		return "said by hand", settlement.Said(turns, left), nil
	case s.maildir != "":
		box, err := settlement.Open(s.maildir, s.everybody, turns)
		if err != nil {
			return "", nil, err
		}
		fmt.Fprintln(a.Stdout, box)
		return "its mail is in " + s.maildir, box.Settle(turns), nil
	}
	until, err := clockTime(s.until, zone)
	return "all that was due until " + s.until + " left", settlement.Until(turns, until), err
}

// askEach asks on the terminal. An input that ends settles nothing.
func (a *app) askEach(turns []settlement.Turn) (func(settlement.Turn) bool, error) {
	in, answers := bufio.NewReader(os.Stdin), map[ledger.Key]bool{}
	for _, t := range turns {
		for answered := false; !answered; {
			fmt.Fprintf(a.Stdout, "Did %s leave? [y/n] ", t.Key)
			line, err := in.ReadString('\n')
			if err != nil && (!errors.Is(err, io.EOF) || line == "") {
				return nil, errors.New("no answer: nothing is settled")
			}
			switch strings.ToLower(strings.TrimSpace(line)) {
			case "y", "yes", "o", "oui":
				answers[t.Key], answered = true, true
			case "n", "no", "non":
				answered = true
			}
		}
	}
	return func(t settlement.Turn) bool { return answers[t.Key] }, nil
}

// clockTime reads a time as people write it in the company's zone; "" is the zero time.
func clockTime(text, zone string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	where, err := time.LoadLocation(zone)
	if err != nil {
		return time.Time{}, err
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02", time.RFC3339} {
		if t, err := time.ParseInLocation(layout, text, where); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time: write one such as \"2026-11-23 10:00\"", text)
}
