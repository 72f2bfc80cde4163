package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/overview"
	"bilan/internal/usage"
)

func (a *app) historyCommand() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:               "history [REPORT]",
		Short:             "Show what was made and sent: states, recipients, the server's answers",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeReports,
		RunE: command(func(ctx context.Context, _ *cobra.Command, args []string) error {
			return a.withLedger(ctx, func(cfg *config.Config, l *ledger.Ledger) error {
				f := ledger.Filter{Limit: limit}
				if len(args) > 0 {
					f.Report = args[0]
				}
				list, err := a.history(ctx, l, f)
				if err != nil {
					return err
				}
				if len(list) == 0 && len(args) > 0 { // one that left the file may have a history
					if _, err := reportNames(cfg, args); err != nil {
						return err
					}
				}
				if asJSON {
					return writeJSON(a.Stdout, list)
				}
				zone, err := time.LoadLocation(cfg.Timezone)
				if err != nil {
					return err
				}
				printHistory(a.Stdout, list, zone)
				return nil
			})
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.Flags().IntVarP(&limit, "count", "n", 20, "how many slots")
	usage.Between(cmd, "count", &limit, 1, 100_000)
	return cmd
}

// chronicle is one slot with everything that came of it.
type chronicle struct {
	Report   string    `json:"report"`
	Slot     string    `json:"slot"`
	Kind     string    `json:"kind"`
	ByHand   string    `json:"by_hand,omitempty"` // what it is beside the schedule's own turn, in words
	To       []string  `json:"to,omitempty"`      // of a test: the addresses named by hand
	State    string    `json:"state"`
	Reason   string    `json:"reason,omitempty"`
	Due      time.Time `json:"due"`
	Late     string    `json:"late,omitempty"`
	late     time.Duration
	Edition  int64    `json:"edition,omitempty"`
	Attempts []tried  `json:"attempts,omitempty"`
	Messages []sentTo `json:"messages,omitempty"`
	Notices  []sentTo `json:"notices,omitempty"` // mails about it, to its owner or of a delay
}

type tried struct {
	Number  int       `json:"number"`
	Started time.Time `json:"started"`
	Took    string    `json:"took,omitempty"`
	Outcome string    `json:"outcome"`
	Reason  string    `json:"reason,omitempty"`
}

type sentTo struct {
	ID      int64     `json:"id"`
	Address string    `json:"address"`
	Role    string    `json:"role"`
	State   string    `json:"state"`
	Code    int       `json:"code,omitempty"`
	Reply   string    `json:"reply,omitempty"`
	Doubts  int       `json:"doubts,omitempty"` // attempts after which nobody knew whether a copy had arrived
	SentAt  time.Time `json:"sent_at,omitzero"`
	purpose ledger.Purpose
}

func (a *app) history(ctx context.Context, l *ledger.Ledger, f ledger.Filter) ([]chronicle, error) {
	slots, err := l.Slots(ctx, f)
	if err != nil {
		return nil, err
	}
	list := make([]chronicle, 0, len(slots))
	for _, s := range slots {
		c := chronicle{Report: s.Report, Slot: s.Slot, Kind: string(s.Kind), State: string(s.State), Reason: s.Reason, Due: s.Due, Edition: s.Edition}
		c.ByHand, c.To = byHand(s), s.To
		leaves := s.State != ledger.Skipped && s.State != ledger.Missed
		if late := s.Late(a.Now()); late > time.Minute && leaves && c.ByHand == "" { // who asks by hand asks when he likes
			c.Late, c.late = late.Round(time.Minute).String(), late
		}
		attempts, err := l.Attempts(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		for _, at := range attempts {
			if at.Slot != 0 {
				c.Attempts = append(c.Attempts, attempt(at))
			}
		}
		if s.Edition != 0 {
			if c.Messages, err = messagesOf(ctx, l, s.Edition); err != nil {
				return nil, err
			}
		}
		if c.Notices, err = noticesOf(ctx, l, s.Key); err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

// byHand says what a slot is beside the schedule's own turn, "" for that one.
func byHand(s ledger.Slot) string {
	switch s.Kind {
	case ledger.Address:
		return "test to " + strings.Join(s.To, ", ")
	case ledger.Again:
		return "sent again by hand"
	case ledger.Correction:
		return "correction"
	}
	return ""
}

func attempt(at ledger.Attempt) tried {
	t := tried{Number: at.Number, Started: at.Started, Outcome: at.Outcome, Reason: at.Reason}
	if !at.Ended.IsZero() {
		t.Took = at.Ended.Sub(at.Started).Round(time.Millisecond).String()
	}
	return t
}

func messagesOf(ctx context.Context, l *ledger.Ledger, edition int64) ([]sentTo, error) {
	deliveries, err := l.Deliveries(ctx, edition)
	if err != nil {
		return nil, err
	}
	list := make([]sentTo, len(deliveries))
	for i, d := range deliveries {
		list[i] = message(d)
	}
	return list, nil
}

// noticesOf lists the mails about one slot.
func noticesOf(ctx context.Context, l *ledger.Ledger, k ledger.Key) (list []sentTo, err error) {
	notices, err := l.NoticesOf(ctx, k.Report, k.Slot)
	for _, d := range notices {
		if d.Key == k {
			list = append(list, message(d))
		}
	}
	return list, err
}

func message(d ledger.Delivery) sentTo {
	return sentTo{d.ID, d.Address, d.Role, string(d.State), d.Code, d.Reply, d.Doubts, d.SentAt, d.Purpose}
}

// stateWords names a message's state and the copies of which nobody knows whether they arrived.
func stateWords(state string, doubts int) string {
	copies := "1 copy"
	if doubts > 1 {
		copies = fmt.Sprintf("%d copies", doubts)
	}
	switch {
	case doubts == 0:
		return state
	case state == string(ledger.Sent):
		return state + ", " + copies + " more may have arrived"
	}
	return state + ", " + copies + " may have arrived"
}

func printHistory(w io.Writer, list []chronicle, zone *time.Location) {
	if len(list) == 0 {
		fmt.Fprintln(w, "nothing yet")
	}
	for _, c := range list {
		fmt.Fprintf(w, "%s %s", c.Report, c.Slot)
		if c.ByHand != "" {
			fmt.Fprintf(w, " (%s)", c.ByHand)
		}
		fmt.Fprintf(w, ": %s", c.State)
		if c.Edition != 0 {
			fmt.Fprintf(w, ", edition %d", c.Edition)
		}
		fmt.Fprintf(w, ", due %s", c.Due.In(zone).Format("2006-01-02 15:04"))
		if c.late != 0 {
			fmt.Fprintf(w, ", late by %s", overview.Span(int64(c.late.Seconds())))
		}
		fmt.Fprintln(w)
		if c.Reason != "" {
			fmt.Fprintf(w, "  %s\n", c.Reason)
		}
		if n := len(c.Attempts); n > 0 {
			last := c.Attempts[n-1]
			fmt.Fprintf(w, "  attempt %d at %s took %s\n", last.Number, last.Started.In(zone).Format("15:04:05"), last.Took)
		}
		for _, m := range c.Messages {
			printMessage(w, m.Address, m)
		}
		for _, m := range c.Notices {
			printMessage(w, string(m.purpose)+" to "+m.Address, m)
		}
	}
}

func printMessage(w io.Writer, to string, m sentTo) {
	fmt.Fprintf(w, "  %s: %s", to, stateWords(m.State, m.Doubts))
	if m.Reply != "" {
		fmt.Fprintf(w, " (%s)", m.Reply)
	}
	fmt.Fprintln(w)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
