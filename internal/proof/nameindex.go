package proof

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"bilan/internal/member"
)

// NameIndex finds members' full names by their first word. It may be used by several goroutines.
type NameIndex map[string][]named

type named struct {
	words []word
	who   member.Member
}

// IndexNames is an index of the names of some members that have a letter.
func IndexNames(lists ...[]member.Member) NameIndex {
	index := NameIndex{}
	for _, list := range lists {
		for _, m := range list {
			if w := split(m.Label); len(w) > 0 && strings.ContainsFunc(m.Label, unicode.IsLetter) {
				index[w[0].text] = append(index[w[0].text], named{w, m})
			}
		}
	}
	return index
}

// word is a word of a text, without case, with the text before it.
type word struct{ text, gap string }

// split gives the words of a text with their gaps.
func split(text string) (list []word) {
	rest := strings.ToLower(text)
	for _, w := range words(text) {
		i := strings.Index(rest, w)
		list = append(list, word{w, strings.TrimSpace(rest[:i])})
		rest = rest[i+len(w):]
	}
	return list
}

// joins reports whether a word continues the name that the one before it began: "le plus petit : Jean" does not name
// Petit Jean, nor do two cells of a row. A name that is written with such a sign itself, as "Müller, Zoé", is found as
// it is written.
func (w word) joins(of word) bool {
	return w.text == of.text && (w.gap == of.gap || strings.Trim(w.gap, "-\u2010\u2011\u00ad\u200b\u2060'’._ ") == "")
}

// in lists the members whose full name is in a text.
func (x NameIndex) in(text string) (found []member.Member) {
	list := split(text)
	for i, first := range list {
		for _, n := range x[first.text] {
			if len(n.words) == 1 && len(list) > 1 || i+len(n.words) > len(list) {
				continue
			}
			if slices.EqualFunc(list[i+1:i+len(n.words)], n.words[1:], word.joins) {
				found = append(found, n.who)
			}
		}
	}
	return found
}

// words are the words of a text, without case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// NameIndexes are the indexes of the names that the editions by a dimension may not show: the same for each of its members.
type NameIndexes struct {
	mu   sync.Mutex
	made map[string]NameIndex
}

// Of is the index of the names of some members, made at the first call for a dimension.
func (n *NameIndexes) Of(dimension string, lists ...[]member.Member) NameIndex {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.made[dimension] == nil {
		if n.made == nil {
			n.made = map[string]NameIndex{}
		}
		n.made[dimension] = IndexNames(lists...)
	}
	return n.made[dimension]
}
