package grammar_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/internal/locale/grammar"
)

// maker makes sentences of made-up figures, to be read by people: with BILAN_SENTENCES=FOLDER 300 in French and in English and 100 in each
// other language are written there, and others with another BILAN_SEED.
type maker struct {
	g *grammar.Grammar
	r *rand.Rand
}

func pick[T any](m *maker, list ...T) T { return list[m.r.IntN(len(list))] }

// figure is a made-up figure, with how its amounts are written.
type figure struct {
	label string
	unit  string // money, count or points
}

var figures = map[string][]figure{
	"fr": {
		{"Chiffre d’affaires HT", "money"}, {"CA facturé HT", "money"}, {"Prises de commandes HT", "money"}, {"Marge brute", "money"}, {"Activité", "money"}, {"Encours", "money"}, {"EBE", "money"},
		{"Marge nette", "money"}, {"Ventes", "count"}, {"Devis émis", "count"}, {"Visites", "count"}, {"Nombre de ventes", "count"}, {"Affaires signées", "count"}, {"Taux de marque", "points"}, {"Upsell", "count"},
		{"Marge sur coût de revient", "money"}, {"Carnet de commandes", "money"}, {"Remises au-delà du plafond", "money"}, {"Montant des devis émis", "money"}, {"Nouveaux clients", "count"}, {"Rendez-vous", "count"},
		{"Appels", "count"}, {"Prévisionnel pondéré", "money"}, {"Heures vendues", "count"}, {"Honoraires", "money"}, {"Demandes SAV", "count"}, {"Part de prospects qualifiés", "points"}, {"Âge moyen des affaires", "count"},
	},
	"en": {
		{"Revenue", "money"}, {"Net sales", "money"}, {"Order intake", "money"}, {"Gross margin", "money"}, {"Orders", "count"}, {"Quotes sent", "count"}, {"Number of sales", "count"}, {"Visits", "count"},
		{"Margin rate", "points"}, {"Conversion", "points"}, {"Backlog", "money"}, {"Orders received", "money"}, {"Amount quoted", "money"}, {"Lines sold below cost", "count"}, {"Discounts beyond the limit", "money"},
		{"Customers won back", "count"}, {"Deals past their date", "money"}, {"Weighted pipeline", "money"}, {"Share of qualified leads", "points"}, {"Hours", "count"},
	},
	"de": {{"Umsatz", "money"}, {"Auftragseingang", "money"}, {"Verkäufe", "count"}, {"Deckungsbeitrag", "money"}, {"Margenquote", "points"}, {"Angebote", "count"}},
	"es": {{"Ingresos", "money"}, {"Pedidos", "count"}, {"Margen bruto", "money"}, {"Tasa de margen", "points"}, {"Visitas", "count"}, {"Ofertas enviadas", "count"}},
	"it": {{"Fatturato", "money"}, {"Ordini", "count"}, {"Margine lordo", "money"}, {"Tasso di margine", "points"}, {"Visite", "count"}, {"Offerte inviate", "count"}},
	"nl": {{"Omzet", "money"}, {"Orders", "count"}, {"Brutomarge", "money"}, {"Margepercentage", "points"}, {"Bezoeken", "count"}, {"Offertes", "count"}},
	"pt": {{"Faturação", "money"}, {"Encomendas", "count"}, {"Margem bruta", "money"}, {"Taxa de margem", "points"}, {"Visitas", "count"}, {"Propostas enviadas", "count"}},
}

// write is an amount of the figure, with its sign where it is a difference.
func (m *maker) write(f figure, x float64, signed bool) string {
	sign := ""
	switch {
	case x < 0:
		sign = "−"
	case signed:
		sign = "+"
	}
	r := new(big.Rat).SetFloat64(math.Abs(x))
	switch f.unit {
	case "money":
		return sign + m.g.Compact(r, map[bool]string{true: "GBP", false: "EUR"}[m.g.Language() == "en"])
	case "count":
		return sign + m.g.Number(r, 0)
	}
	if !signed {
		return m.g.Percent(new(big.Rat).Mul(r, big.NewRat(1, 100)), 1)
	}
	return sign + m.g.Number(r, 1) + " " + m.g.Word("unit.points")
}

