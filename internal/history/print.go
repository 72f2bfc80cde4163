package history

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/overview"
)

// DescribeState describes the state of a message, with the number of copies that may have arrived although the server's
// answer is unknown.
func DescribeState(state string, doubts int) string {
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

// Print writes turns for people, with times in a zone. With brief it counts the messages of many members, and lists
// only those that were not clearly sent.
func Print(w io.Writer, list []Turn, zone *time.Location, brief bool) {
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
			fmt.Fprintf(w, ", %s", c.Made)
		}
		fmt.Fprintf(w, ", due %s", c.Due.In(zone).Format("2006-01-02 15:04"))
		if c.late != 0 {
			fmt.Fprintf(w, ", late by %s", overview.DurationText(int64(c.late.Seconds())))
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
		c.printMembers(w, brief)
		for _, m := range c.Notices {
			printMessage(w, string(m.purpose)+" to "+m.Address, m)
		}
	}
}

// String names an edition: "edition 42, version 2".
func (m Made) String() string {
	text := fmt.Sprintf("edition %d", m.Edition)
	if m.Version > 1 {
		text += fmt.Sprintf(", version %d", m.Version)
	}
	if m.ReplacedBy > 0 {
		text += fmt.Sprintf(", replaced by version %d", m.ReplacedBy)
	}
	return text
}

// mostMembers is the greatest number of members whose messages Print lists one by one when brief is set.
const mostMembers = 12

func (c Turn) printMembers(w io.Writer, brief bool) {
	brief = brief && len(c.Members) > mostMembers
	count := map[string]int{}
	for _, made := range c.Members {
		for _, m := range made.Messages {
			count[m.State]++
			if !brief || m.State != string(ledger.Sent) || m.Doubts > 0 {
				printMessage(w, fmt.Sprintf("%s, %s, %s", made.Member, made, m.Address), m)
			}
		}
	}
	if !brief {
		return
	}
	fmt.Fprintf(w, "  editions of members: %d", len(c.Members))
	for _, state := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(w, ", %s: %d", state, count[state])
	}
	fmt.Fprintf(w, " (bilan history %s lists them)\n", c.Report)
}

func printMessage(w io.Writer, to string, m Message) {
	fmt.Fprintf(w, "  %s: %s", to, DescribeState(m.State, m.Doubts))
	if m.Reply != "" {
		fmt.Fprintf(w, " (%s)", m.Reply)
	}
	fmt.Fprintln(w)
}
