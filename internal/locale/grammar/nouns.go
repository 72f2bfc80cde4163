package grammar

import (
	"math/big"
	"slices"
	"strings"
)

// people are words for dimensions whose members are people, in all languages of the program.
var people = strings.Fields("rep reps salesperson seller commercial commerciale vendeur vendeuse représentant représentante collaborateur collaboratrice conseiller conseillère manager ingénieur chargé chargée" +
	" vertriebsmitarbeiter verkäufer comercial vendedor venditore agente verkoper vertegenwoordiger vendedora employee consultant owner pilote responsable technicien technicienne acheteur acheteuse apporteur téléconseiller téléconseillère animateur animatrice directeur directrice attaché attachée délégué déléguée agent")

// arePeople reports whether the members of a dimension are people.
func arePeople(name, heading string) bool {
	first, _, _ := strings.Cut(strings.ToLower(heading), " ")
	return name == "rep" || slices.Contains(people, first) || strings.HasPrefix(strings.ToLower(heading), "sales rep")
}

// Metric returns the name of a figure as a noun.
func (g *Grammar) Metric(label string) Noun {
	switch g.Language() {
	case "fr":
		return g.frenchMetric(label)
	case "en":
		return g.englishMetric(label)
	}
	return Noun{Text: label}
}

// Member returns a member of a dimension as a noun. name is the dimension in the YAML, heading is its text on paper.
func (g *Grammar) Member(name, heading, label string) Noun {
	switch g.Language() {
	case "fr":
		return g.frenchMember(heading, label, arePeople(name, heading))
	case "en":
		return g.englishMember(heading, label, arePeople(name, heading))
	}
	return Noun{Text: label}
}

// The calendar units of periods.
const (
	Day     = "day"
	Week    = "week"
	Month   = "month"
	Quarter = "quarter"
	Year    = "year"
)

// Period returns the name of a calendar unit as a noun, such as "octobre 2026", "T3 2026" or "semaine 46". in is the
// name in answer to "when".
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

// Mix returns the noun for a change in the composition of a total by a dimension. Its text is empty if the language has
// none.
func (g *Grammar) Mix(dimension string) Noun {
	text, _ := g.Say("mix", Slots{"dimension": Plain(dimension)})
	return Noun{Text: text, Article: g.texts["mix.article"], Feminine: true}
}

// Rate returns a figure of a member, such as "le taux de marque de la gamme Outillage" or "conversion in Scotland". In the
// other languages, whose sentences begin with the figure, it is the member alone.
func (g *Grammar) Rate(metric, who Noun) Noun {
	switch g.Language() {
	case "fr", "en":
		metric.Text += " " + g.ofMember(who)
		return metric
	}
	return who
}

// shares are the fractions for which running text has words: from is included, to is not.
var shares = []struct {
	from, to float64
	key      string
}{
	{0.32, 0.345, "share.third"}, {0.48, 0.52, "share.half"}, {0.64, 0.69, "share.two_thirds"}, {0.73, 0.77, "share.three_quarters"}, {0.9, 0.9995, "share.most"}, {0.9995, 1.0000001, "share.all"},
}

// Share returns a fraction of a total in words if there are any, such as "les deux tiers", else in per cent. All parts
// of the total must have the same sign.
func (g *Grammar) Share(share *big.Rat) string {
	value, _ := share.Float64()
	for _, s := range shares {
		if text, ok := g.texts[s.key]; ok && value >= s.from && value < s.to {
			return text
		}
	}
	return g.Percent(share, 0)
}