// size is an amount that the figure may have.
func (m *maker) size(f figure) float64 {
	switch f.unit {
	case "money":
		return math.Round(20_000 + m.r.Float64()*900_000)
	case "count":
		return math.Round(20 + m.r.Float64()*400)
	}
	return 1 + math.Round(m.r.Float64()*40)/10
}

// dimensions are made-up ones: name, heading, members.
var dimensions = map[string][][]string{
	"fr": {
		{"rep", "Commercial", "Claire Martin", "Hugo Petit", "Élodie Henry", "Anaïs d’Hondt", "Hélène Ohayon", "Yves Le Goff", "Hervé O’Brien"},
		{"customer", "Client", "Hôtel Bellevue", "Lenoir SA", "Établissements Hamel", "L’Atelier d’Hélène", "Hermès", "Au Huit", "Les Halles"}, {"range", "Gamme", "Outillage", "Literie", "Éclairage", "Hauts de cuisine"},
		{"region", "Région", "Île-de-France", "Bretagne", "Hauts-de-France", "Grand Est", "Pays de la Loire", "Ouest", "Secteur 4", "Hérault", "Haute-Savoie", "Provence-Alpes-Côte d’Azur", "La Réunion", "Alpes-Maritimes"},
		{"country", "Pays", "Pays-Bas", "Espagne", "Portugal", "Allemagne", "États-Unis", "Hongrie", "Royaume-Uni"},
		{"team", "Équipe", "Grands comptes", "Équipe Sud", "Hôtellerie"}, {"agency", "Agence", "Agence de Lyon", "Nantes", "Le Havre", "Les Ulis", "La Rochelle", "Évreux"}, {"channel", "Canal", "Internet", "Boutiques"},
		{"product", "Produit", "Lampe Aster", "Table Orme"}, {"segment", "Segment", "Hôtels", "Traiteurs"}, {"source", "Origine", "Salon", "Bouche-à-oreille"}, {"type", "Type", "Renouvellement", "Extension"},
	},
	"en": {
		{"rep", "Sales rep", "Claire Martin", "Owen Hughes", "Amy Ellis", "Sean O’Brien"}, {"customer", "Customer", "Lenoir Ltd", "Harbour Hotels", "Ash & Co", "James’ Tools", "The Old Mill"}, {"range", "Range", "Lamps", "Bedding"},
		{"region", "Region", "North West", "Scotland", "Brittany", "Sector 4"}, {"country", "Country", "Netherlands", "Germany", "United States"}, {"team", "Team", "Key accounts", "Team North"}, {"channel", "Channel", "Web", "Stores"},
		{"category", "Category", "Outdoor", "Office"}, {"product", "Product", "Border spade", "Hand fork"}, {"source", "Source", "Trade fair", "Referral"},
	},
	"de": {{"rep", "Verkäufer", "Anna Kern", "Jörg Weiß"}, {"customer", "Kunde", "Hotel Adler", "Müller & Söhne"}, {"region", "Region", "Bayern", "Niederlande", "Nordrhein-Westfalen"}},
	"es": {{"rep", "Comercial", "Ana Ruiz", "Íñigo Ochoa"}, {"customer", "Cliente", "Hotel Sol", "Hijos de Íñigo"}, {"region", "Región", "Andalucía", "Islas Baleares"}},
	"it": {{"rep", "Venditore", "Anna Rossi", "Ugo Orsi"}, {"customer", "Cliente", "Hotel Alba", "Officine d’Este"}, {"region", "Regione", "Lombardia", "Emilia-Romagna"}},
	"nl": {{"rep", "Verkoper", "Anke de Vries", "Joost ’t Hart"}, {"customer", "Klant", "Hotel Zee", "Gebroeders Smit"}, {"region", "Regio", "Utrecht", "Noord-Holland"}},
	"pt": {{"rep", "Vendedor", "Ana Lopes", "Rui d’Almeida"}, {"customer", "Cliente", "Hotel Sol", "Irmãos Óscar"}, {"region", "Região", "Alentejo", "Açores"}},
}

