package letter

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"bilan/internal/ledger"
	"bilan/internal/locale"
)

// olderTurns finds the number of older turns in the reason of a turn that also stands for these.
var olderTurns = regexp.MustCompile(`nor at the (\d+) turns before it`)

// GivenUp is a turn that was given up, with the reason.
type GivenUp struct {
	ID int64
	ledger.Key
	Reason string
}

// Missed writes the mail that tells an owner which turns were given up, oldest first. It is in the language of the
// report if all turns are of one report, else in that of the company.
func (w *Writer) Missed(now time.Time, owner string, turns []GivenUp) []ledger.Delivery {
	last := turns[len(turns)-1]
	reports, byReport := []string{}, map[string][]GivenUp{}
	for _, t := range turns {
		if byReport[t.Report] == nil {
			reports = append(reports, t.Report)
		}
		byReport[t.Report] = append(byReport[t.Report], t)
	}
	dedupe := "missed/" + owner + "/" + ledger.NoticeKey(last.Key, "missed")
	if len(reports) == 1 {
		l := w.Locale(last.Report)
		subject := l.Word("notice.missed", w.Title(last.Report))
		text := []string{subject, "", strings.Join(missedLines(l, turns), "\n"), "", l.Word("notice.missed.cure", last.Report, last.Slot), "", l.Word("notice.look", last.Report, last.Slot)}
		return w.Letter(now, owner, dedupe, subject, strings.Join(text, "\n"), last.Key)
	}
	l := w.Locale("")
	subject := l.Word("notice.missed.many", len(reports))
	lines := []string{subject, ""}
	for i, name := range reports {
		if i == maxListed {
			lines = append(lines, fmt.Sprintf("… (%d)", len(reports)-i))
			break
		}
		lines = append(lines, w.missedLine(name, byReport[name]))
	}
	lines = append(lines, "", l.Word("notice.missed.look"))
	return w.Letter(now, owner, dedupe, subject, strings.Join(lines, "\n"), ledger.Key{})
}

// missedLine returns a line about one report with its first and its last turn.
func (w *Writer) missedLine(name string, turns []GivenUp) string {
	first, last := turns[0], turns[len(turns)-1]
	line := w.Title(name) + " (" + name + "): " + first.Slot
	switch {
	case len(turns) > 2:
		line += fmt.Sprintf(", … (%d), %s", len(turns)-2, last.Slot)
	case len(turns) == 2:
		line += ", " + last.Slot
	}
	return line
}

// missedLines returns a line for each turn of one report; if there are many, only for the first and the last. The
// mail's heading says that Bilan was not running, so a line only gives other reasons, and the number of older turns.
func missedLines(l *locale.Locale, turns []GivenUp) (lines []string) {
	for _, t := range turns {
		line := t.Slot
		if !strings.HasPrefix(t.Reason, ledger.NotRunning) {
			line += ": " + t.Reason
		} else if m := olderTurns.FindStringSubmatch(t.Reason); m != nil {
			line += " " + l.Word("notice.missed.older", m[1])
		}
		lines = append(lines, line)
	}
	if n := len(lines); n > maxListed {
		return []string{lines[0], fmt.Sprintf("… (%d)", n-2), lines[n-1]}
	}
	return lines
}
