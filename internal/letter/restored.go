package letter

import (
	"fmt"
	"strings"
	"time"

	"bilan/internal/ledger"
)

// mostNamed is the greatest number of turns or reports that one mail lists.
const mostNamed = 20

// Behind tells an owner that the state was restored from a copy made at the time since. turns may have been sent after
// that time.
func (w *Writer) Behind(now time.Time, owner, dedupe string, since time.Time, turns []ledger.Key) []ledger.Delivery {
	l := w.Words("")
	head := l.Word("notice.behind")
	lines := []string{head, ""}
	if len(turns) > 0 {
		lines = append(lines, l.Word("notice.behind.turns", w.moment("", since)))
		for i, k := range turns {
			if i == mostNamed {
				lines = append(lines, fmt.Sprintf("… (%d)", len(turns)-i))
				break
			}
			lines = append(lines, w.Title(k.Report)+" · "+k.Slot)
		}
		lines = append(lines, "")
	}
	return w.Letter(now, owner, dedupe, head, strings.Join(append(lines, l.Word("notice.behind.cure")), "\n"), ledger.Key{})
}
