// Package overview prints the status of the daemon and of the reports, for people and for monitoring.
package overview

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"bilan/internal/config"
	"bilan/internal/ledger"
	"bilan/internal/locale"
	"bilan/internal/status"
)

// MostListed is how many reports Write lists unless it is asked for all.
const MostListed = 10

// Write prints the overall status and a line for each report: all reports, or the MostListed worst. Instants are in the
// company's zone.
func Write(w io.Writer, cfg *config.Config, s *status.Status, all bool) error {
	p, err := newPrinter(cfg)
	if err != nil {
		return err
	}
	p.head(w, s)
	return p.list(w, s, all)
}

// Check returns the status in one line for monitoring: level and words, then the numbers behind "|".
func Check(s *status.Status) string {
	text := "reports " + summary(s)
	if len(s.Problems) > 0 {
		text = problemText(s.Problems[0])
		if more := len(s.Problems) - 1; more > 0 {
			text += fmt.Sprintf(" (and %d more)", more)
		}
	}
	n := countByStatus(s)
	return fmt.Sprintf("BILAN %s - %s | reports=%d failed=%d held=%d paused=%d behind=%ds", strings.ToUpper(s.Level.String()), OneLine(text),
		len(s.Reports), n["failed"], n["held"], n["paused"], s.Planning.Behind)
}

// OneLine joins the lines of a text, and replaces | by /, because | separates the numbers in a line for monitoring.
func OneLine(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "|", "/")
}

func problemText(p status.Problem) string {
	if p.Report == "" {
		return p.Words
	}
	return p.Report + ": " + p.Words
}

// statusWord returns the status of a report, in one to three words.
func statusWord(r status.ReportStatus) string {
	switch {
	case r.Turn != nil && r.Turn.State == ledger.Failed:
		return "failed"
	case r.Turn != nil && r.Turn.State == ledger.Held:
		return "held"
	case r.Level != status.OK:
		return "to look at"
	case r.Paused != nil:
		return "paused"
	}
	return "in order"
}

// countByStatus counts the reports by statusWord.
func countByStatus(s *status.Status) map[string]int {
	n := map[string]int{}
	for _, r := range s.Reports {
		n[statusWord(r)]++
	}
	return n
}

// summary says in words how many reports have each status.
func summary(s *status.Status) string {
	n := countByStatus(s)
	if n["in order"] == len(s.Reports) {
		return fmt.Sprintf("%d, all in order", len(s.Reports))
	}
	var parts []string
	for _, word := range []string{"failed", "held", "to look at", "paused", "in order"} {
		if n[word] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[word], word))
		}
	}
	return fmt.Sprintf("%d: %s", len(s.Reports), strings.Join(parts, ", "))
}

// printer writes a status for people, in the company's zone.
type printer struct {
	zone  *time.Location
	words *locale.Locale
}

func newPrinter(cfg *config.Config) (p printer, err error) {
	p.zone = cfg.Timezone.Location()
	p.words, err = locale.For("en-GB")
	return p, err
}

// head prints the status of the daemon and of planning, the report that is due next, and the summary of the reports.
func (p printer) head(w io.Writer, s *status.Status) {
	fmt.Fprintf(w, "daemon    %s\n", daemonWords(s))
	fmt.Fprintf(w, "planning  %s\n", planningWords(s))
	next := "nothing is due (add send: to a report)"
	for _, r := range s.Reports {
		if r.Next != "" {
			next = "nothing is made: what comes next is paused or left out"
		}
	}
	for _, r := range s.Reports {
		if r.Next != "" || r.NextDue.IsZero() {
			continue
		}
		if nextDue(s, r) {
			at := r.NextDue.In(p.zone)
			next = fmt.Sprintf("%s on %s %s at %s", r.Report, p.words.Weekday(at), p.words.Date(at), at.Format("15:04 MST"))
		}
	}
	fmt.Fprintf(w, "next      %s\nreports   %s\n", next, summary(s))
}

// nextDue reports whether no other report that will be made is due before r.
func nextDue(s *status.Status, r status.ReportStatus) bool {
	for _, o := range s.Reports {
		if o.Next == "" && !o.NextDue.IsZero() && o.NextDue.Before(r.NextDue) {
			return false
		}
	}
	return true
}

func daemonWords(s *status.Status) string {
	for _, p := range s.Problems {
		if p.Report == "" {
			return p.Words
		}
	}
	if s.Process.Answer == "" {
		return "running, but it does not answer on this machine"
	}
	return fmt.Sprintf("running, %s on %s", s.Process.Answer, s.Process.Address)
}

func planningWords(s *status.Status) string {
	switch p := s.Planning; {
	case !s.Begun:
		return "not begun"
	case p.Ahead > 0:
		return "ahead by " + DurationText(p.Ahead) + ": nothing is due before"
	case p.Behind > 0:
		return "behind by " + DurationText(p.Behind)
	case !s.Process.Running:
		return "nothing has become due since the daemon stopped"
	}
	return "in time"
}

// DurationText writes a number of seconds in the largest fitting unit: days, hours, minutes or seconds.
func DurationText(seconds int64) string {
	d := time.Duration(seconds) * time.Second
	const day = 24 * time.Hour
	switch {
	case d >= 2*day:
		return fmt.Sprintf("%d days", d/day)
	case d >= 2*time.Hour:
		return fmt.Sprintf("%d hours", d/time.Hour)
	case d >= 2*time.Minute:
		return fmt.Sprintf("%d minutes", d/time.Minute)
	}
	return fmt.Sprintf("%d seconds", seconds)
}

// list prints a line for each report: all reports, or the first MostListed.
func (p printer) list(w io.Writer, s *status.Status, all bool) error {
	list := s.Reports
	if !all && len(list) > MostListed {
		list = list[:MostListed]
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nreport\tmade last\tdue next\t")
	for _, r := range list {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", r.Report, p.instant(r.LastSuccess, "never"), p.instant(r.NextDue, "by hand"), situation(s, r))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if more := len(s.Reports) - len(list); more > 0 {
		fmt.Fprintf(w, "and %d more (--all lists them)\n", more)
	}
	return nil
}

func (p printer) instant(t time.Time, never string) string {
	if t.IsZero() {
		return never
	}
	return t.In(p.zone).Format("2006-01-02 15:04")
}

// situation describes a report's problems, its pause, or that it is being made; "in order" if there is nothing to say.
func situation(s *status.Status, r status.ReportStatus) string {
	var texts []string
	for _, p := range s.Problems {
		if p.Report == r.Report {
			texts = append(texts, p.Words)
		}
	}
	switch {
	case r.Paused != nil && r.Paused.Reason != "":
		texts = append(texts, "paused: "+r.Paused.Reason)
	case r.Next != "":
		texts = append(texts, r.Next)
	}
	if len(texts) == 0 && r.Turn != nil && r.Turn.State == ledger.Producing {
		return "is being made"
	}
	if len(texts) == 0 {
		return "in order"
	}
	return strings.Join(texts, "; ")
}
