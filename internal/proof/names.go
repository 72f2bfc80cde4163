package proof

import (
	"slices"
	"strings"
	"unicode"

	"bilan/internal/member"
)

// Text is a text of a finished file: a run of a page, a tag, a cell, a part of the mail.
type Text struct {
	Where, Text string
}

// Files looks for the full names of other members in the texts of finished files, as whole words. A name is not a leak
// if it is in the member's own rows, in his own name or the company's, or equals a text of every edition. A one-word
// name only counts if it is the whole text, because it may be an ordinary word. A name without a letter does not count.
func (w *Witness) Files(texts []Text) (leaks []Leak) {
	own := newHaystack(append(w.own[:len(w.own):len(w.own)], w.Member.Label, w.Member.Key, w.Company))
	fixed := w.fixed()
	var names []member.Member
	for _, list := range [][]member.Member{w.Members, w.Others} {
		for _, m := range list {
			if m.Owner() != w.Member.Owner() && strings.ContainsFunc(m.Label, unicode.IsLetter) && !own.holds(m.Label) && !fixed[plain(m.Label)] {
				names = append(names, m)
			}
		}
	}
	index := byFirstWord(names)
	for _, t := range texts {
		for _, m := range index.in(t.Text) {
			leaks = append(leaks, Leak{Edition: w.Member, Whose: Name(m), Where: t.Where, What: t.Text})
		}
	}
	return leaks
}

// fixed are the texts that are in every edition, as plain words.
func (w *Witness) fixed() map[string]bool {
	list := make(map[string]bool, len(w.Fixed))
	for _, t := range w.Fixed {
		list[plain(t)] = true
	}
	return list
}

// words are the words of a text, without case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) })
}

// plain is a text as its words alone.
func plain(text string) string { return strings.Join(words(text), " ") }

// haystack is everything that the member may read, in words.
type haystack struct{ text string }

func newHaystack(texts []string) *haystack {
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(" " + plain(t) + " \n")
	}
	return &haystack{b.String()}
}

func (h *haystack) holds(name string) bool { return strings.Contains(h.text, " "+plain(name)+" ") }

// nameIndex finds names by their first word.
type nameIndex map[string][]named

type named struct {
	words []word
	who   member.Member
}

// word is a word of a text, without case, with what stands before it.
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

// joins reports whether a word goes on with the name that the one before it began: "le plus petit : Jean" does not name Petit Jean, nor do two cells of
// a row. A name that is written with such a sign itself, as "Müller, Zoé", is found as it is written.
func (w word) joins(of word) bool {
	return w.text == of.text && (w.gap == of.gap || strings.Trim(w.gap, "-\u2010\u2011\u00ad\u200b\u2060'’._ ") == "")
}

func byFirstWord(list []member.Member) nameIndex {
	index := nameIndex{}
	for _, m := range list {
		if w := split(m.Label); len(w) > 0 {
			index[w[0].text] = append(index[w[0].text], named{w, m})
		}
	}
	return index
}

// in lists the members whose full name is in a text.
func (x nameIndex) in(text string) (found []member.Member) {
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
