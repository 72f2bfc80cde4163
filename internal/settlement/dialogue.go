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

// Evidence is how a person proves which messages left since the copy was made: one of the fields, or none.
type Evidence struct {
	Until      string // everything due until this time
	Maildir    string // what has a mail in this folder
	Everybody  bool   // which has the mails of all recipients
	OneMailbox bool   // which is one person's
	Ask        bool   // ask for each turn
}

func (e Evidence) whose() Whose {
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
	Turns  []Turn         // that may have been sent
	Zone   *time.Location // of what people read and write
	Now    time.Time
	In     io.Reader // answers, for Evidence.Ask
	Out    io.Writer
}

// Settle records the messages that left according to the evidence, and ends the pause. Without evidence it lists the
// turns.
func (d Dialogue) Settle(ctx context.Context, e Evidence) error {
	fmt.Fprintf(d.Out, "Paused: the state is that of %s (%s).\n", minute(d.Behind.Since.In(d.Zone)), d.Behind.Why)
	if e == (Evidence{}) {
		d.list()
		return nil
	}
	how, settled, err := d.whatWasSent(e)
	if err != nil {
		return err
	}
	for _, t := range settled {
		fmt.Fprintf(d.Out, "%s, due %s: %s\n", t.Key, minute(t.Due.In(d.Zone)), t)
	}
	if err := Record(ctx, d.Ledger, how, settled, d.Now); err != nil {
		return err
	}
	if err := d.Ledger.Settled(ctx); err != nil {
		return err
	}
	fmt.Fprintln(d.Out, "Settled: work goes on.")
	return nil
}

func minute(t time.Time) string { return t.Format("2006-01-02 15:04") }

func (d Dialogue) list() {
	if len(d.Turns) == 0 {
		fmt.Fprintln(d.Out, "No turn fell due since. To go on: bilan state reconcile --ask")
		return
	}
	fmt.Fprintln(d.Out, "These turns may have been sent since:")
	for _, t := range d.Turns {
		fmt.Fprintf(d.Out, "  %s, due %s\n", t.Key, minute(t.Due.In(d.Zone)))
	}
	fmt.Fprintln(d.Out, "Tell which were sent: bilan state reconcile --sent-until TIME, --from-maildir FOLDER or --ask")
}

// whatWasSent evaluates the evidence: a description of it, and what left of each turn.
func (d Dialogue) whatWasSent(e Evidence) (how string, list []Settled, err error) {
	switch {
	case e.Ask:
		left, err := d.askEach()
		if err != nil {
			return "", nil, err
		}
		return "said by hand", Said(d.Turns, left), nil
	case e.Maildir != "":
		box, err := Open(e.Maildir, e.whose(), d.Turns)
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
	return "everything due until " + e.Until + " left", Until(d.Turns, until), err
}

// askEach asks for each turn. An input that ends settles nothing.
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
