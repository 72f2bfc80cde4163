package daemon

import (
	"strings"

	"bilan/internal/ledger"
)

// undelivered is the mail that tells a report's owner which messages of a turn did not arrive: first those that were refused, then
// those of which nobody knows, each with what the server said.
func (d *Daemon) undelivered(k ledger.Key, list []ledger.Delivery) []ledger.Delivery {
	g := d.now()
	owner := g.owner(k.Report)
	if owner == "" {
		return nil
	}
	var heads, lines []string
	for _, state := range []ledger.DeliveryState{ledger.Dead, ledger.Uncertain} {
		if of := inState(list, state); len(of) > 0 {
			head, told := g.untaken(k.Report, "notice."+string(state), of)
			heads = append(heads, head)
			lines = append(append(append(lines, head, ""), told...), "")
		}
	}
	lines = append(lines, g.words(k.Report).Word("notice.look", k.Report, k.Slot))
	return g.letter(d.Now(), owner, ledger.NoticeKey(k, "undelivered "+list[0].Address), strings.Join(heads, "; "), strings.Join(lines, "\n"), k)
}

// untaken is a sentence about messages of one state, and what the server said of each: one address stands in the sentence.
func (g *generation) untaken(report, word string, list []ledger.Delivery) (head string, told []string) {
	l, title := g.words(report), g.title(report)
	if len(list) == 1 {
		return l.Word(word, title, list[0].Address), []string{list[0].Reply}
	}
	for _, p := range list {
		told = append(told, p.Address+": "+oneLine(p.Reply))
	}
	return l.Word(word+".many", title, len(list)), told
}

func inState(list []ledger.Delivery, state ledger.DeliveryState) (kept []ledger.Delivery) {
	for _, p := range list {
		if p.State == state {
			kept = append(kept, p)
		}
	}
	return kept
}
