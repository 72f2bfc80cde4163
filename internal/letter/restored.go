package letter

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger"
)

// maxListed is the greatest number of turns or reports that one mail lists.
const maxListed = 20

// StateRestored tells an owner that the state was restored from a copy made at the time since. turns may have been sent
// after that time.
func (w *Writer) StateRestored(now time.Time, owner, dedupe string, since time.Time, turns []ledger.Key) []ledger.Delivery {
	l := w.Locale("")
	subject := l.Word("notice.behind")
	lines := []string{subject, ""}
	if len(turns) > 0 {
		lines = append(lines, l.Word("notice.behind.turns", w.moment("", since)))
		for i, k := range turns {
			if i == maxListed {
				lines = append(lines, fmt.Sprintf("… (%d)", len(turns)-i))
				break
			}
			lines = append(lines, w.Title(k.Report)+" · "+k.Slot)
		}
		lines = append(lines, "")
	}
	return w.Letter(now, owner, dedupe, subject, strings.Join(append(lines, l.Word("notice.behind.cure")), "\n"), ledger.Key{})
}
