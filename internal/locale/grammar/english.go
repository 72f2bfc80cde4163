package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nounsWithArticle are English nouns that have an article in the singular. They are compared with the main noun of a
// figure's name.
var nounsWithArticle = strings.Fields("basket rate number value backlog cycle amount mix share cost price size pipeline total ratio index score discount gap volume quantity average time age")

// averages are first words of figures' names that have an article in the singular, such as "the average sale".
var averages = []string{"average", "median", "mean", "usual"}

// afterNoun are words that follow the main noun of a figure's name, as in "number of sales" or "orders in hand". Words
// in -ed also do.
var afterNoun = strings.Fields("of in per by before after excl. for to on sent won lost made due open within beyond sold past below above under over between with without since until from net paid closing")

// followsNoun reports whether a word follows the main noun of a figure's name. noun is the word before it.
func followsNoun(word, noun string) bool {
	return slices.Contains(afterNoun, word) || strings.HasSuffix(word, "ed") && (isPlural(noun) || slices.Contains(nounsWithArticle, strings.ToLower(noun)))
}

func isPlural(word string) bool {
	return strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") && !strings.HasSuffix(word, "nps")
}

// englishMetric returns a figure's name as it is written in a sentence, such as "revenue", "the average basket" or
// "orders".
func (g *Grammar) englishMetric(label string) Noun {
	n := Noun{Text: g.Inline(label)}
	core := n.Text
	if at := strings.IndexAny(core, "(,"); at > 0 {
		core = strings.TrimSpace(core[:at])
	}
	words := strings.Fields(core)
	last := ""
	if len(words) > 0 {
		last = strings.ToLower(words[len(words)-1])
	}
	for i, w := range words { // "number of sales", "orders in hand"
		if i > 0 && followsNoun(w, words[i-1]) {
			last = strings.ToLower(words[i-1])
			break
		}
	}
	plural := isPlural(last)
	switch {
	case slices.Contains(nounsWithArticle, last), !plural && len(words) > 1 && slices.Contains(averages, strings.ToLower(words[0])):
		n.Article = "the"
	case plural:
		n.Plural = true
	}
	return n
}

// calledByName are the dimensions whose members are called by their names alone, as people are.
var calledByName = strings.Fields("product article item customer client account supplier partner competitor company")

// englishMember returns a member of a dimension as it is written in a sentence, such as "Claire Martin", "segment 4",
// "the Lamps range" or "the Netherlands".
func (g *Grammar) englishMember(dimension, label string, person bool) Noun {
	name := strings.ToLower(dimension)
	place := slices.Contains([]string{"country", "city", "town", "county", "state", "province"}, name) || name == "region" && slices.Contains(regions, label)
	switch {
	case person || name == "" || slices.Contains(calledByName, name):
		return Noun{Text: label}
	case place && slices.Contains(countriesWithThe, label):
		return Noun{Text: label, Article: "the", In: "in the " + label}
	case place:
		return Noun{Text: label, In: "in " + label}
	case isCode(label):
		kind := g.Inline(dimension)
		return Noun{Text: kind + " " + label, label: label, kind: kind, before: true}
	case strings.Contains(strings.ToLower(label), name):
		n := Noun{Text: label}
		if own, ok := nameAfterKind(label, name); ok {
			n.label, n.kind = own, g.Inline(dimension)
		}
		return n
	case name == "region" && slices.Contains(countriesWithThe, label):
		return Noun{Text: label, Article: "the", In: "in the " + label}
	}
	return Noun{Text: label + " " + g.Inline(dimension), Article: "the", In: "in the " + label + " " + g.Inline(dimension), label: label, kind: g.Inline(dimension)}
}

// isCode reports whether a member is a number or a letter. It is then written after its dimension, as in "segment 4" or
// "department 2A".
func isCode(label string) bool {
	r, size := utf8.DecodeRuneInString(label)
	return unicode.IsDigit(r) && !strings.Contains(label, " ") || size > 0 && size == len(label)
}

// nameAfterKind returns the part of a member's name after its dimension, such as "North" for "Team North". ok is false
// if the rest begins with a small letter, as in "Agence de Lyon", because it is no name by itself.
func nameAfterKind(label, kind string) (own string, ok bool) {
	first, own, _ := strings.Cut(label, " ")
	r, _ := utf8.DecodeRuneInString(own)
	return own, strings.EqualFold(first, kind) && unicode.IsUpper(r)
}
