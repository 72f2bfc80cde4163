// Package glossary removes repeated explanations of abbreviations, so that each is explained once.
package glossary

import "strings"

// dash separates a note's period from its items.
const dash = " — "

// Term is an abbreviation with its explanation.
type Term struct {
	Short, Full string // "R", "R = réalisé"
	Explained   bool   // the term needs no explanation, or is already explained
}

// ExplainOnce keeps only the first explanation of each term in the notes and marks the terms as explained. A repeated
// "R = réalisé" is removed; a repeated "R = réalisé (janv.–oct.)" becomes "R (janv.–oct.)".
func ExplainOnce(notes []*string, terms []Term) {
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

// withoutExplained returns an item of a note without its explanation if the term is already explained. Otherwise it
// marks the term as explained.
func withoutExplained(item string, terms []Term) string {
	for i := range terms {
		t := &terms[i]
		points, ok := strings.CutPrefix(item, t.Full)
		if !ok || points != "" && !strings.HasPrefix(points, " (") {
			continue
		}
		switch {
		case !t.Explained:
			t.Explained = true
		case points == "":
			return ""
		default:
			return t.Short + points
		}
		return item
	}
	return item
}

// HasItem reports whether the part of a line after its first dash contains the item.
func HasItem(line, item string) bool {
	_, list, _ := strings.Cut(line, dash)
	for part := range strings.SplitSeq(list, ", ") {
		if part == item {
			return true
		}
	}
	return false
}
