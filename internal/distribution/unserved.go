package distribution

import (
	"slices"

	"bilan/internal/locale"
)

// Unserved lists the members who get no edition for a reason that somebody must correct: no address, a wrong address,
// or an edition that could not be made. It leaves out members with the same reason in the distribution before, which
// may be nil.
func Unserved(before, now *Distribution) (list []Line) {
	reasons := []string{"no_address", "bad_address", SkippedFailed}
	for _, l := range now.Lines {
		known := before != nil && slices.ContainsFunc(before.Lines, func(b Line) bool { return b.Member == l.Member && b.Skipped == l.Skipped && b.Detail == l.Detail })
		if slices.Contains(reasons, l.Skipped) && !known {
			list = append(list, l)
		}
	}
	return list
}

// UnservedText describes in a language why the line's member gets nothing.
func (l Line) UnservedText(in *locale.Locale) string {
	return in.Word("unserved."+l.Skipped, l.Label, l.Member, l.Detail)
}
