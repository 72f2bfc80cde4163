package run

import (
	"slices"
	"strings"

	"bilan/internal/mail"
)

// mostReferences is how many earlier mails of its thread a message names: the first, and the latest ones.
const mostReferences = 8

// thread returns the headers that put a message in the thread of the mails of the same turn that its reader already has.
func (r Recipients) thread(address string) []mail.Header {
	ids := slices.Clone(r.Answers[strings.ToLower(address)])
	if len(ids) == 0 {
		return nil
	}
	if n := len(ids); n > mostReferences {
		ids = slices.Concat(ids[:1], ids[n-mostReferences+1:])
	}
	for i, id := range ids {
		ids[i] = "<" + strings.Trim(id, "<>") + ">"
	}
	return []mail.Header{{Name: "In-Reply-To", Value: ids[len(ids)-1]}, {Name: "References", Value: strings.Join(ids, " ")}}
}
