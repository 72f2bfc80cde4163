package grammar

import (
	"slices"
	"strings"
)

// counted are the English nouns that need an article in the singular, by the last word of a figure's name.
var counted = strings.Fields("basket rate number value backlog cycle amount mix share cost price size pipeline total ratio index score discount gap volume quantity average")

// afterNoun are words that follow the noun of a figure's name: "number of sales", "quotes sent".
var afterNoun = strings.Fields("of in per by before after excl. for to on sent signed won lost made received issued invoiced placed closed booked net ordered paid due open quoted within beyond sold past below above under over between with without abandoned recovered entered closing since until from")

// englishMetric is a figure's name in a sentence: "revenue", "the average basket", "orders".
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
		if i > 0 && slices.Contains(afterNoun, w) {
			last = strings.ToLower(words[i-1])
			break
		}
	}
	switch {
	case slices.Contains(counted, last):
		n.Article = "the"
	case strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && !strings.HasSuffix(last, "nps"):
		n.Plural = true
	}
	return n
}

// englishMember is a member of a dimension: "Claire Martin", "customer Lenoir", "the Lamps range", "Germany", "the Netherlands".
func (g *Grammar) englishMember(dimension, label string, person bool) Noun {
	name := strings.ToLower(dimension)
	place := slices.Contains([]string{"country", "city", "town"}, name) || name == "region" && slices.Contains(regions, label)
	switch {
	case person || name == "" || name == "product" || name == "article" || name == "item":
		return Noun{Text: label}
	case place && slices.Contains(theCountries, label):
		return Noun{Text: label, Article: "the", In: "in the " + label}
	case place:
		return Noun{Text: label, In: "in " + label}
	case slices.Contains([]string{"customer", "client", "account", "group", "supplier", "partner", "competitor", "company", "store", "shop"}, name):
		return Noun{Text: name + " " + label, label: label, kind: name, before: true}
	case strings.Contains(strings.ToLower(label), name):
		return Noun{Text: label}
	case name == "region" && slices.Contains(theCountries, label):
		return Noun{Text: label, Article: "the", In: "in the " + label}
	}
	return Noun{Text: label + " " + g.Inline(dimension), Article: "the", In: "in the " + label + " " + g.Inline(dimension), label: label, kind: g.Inline(dimension)}
}
