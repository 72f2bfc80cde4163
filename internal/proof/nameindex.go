package proof

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"bilan/internal/member"
)

// NameIndex finds members' full names by their first word. It may be used by several goroutines.
type NameIndex map[string][]indexedName

type indexedName struct {
	words  []word
	member member.Member
}

// IndexNames returns an index of the members' names. It leaves out names without a letter.
func IndexNames(lists ...[]member.Member) NameIndex {
	index := NameIndex{}
	for _, list := range lists {
		for _, m := range list {
			if w := splitWords(m.Label); len(w) > 0 && strings.ContainsFunc(m.Label, unicode.IsLetter) {
				index[w[0].text] = append(index[w[0].text], indexedName{w, m})
			}
		}
	}
	return index
}

// word is a word of a text in lower case. gap is the text between it and the word before, without spaces at its ends.
type word struct{ text, gap string }

// splitWords returns the words of a text with their gaps.
func splitWords(text string) (list []word) {
	rest := strings.ToLower(text)
	for _, w := range lowerWords(text) {
		i := strings.Index(rest, w)
		list = append(list, word{w, strings.TrimSpace(rest[:i])})
		rest = rest[i+len(w):]
	}
	return list
}

// continues reports whether the word w of a text equals the word nameWord of a name and continues the name: only
// spaces, hyphens, apostrophes or full stops are before it, or the same characters as in the name, such as the comma of
// "Müller, Zoé". The text "le plus petit : Jean" therefore does not contain the name Petit Jean.
func (w word) continues(nameWord word) bool {
	return w.text == nameWord.text && (w.gap == nameWord.gap || strings.Trim(w.gap, "-\u2010\u2011\u00ad\u200b\u2060'’._ ") == "")
}

// find returns the members whose full name is in a text. A name of one word must be the whole text.
func (x NameIndex) find(text string) (found []member.Member) {
	list := splitWords(text)
	for i, first := range list {
		for _, n := range x[first.text] {
			if len(n.words) == 1 && len(list) > 1 || i+len(n.words) > len(list) {
				continue
			}
			if slices.EqualFunc(list[i+1:i+len(n.words)], n.words[1:], word.continues) {
				found = append(found, n.member)
			}
		}
	}
	return found
}

// lowerWords returns the words of a text, in lower case.
func lowerWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// NameIndexes holds for each dimension the index of the names that its members' editions may not show. All its members
// share it. It is safe for concurrent use.
type NameIndexes struct {
	mu   sync.Mutex
	made map[string]NameIndex
}

// ForDimension returns the index for a dimension. The first call makes it, from the names of the members in lists.
func (n *NameIndexes) ForDimension(dimension string, lists ...[]member.Member) NameIndex {
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