// members are so many members of one dimension.
func (m *maker) members(n int) (list []grammar.Noun) {
	d := pick(m, dimensions[m.g.Language()]...)
	labels := slices.Clone(d[2:])
	m.r.Shuffle(len(labels), func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
	for _, label := range labels[:n] {
		list = append(list, m.g.Member(d[0], d[1], label))
	}
	return list
}

func (m *maker) period() grammar.Noun {
	if !slices.Contains([]string{"fr", "en"}, m.g.Language()) {
		return m.g.Period("month", "–", "–")
	}
	if m.g.Language() == "en" {
		return pick(m, m.g.Period("month", "October", "in October"), m.g.Period("month", "April", "in April"), m.g.Period("quarter", "Q2", "in Q2"), m.g.Period("week", "week 45", "in week 45"))
	}
	return pick(m, m.g.Period("month", "octobre", "en octobre"), m.g.Period("month", "août", "en août"), m.g.Period("quarter", "T2", "au T2"), m.g.Period("week", "semaine 45", "en semaine 45"))
}

// sentence makes one of a random kind, of amounts that fit each other.
func (m *maker) sentence() string {
	fr := m.g.Language() == "fr"
	f := pick(m, figures[m.g.Language()]...)
	against, sign := pick(m, "target", "last_year", "previous"), pick(m, -1.0, 1.0)
	side := "above"
	if sign < 0 {
		side = "below"
	}
	total, part := sign*m.size(f), 0.3+0.7*m.r.Float64()
	slots := grammar.Slots{"previous": m.period(), "metric": m.g.Metric(f.label)}
	plain := func(name, text string) { slots[name] = grammar.Plain(text) }
	var key string
	switch kind := m.r.IntN(11); kind {
	case 0, 1, 2, 3, 4:
		key = pick(m, "cause.share", "cause.share", "cause.share", "cause.part", "cause.offset."+against, "cause.tail.share", "cause.tail.part", "cause.tail.offset")
		who := m.g.Together(m.members(1 + m.r.IntN(2)))
		switch {
		case !fr && m.g.Language() != "en":
		case m.r.IntN(6) == 0 && f.unit == "money":
			who = m.g.Metric(map[bool]string{true: pick(m, "Panier moyen", "Commande moyenne HT", "Ventes"), false: pick(m, "Average basket", "Average sale", "Sales")}[fr])
		case m.r.IntN(6) == 0 && against != "previous" && f.unit == "money":
			who = m.g.Period("week", map[bool]string{true: "semaine 46", false: "week 46"}[fr], "")
		case f.unit == "points" && m.r.IntN(2) == 0:
			who = m.g.Mix(map[bool]string{true: pick(m, "gamme", "équipe", "origine"), false: "range"}[fr])
		case f.unit == "points":
			who = m.g.Rate(m.g.Metric(f.label), m.members(1)[0])
		}
		slots["who"] = who
		if strings.Contains(key, "offset") {
			part = 1.1 + m.r.Float64()
		}
		plain("share", m.g.Share(new(big.Rat).SetFloat64(math.Round(part*100)/100)))
		plain("amount", m.write(f, total*part, true))
		plain("rest", m.write(f, total-total*part, true))
	case 5:
		key = pick(m, "cause.quiet.", "cause.open.", "cause.quiet.") + against
	case 6:
		key = pick(m, "streak.", "streak.member.") + pick(m, "week", "month", "quarter")
		slots["who"], total = m.members(1)[0], -math.Abs(total)
		plain("n", fmt.Sprint(2+m.r.IntN(5)))
	case 7:
		key = pick(m, "record.high.", "record.low.") + pick(m, "week", "month", "quarter")
		plain("n", fmt.Sprint(13+m.r.IntN(20)))
	case 8:
		key = pick(m, "extremes.both", "extremes.worst")
		two := m.members(2)
		slots["best"], slots["worst"] = two[0], two[1]
		plain("over", m.write(f, m.size(f), true))
		plain("under", m.write(f, -m.size(f), true))
	case 9:
		key = "unusual." + side
		slots["who"] = m.members(1)[0]
		plain("reference", m.write(f, math.Abs(total)*map[string]float64{"above": 0.5, "below": 2.1}[side], false))
	case 10:
		key = pick(m, "concentration.one", "concentration.many", "concentration.many", "cause.season."+side)
		slots["who"] = m.members(1)[0]
		for f.unit == "points" {
			f = pick(m, figures[m.g.Language()]...)
			total = sign * m.size(f)
		}
		slots["metric"] = m.g.Metric(f.label)
		if strings.HasPrefix(key, "concentration") {
			total = math.Abs(total)
			plain("amount", m.write(f, total*part, false))
			plain("share", m.g.Share(new(big.Rat).SetFloat64(math.Round(part*100)/100)))
			plain("n", m.g.Numeral(2+m.r.IntN(3)))
			plain("dimension", m.g.Members(pick(m, dimensions[m.g.Language()]...)[1]))
		}
	}
	plain("total", m.write(f, total, !strings.HasPrefix(key, "concentration")))
	if text, _ := m.g.Say("streak.sum", grammar.Slots{"total": slots["total"]}); f.unit != "points" {
		plain("sum", text)
	}
	plain("value", m.write(f, math.Abs(total), false))
	for _, name := range []string{"gap", "short"} {
		text, _ := m.g.Say(name+"."+against+"."+side, slots)
		plain(name, text)
	}
	text, ok := m.g.Say(key, slots)
	if !ok {
		panic(key)
	}
	if strings.HasPrefix(key, "cause.tail") {
		return "… ; " + text
	}
	return m.g.Sentence(text, "")
}

func TestGeneratedSentences(t *testing.T) {
	for tag, n := range map[string]int{"fr-FR": 300, "en-GB": 300, "de-DE": 100, "es-ES": 100, "it-IT": 100, "nl-NL": 100, "pt-PT": 100} {
		l, err := locale.For(tag)
		if err != nil {
			t.Fatal(err)
		}
		seed, _ := strconv.ParseUint(os.Getenv("BILAN_SEED"), 10, 64)
		m, seen := &maker{grammar.For(l), rand.New(rand.NewPCG(3, 4+seed))}, map[string]bool{}
		var list []string
		for len(list) < n {
			if s := m.sentence(); !seen[s] {
				seen[s], list = true, append(list, s)
			}
		}
		for _, s := range list {
			for _, wrong := range append(wrongs[tag[:2]], "{", "[", "|", "  ", "( ", "()") {
				if strings.Contains(s, wrong) {
					t.Errorf("%s: %q in %q", tag, wrong, s)
				}
			}
		}
		if folder := os.Getenv("BILAN_SENTENCES"); folder != "" {
			if err := os.WriteFile(filepath.Join(folder, tag+".txt"), []byte(strings.Join(list, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// wrongs are what no sentence may hold: contractions and elisions that were not made, slots that were not filled in.
var wrongs = map[string][]string{
	"fr": {" de le ", " de les ", " de Le ", " de Les ", " à le ", " à les ", " de e", " de a", " de i", " de o", " de u", " de é", " de É", " de Î", " de Hé", " le e", " la e", " la é", " le a", " le é", " .", "l’ "},
	"en": {" the the ", " of the the", " .", " a 8", " a 11", " a 18"},
	"es": {" el un ", " de el ", " a el "},
	"it": {" il un ", " di il ", " il 8 ", " il 8\u00a0", " il 80", " il 11 "},
}
