package grammar

import (
	"math/big"
	"slices"
	"strings"
)

// people are the words for a dimension whose members are people, in the languages of the program.
var people = strings.Fields("rep reps salesperson seller commercial commerciale vendeur vendeuse représentant représentante collaborateur collaboratrice conseiller conseillère manager ingénieur chargé chargée" +
	" vertriebsmitarbeiter verkäufer comercial vendedor venditore agente verkoper vertegenwoordiger vendedora employee consultant owner pilote responsable technicien technicienne acheteur acheteuse apporteur téléconseiller téléconseillère animateur animatrice directeur directrice attaché attachée délégué déléguée agent")

// person reports whether the members of a dimension are people.
func person(name, heading string) bool {
	first, _, _ := strings.Cut(strings.ToLower(heading), " ")
	return name == "rep" || slices.Contains(people, first) || strings.HasPrefix(strings.ToLower(heading), "sales rep")
}

// Metric is the name of a figure.
func (g *Grammar) Metric(label string) Noun {
	switch g.Language() {
	case "fr":
		return g.frenchMetric(label)
	case "en":
		return g.englishMetric(label)
	}
	return Noun{Text: label}
}

// Member is a member of a dimension, which has a name in the configuration and a heading on paper.
func (g *Grammar) Member(name, heading, label string) Noun {
	switch g.Language() {
	case "fr":
		return g.frenchMember(heading, label, person(name, heading))
	case "en":
		return g.englishMember(heading, label, person(name, heading))
	}
	return Noun{Text: label}
}

// Calendar units of a period's name.
const (
	Day     = "day"
	Week    = "week"
	Month   = "month"
	Quarter = "quarter"
	Year    = "year"
)

// Period is the name of one calendar unit: "octobre 2026", "T3 2026", "semaine 46". in is the name in answer to "when".
func (g *Grammar) Period(unit, name, in string) Noun {
	n := Noun{Text: name, In: in}
	switch {
	case g.Language() != "fr":
	case unit == Quarter, unit == Day:
		n.Article = "le"
	case unit == Week:
		n.Article, n.Feminine = "la", true
	case unit == Year && !strings.HasPrefix(name, "2") && !strings.HasPrefix(name, "1"):
		n.Article = "l’" // exercice 2026
	}
	return n
}

// Mix is the change in the composition of a whole, by a dimension's heading inside a sentence; it is empty if the
// language has no word.
func (g *Grammar) Mix(dimension string) Noun {
	text, _ := g.Say("mix", Slots{"dimension": Plain(dimension)})
	return Noun{Text: text, Article: g.texts["mix.article"], Feminine: true}
}

// Rate is a figure of a member: "le taux de marque de la gamme Outillage", "conversion in Scotland".
func (g *Grammar) Rate(metric, who Noun) Noun {
	switch g.Language() {
	case "fr", "en":
		metric.Text += " " + g.at(who)
	default:
		metric.Text += " " + g.Of(who)
	}
	return metric
}

// shares are those that running text has a word for, by where they begin and end.
var shares = []struct {
	from, to float64
	key      string
}{
	{0.32, 0.345, "share.third"}, {0.48, 0.52, "share.half"}, {0.64, 0.69, "share.two_thirds"}, {0.73, 0.77, "share.three_quarters"}, {0.9, 0.9995, "share.most"}, {0.9995, 1.0000001, "share.all"},
}

// Share is a share of a whole, in words if there are any: "les deux tiers", else in per cent. It is for parts of one
// sign.
func (g *Grammar) Share(share *big.Rat) string {
	of, _ := share.Float64()
	for _, s := range shares {
		if text, ok := g.texts[s.key]; ok && of >= s.from && of < s.to {
			return text
		}
	}
	return g.Percent(share, 0)
}
