package settlement

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/period"
)

// Evidence is how a person shows which messages left after the copy of the state was made. One of Until, Maildir and Ask
// is set, or none.
type Evidence struct {
	Until      string // everything that was due until this time left
	Maildir    string // the messages in this folder left
	Everybody  bool   // Maildir has the mails of all recipients
	OneMailbox bool   // Maildir has the mails of one person
	Ask        bool   // the person is asked about each turn
}

func (e Evidence) folderOwner() Whose {
	switch {
	case e.Everybody:
		return Everybody
	case e.OneMailbox:
		return OnePerson
	}
	return Unsaid
}

// Dialogue settles a restored state with a person at a terminal.
type Dialogue struct {
	Ledger *ledger.Ledger
	Behind *ledger.Behind
	Turns  []Turn         // those that may have been sent
	Zone   *time.Location // in which people read and write instants
	Now    time.Time
	In     io.Reader // for the answers, with Evidence.Ask
	Out    io.Writer
}

// Settle records the messages that left by the evidence, and ends the pause. Without evidence it only lists the turns.
func (d Dialogue) Settle(ctx context.Context, e Evidence) error {
	fmt.Fprintf(d.Out, "Paused: the state is that of %s (%s).\n", formatMinute(d.Behind.Since.In(d.Zone)), d.Behind.Why)
	if e == (Evidence{}) {
		d.printTurns()
		return nil
	}
	how, settled, err := d.evaluate(e)
	if err != nil {
		return err
	}
	for _, t := range settled {
		fmt.Fprintf(d.Out, "%s, due %s: %s\n", t.Key, formatMinute(t.Due.In(d.Zone)), t)
	}
	if err := Record(ctx, d.Ledger, how, settled, d.Now); err != nil {
		return err
	}
	if err := d.Ledger.EndBehind(ctx); err != nil {
		return err
	}
	fmt.Fprintln(d.Out, "Settled: work goes on.")
	return nil
}

func formatMinute(t time.Time) string { return t.Format("2006-01-02 15:04") }

func (d Dialogue) printTurns() {
	if len(d.Turns) == 0 {
		fmt.Fprintln(d.Out, "No turn has been due since. To go on: bilan state reconcile --ask")
		return
	}
	fmt.Fprintln(d.Out, "These turns may have been sent since:")
	for _, t := range d.Turns {
		fmt.Fprintf(d.Out, "  %s, due %s\n", t.Key, formatMinute(t.Due.In(d.Zone)))
	}
	fmt.Fprintln(d.Out, "Say which were sent: bilan state reconcile --sent-until TIME, --from-maildir FOLDER or --ask")
}

// evaluate evaluates the evidence. It returns a description of the evidence, and what left of each turn.
func (d Dialogue) evaluate(e Evidence) (how string, list []Settled, err error) {
	switch {
	case e.Ask:
		wasSent, err := d.askEach()
		if err != nil {
			return "", nil, err
		}
		return "said by hand", SettleBy(d.Turns, wasSent), nil
	case e.Maildir != "":
		box, err := Open(e.Maildir, e.folderOwner(), d.Turns)
		if err != nil {
			return "", nil, err
		}
		fmt.Fprintln(d.Out, box)
		return "its mail is in " + e.Maildir, box.Settle(d.Turns), nil
	}
	var until time.Time
	if e.Until != "" {
		until, err = period.ParseInstant(e.Until, d.Zone)
	}
	return "everything due until " + e.Until + " left", SettleUntil(d.Turns, until), err
}

// askEach asks about each turn, and returns whether it was sent. If the input ends before the last answer, it returns an
// error.
func (d Dialogue) askEach() (func(Turn) bool, error) {
	in, answers := bufio.NewReader(d.In), map[ledger.Key]bool{}
	for _, t := range d.Turns {
		for answered := false; !answered; {
			fmt.Fprintf(d.Out, "Was %s sent? [y/n] ", t.Key)
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
	return func(t Turn) bool { return answers[t.Key] }, nil
}
