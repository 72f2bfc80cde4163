// Package glossary records which abbreviations a page has explained: once per page is enough.
package glossary

import "strings"

// dash separates a note's period from its items.
const dash = " — "

// Term is a short name that notes explain.
type Term struct {
	Short, Full string // "R", "R = réalisé"
	Told        bool   // it needs no explanation, or was explained
}

// Once takes the meaning of a short name out of the notes after the first one that gives it: "R = réalisé" becomes nothing,
// "R = réalisé (janv.–oct.)" keeps which points it is.
func Once(notes []*string, terms []Term) {
	for _, note := range notes {
		at := strings.LastIndex(*note, dash)
		if at < 0 {
			continue
		}
		var kept []string
		for item := range strings.SplitSeq((*note)[at+len(dash):], ", ") {
			if item = withoutExplained(item, terms); item != "" {
				kept = append(kept, item)
			}
		}
		*note = strings.TrimSuffix((*note)[:at]+dash+strings.Join(kept, ", "), dash)
	}
}

// withoutExplained is an item of a note without the abbreviations that are already explained; it records those that it
// explains.
func withoutExplained(item string, terms []Term) string {
	for i := range terms {
		t := &terms[i]
		points, ok := strings.CutPrefix(item, t.Full)
		if !ok || points != "" && !strings.HasPrefix(points, " (") {
			continue
		}
		switch {
		case !t.Told:
			t.Told = true
		case points == "":
			return ""
		default:
			return t.Short + points
		}
		return item
	}
	return item
}

// Listed reports whether a line of parts contains the item.
func Listed(line, item string) bool {
	_, list, _ := strings.Cut(line, dash)
	for part := range strings.SplitSeq(list, ", ") {
		if part == item {
			return true
		}
	}
	return false
}
