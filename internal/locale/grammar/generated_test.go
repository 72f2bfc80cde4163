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

// maker makes sentences about made-up figures for people to read. With BILAN_SENTENCES=FOLDER it writes 300 sentences
// in French and English and 100 in each other language into that folder. Another BILAN_SEED gives other sentences.
type maker struct {
	g *grammar.Grammar
	r *rand.Rand

	f         figure
	unit      string // the unit of the period: week, month or quarter
	against   string
	total     float64
	dimension string // the dimension of the members that were drawn last
	slots     grammar.Slots
}

func pick[T any](m *maker, list ...T) T { return list[m.r.IntN(len(list))] }

func (m *maker) chance(of int) bool { return m.r.IntN(of) == 0 }

// figure is a made-up figure, with the form of its amounts and what the program says about it.
type figure struct {
	label string
	unit  string // money, count, days, percent
	rest  string // low: a low value is good; average: members do not add up; product: it has factors
}

func (f figure) adds() bool { return f.rest != "average" && f.unit != "percent" }

var figures = map[string][]figure{
	"fr": {
		{"Chiffre d’affaires HT", "money", "product"}, {"CA facturé HT", "money", "product"}, {"Prises de commandes HT", "money", ""}, {"Marge brute", "money", ""}, {"Activité", "money", ""}, {"Encours", "money", ""},
		{"EBE", "money", ""}, {"Ventes", "count", ""}, {"Devis émis", "count", ""}, {"Visites", "count", ""}, {"Nombre de ventes", "count", ""}, {"Affaires signées", "count", ""}, {"Taux de marque", "percent", ""},
		{"Upsell", "count", ""}, {"Marge sur coût de revient", "money", ""}, {"Carnet de commandes", "money", ""}, {"Remises au-delà du plafond", "money", "low"}, {"Montant des devis émis", "money", ""}, {"Nouveaux clients", "count", ""},
		{"Rendez-vous", "count", ""}, {"Appels", "count", ""}, {"Prévisionnel pondéré", "money", ""}, {"Heures vendues", "count", ""}, {"Honoraires", "money", ""}, {"Demandes SAV", "count", "low"}, {"Réclamations", "count", "low"},
		{"Part de prospects qualifiés", "percent", ""}, {"Âge moyen des affaires", "days", "average"}, {"Panier moyen", "money", "average"}, {"Taux de transformation", "percent", ""}, {"Abonnements", "count", ""}, {"MRR", "money", ""},
		{"Impayés", "money", "low"}, {"Recettes", "money", ""}, {"Heures d’astreinte", "count", "low"}, {"Opportunités ouvertes", "count", ""}, {"Valeur du portefeuille", "money", ""}, {"Unités livrées", "count", ""},
	},
	"en": {
		{"Revenue", "money", "product"}, {"Net sales", "money", "product"}, {"Order intake", "money", ""}, {"Gross margin", "money", ""}, {"Orders", "count", ""}, {"Quotes sent", "count", ""}, {"Number of sales", "count", ""},
		{"Visits", "count", ""}, {"Margin rate", "percent", ""}, {"Conversion", "percent", ""}, {"Backlog", "money", ""}, {"Orders received", "money", ""}, {"Amount quoted", "money", ""}, {"Lines sold below cost", "count", "low"},
		{"Discounts beyond the limit", "money", "low"}, {"Customers won back", "count", ""}, {"Deals past their date", "money", "low"}, {"Weighted pipeline", "money", ""}, {"Share of qualified leads", "percent", ""}, {"Hours billed", "count", ""},
		{"Average order value", "money", "average"}, {"Win rate", "percent", ""}, {"Complaints", "count", "low"}, {"New customers", "count", ""}, {"MRR", "money", ""}, {"EBITDA", "money", ""}, {"Units shipped", "count", ""}, {"Sales cycle", "days", "average"},
	},
	"de": {{"Umsatz", "money", ""}, {"Auftragseingang", "money", ""}, {"Verkäufe", "count", ""}, {"Deckungsbeitrag", "money", ""}, {"Margenquote", "percent", ""}, {"Angebote", "count", ""}, {"Reklamationen", "count", "low"}},
	"es": {{"Ingresos", "money", ""}, {"Pedidos", "count", ""}, {"Margen bruto", "money", ""}, {"Tasa de margen", "percent", ""}, {"Visitas", "count", ""}, {"Ofertas enviadas", "count", ""}, {"Reclamaciones", "count", "low"}},
	"it": {{"Fatturato", "money", ""}, {"Ordini", "count", ""}, {"Margine lordo", "money", ""}, {"Tasso di margine", "percent", ""}, {"Visite", "count", ""}, {"Offerte inviate", "count", ""}, {"Reclami", "count", "low"}},
	"nl": {{"Omzet", "money", ""}, {"Orders", "count", ""}, {"Brutomarge", "money", ""}, {"Margepercentage", "percent", ""}, {"Bezoeken", "count", ""}, {"Offertes", "count", ""}, {"Klachten", "count", "low"}},
	"pt": {{"Faturação", "money", ""}, {"Encomendas", "count", ""}, {"Margem bruta", "money", ""}, {"Taxa de margem", "percent", ""}, {"Visitas", "count", ""}, {"Propostas enviadas", "count", ""}, {"Reclamações", "count", "low"}},
}

// write returns an amount of the figure, with a sign if it is a difference.
func (m *maker) write(x float64, signed bool) string {
	sign := ""
	switch {
	case x < 0:
		sign = "−"
	case signed:
		sign = "+"
	}
	r := new(big.Rat).SetFloat64(math.Abs(x))
	switch m.f.unit {
	case "money":
		return sign + m.g.Compact(r, map[bool]string{true: "GBP", false: "EUR"}[m.g.Language() == "en"])
	case "count":
		return sign + m.g.Number(r, 0)
	case "days":
		return sign + m.g.Days(r, 0)
	}
	if !signed {
		return m.g.Percent(new(big.Rat).Mul(r, big.NewRat(1, 100)), 1)
	}
	return sign + m.g.Number(r, 1) + "\u00a0" + m.g.Word("unit.points")
}

// size returns a difference that the figure may have.
func (m *maker) size() float64 {
	switch {
	case m.f.unit == "money" && m.f.rest == "average":
		return math.Round(100 + m.r.Float64()*900)
	case m.f.unit == "money":
		return math.Round(20_000 + m.r.Float64()*1_500_000)
	case m.f.unit == "count":
		return math.Round(20 + m.r.Float64()*400)
	case m.f.unit == "days":
		return math.Round(2 + m.r.Float64()*70)
	}
	return 1 + math.Round(m.r.Float64()*40)/10
}

// level returns a value that the figure may have.
func (m *maker) level() float64 {
	if m.f.unit == "percent" {
		return 15 + math.Round(m.r.Float64()*400)/10
	}
	return m.size()
}

// dimensions are made-up dimensions: name, heading and members.
var dimensions = map[string][][]string{
	"fr": {
		{"rep", "Commercial", "Claire Martin", "Hugo Petit", "Élodie Henry", "Anaïs d’Hondt", "Hélène Ohayon", "Yves Le Goff", "Hervé O’Brien", "Yann Prigent", "Henri Uhlmann", "INÈS AUBERT"},
		{"customer", "Client", "Hôtel Bellevue", "Lenoir SA", "Établissements Hamel", "L’Atelier d’Hélène", "Hermès", "Au Huit", "Les Halles", "DUPONT & FILS", "Aux Deux Ours", "3M", "Le « Comptoir »"},
		{"range", "Gamme", "Outillage", "Literie", "Éclairage", "Hauts de cuisine", "Été 2026", "4 saisons", "Manche"},
		{"region", "Région", "Île-de-France", "Bretagne", "Hauts-de-France", "Grand Est", "Pays de la Loire", "Ouest", "Secteur 4", "Hérault", "Haute-Savoie", "Provence-Alpes-Côte d’Azur", "La Réunion", "Alpes-Maritimes", "Occitanie", "Centre-Val de Loire", "Corse", "Nouvelle-Aquitaine"},
		{"department", "Département", "Yonne", "Ain", "Eure", "Ille-et-Vilaine", "Somme", "Loire", "Hautes-Alpes", "Côtes-d’Armor", "Val-d’Oise", "Lot", "Manche", "Bas-Rhin", "75", "Territoire de Belfort", "Deux-Sèvres"},
		{"country", "Pays", "Pays-Bas", "Espagne", "Portugal", "Allemagne", "États-Unis", "Hongrie", "Royaume-Uni", "Belgique", "Italie", "Maroc"},
		{"city", "Ville", "Évreux", "Orléans", "Le Mans", "Les Ulis", "La Rochelle", "Honfleur", "Paris"},
		{"team", "Équipe", "Grands comptes", "Équipe Sud", "Hôtellerie"}, {"agency", "Agence", "Agence de Lyon", "Nantes", "Le Havre", "Les Ulis", "La Rochelle", "Évreux"}, {"channel", "Canal", "Internet", "Boutiques", "E-mail"},
		{"product", "Produit", "Lampe Aster", "Table Orme", "A-320"}, {"segment", "Segment", "Hôtels", "Traiteurs", "TPE"}, {"source", "Origine", "Salon", "Bouche-à-oreille"}, {"type", "Type d’affaire", "Renouvellement", "Extension"},
		{"store", "Magasin", "12", "Opéra"}, {"family", "Famille", "Accessoires", "Électricité"},
	},
	"en": {
		{"rep", "Sales rep", "Claire Martin", "Owen Hughes", "Amy Ellis", "Sean O’Brien", "James Price"}, {"customer", "Customer", "Lenoir Ltd", "Harbour Hotels", "Ash & Co", "James’ Tools", "The Old Mill", "3M", "ACME HOLDINGS"},
		{"range", "Range", "Lamps", "Bedding", "2026 Summer", "“Easy”"}, {"region", "Region", "North West", "Scotland", "Brittany", "Sector 4", "Wales", "Midlands", "East Anglia"}, {"country", "Country", "Netherlands", "Germany", "United States", "Ireland"},
		{"team", "Team", "Key accounts", "Team North"}, {"channel", "Channel", "Web", "Stores"}, {"category", "Category", "Outdoor", "Office"}, {"product", "Product", "Border spade", "Hand fork"}, {"source", "Source", "Trade fair", "Referral"},
		{"agency", "Agency", "Bath", "York"}, {"store", "Store", "12", "Oxford Street"}, {"segment", "Segment", "4", "SME"}, {"county", "County", "Kent", "Essex"}, {"industry", "Industry", "Retail", "Health care"},
	},
	"de": {{"rep", "Verkäufer", "Anna Kern", "Jörg Weiß"}, {"customer", "Kunde", "Hotel Adler", "Müller & Söhne"}, {"region", "Region", "Bayern", "Hessen", "Nordrhein-Westfalen"}},
	"es": {{"rep", "Comercial", "Ana Ruiz", "Íñigo Ochoa"}, {"customer", "Cliente", "Hotel Sol", "Hijos de Íñigo"}, {"region", "Región", "Andalucía", "Islas Baleares"}},
	"it": {{"rep", "Venditore", "Anna Rossi", "Ugo Orsi"}, {"customer", "Cliente", "Hotel Alba", "Officine d’Este"}, {"region", "Regione", "Lombardia", "Emilia-Romagna"}},
	"nl": {{"rep", "Verkoper", "Anke de Vries", "Joost ’t Hart"}, {"customer", "Klant", "Hotel Zee", "Gebroeders Smit"}, {"region", "Regio", "Utrecht", "Noord-Holland"}},
	"pt": {{"rep", "Vendedor", "Ana Lopes", "Rui d’Almeida"}, {"customer", "Cliente", "Hotel Sol", "Irmãos Óscar"}, {"region", "Região", "Alentejo", "Açores"}},
}

// members draws n members of a dimension, or all if there are fewer.
func (m *maker) members(n int) (heading string, list []grammar.Noun) {
	d := pick(m, dimensions[m.g.Language()]...)
	m.dimension = d[0]
	labels := slices.Clone(d[2:])
	m.r.Shuffle(len(labels), func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
	for _, label := range labels[:min(n, len(labels))] {
		list = append(list, m.g.Member(d[0], d[1], label))
	}
	return d[1], list
}

func (m *maker) member() grammar.Noun {
	_, list := m.members(1)
	return list[0]
}

// before are the names of earlier periods, by language and unit.
var before = map[string]map[string][]string{
	"fr": {"week": {"semaine\u00a045", "semaine\u00a08"}, "month": {"octobre\u00a02026", "août\u00a02026", "avril\u00a02026", "janvier\u00a02027"}, "quarter": {"T2\u00a02026", "T1 de l’exercice\u00a02026"}},
	"en": {"week": {"week\u00a045", "week\u00a08"}, "month": {"October\u00a02026", "August\u00a02026", "April\u00a02026"}, "quarter": {"Q2\u00a02026", "Q1\u00a0FY2026"}},
}

func (m *maker) period() grammar.Noun {
	list := before[m.g.Language()][m.unit]
	if list == nil {
		return m.g.Period(m.unit, "–", "–")
	}
	return m.g.Period(m.unit, pick(m, list...), "")
}

func (m *maker) plain(name, text string) { m.slots[name] = grammar.Plain(text) }

// draw draws a figure for which ok is true, a period and a difference.
func (m *maker) draw(ok func(figure) bool) {
	for m.f = pick(m, figures[m.g.Language()]...); !ok(m.f); {
		m.f = pick(m, figures[m.g.Language()]...)
	}
	m.unit, m.against = pick(m, "week", "month", "quarter"), pick(m, "target", "last_year", "previous")
	m.total = pick(m, -1.0, 1.0) * m.size()
	m.slots = grammar.Slots{"previous": m.period(), "metric": m.g.Metric(m.f.label)}
}

// side returns the side of a difference as the package finding does.
func (m *maker) side() string {
	switch {
	case m.against == "target" && (m.f.rest == "low" || m.f.unit == "percent"):
		return "neutral"
	case m.total < 0:
		return "below"
	}
	return "above"
}

// who returns the members of a cause, and the word for the difference after them.
func (m *maker) who() (who grammar.Noun, gap string) {
	fr, ratio := m.g.Language() == "fr", m.f.unit == "percent" && m.against != "target"
	_, members := m.members(1 + m.r.IntN(3))
	switch all := m.g.Together(members); {
	case ratio && m.chance(3):
		dimension := map[string][]string{"fr": {"gamme", "équipe", "origine"}, "en": {"range", "team"}, "de": {"Region"}, "es": {"región"}, "it": {"regione"}, "nl": {"regio"}, "pt": {"região"}}[m.g.Language()]
		return m.g.Mix(pick(m, dimension...)), "gap."
	case ratio:
		return m.g.Rate(m.slots["metric"], all), "gap.rate."
	case m.f.rest == "product" && m.against != "target" && m.chance(3):
		return m.g.Metric(map[bool]string{true: pick(m, "Panier moyen", "Nombre de commandes", "Ventes"), false: pick(m, "Average basket", "Average sale", "Number of orders")}[fr]), "gap."
	case m.unit == "month" && m.f.adds() && m.chance(5):
		return m.g.Period("week", map[string]string{"fr": "semaine\u00a046", "en": "week\u00a046"}[m.g.Language()], ""), "gap."
	default:
		return all, "gap."
	}
}

// cause makes a sentence about what moved the figure.
func (m *maker) cause() (key string) {
	m.draw(func(f figure) bool { return f.adds() || f.unit == "percent" })
	if m.f.unit == "percent" && m.against == "target" { // objectives are set for the ratio, not for its terms
		return ""
	}
	who, gap := m.who()
	if who.Text == "" {
		return ""
	}
	m.slots["who"] = who
	shape, part := pick(m, "share", "share", "share", "all", "part", "offset"), 0.33+0.66*m.r.Float64()
	switch shape {
	case "all":
		part = 1
	case "offset":
		part = 1.1 + m.r.Float64()
	}
	m.plain("share", m.g.Share(new(big.Rat).SetFloat64(math.Round(part*100)/100)))
	m.plain("amount", m.write(m.total*part, true))
	m.plain("rest", m.write(m.total-m.total*part, true))
	m.plain("total", m.write(m.total, true))
	key = "cause." + shape
	if m.chance(4) {
		gap, key = "gap.", "cause.tail."+shape
		if shape == "all" {
			key = "cause.tail.share"
		}
	}
	if text, ok := m.g.Say(gap+m.against+"."+m.side(), m.slots); ok {
		m.plain("gap", text)
	} else if text, _ = m.g.Say("gap."+m.against+"."+m.side(), m.slots); true {
		m.plain("gap", text)
	}
	short, _ := m.g.Say("short."+m.against+"."+m.side(), m.slots)
	m.plain("short", short)
	if shape == "part" || shape == "offset" && !strings.Contains(key, "tail") {
		key += "." + m.against
	}
	return key
}

// usual makes a sentence that nothing in particular moved the figure, or that the season did.
func (m *maker) usual() string {
	m.draw(func(figure) bool { return true })
	m.plain("total", m.write(m.total, true))
	if m.chance(4) {
		return "cause.season." + map[bool]string{true: "below", false: "above"}[m.total < 0]
	}
	return pick(m, "cause.quiet.", "cause.open.") + m.against
}

func (m *maker) streak() string {
	m.draw(func(figure) bool { return true })
	key := pick(m, "streak.", "streak.member.") + pick(m, "", "", "tail.") + m.unit
	m.slots["who"], m.total = m.member(), -math.Abs(m.total)
	if m.f.rest == "low" {
		m.total = -m.total
	}
	m.plain("n", fmt.Sprint(3+m.r.IntN(6)))
	if text, _ := m.g.Say("streak.sum", grammar.Slots{"total": grammar.Plain(m.write(m.total, true))}); m.f.adds() {
		m.plain("sum", text)
	}
	return key
}

func (m *maker) record() string {
	m.draw(func(figure) bool { return true })
	m.plain("n", fmt.Sprint(13+m.r.IntN(map[string]int{"week": 48, "month": 24, "quarter": 4}[m.unit])))
	m.plain("value", m.write(m.level(), false))
	return pick(m, "record.high.", "record.low.") + m.unit
}

func (m *maker) extremes() string {
	m.draw(func(f figure) bool { return f.adds() && f.rest != "low" })
	_, two := m.members(2)
	m.slots["best"], m.slots["worst"] = two[0], two[1]
	m.plain("over", m.write(m.size(), true))
	m.plain("under", m.write(-m.size(), true))
	return pick(m, "extremes.both", "extremes.worst", "extremes.tail")
}

// closure makes a sentence about the sum of the parts.
func (m *maker) closure() string {
	m.draw(figure.adds)
	_, members := m.members(2)
	var parts []string
	for _, who := range append(members, grammar.Plain(m.g.Raw("closure.others"))) {
		part, _ := m.g.Say("closure.part", grammar.Slots{"who": grammar.Plain(who.Name()), "amount": grammar.Plain(m.write(pick(m, -1.0, 1.0)*m.size(), true))})
		parts = append(parts, part)
	}
	m.plain("parts", strings.Join(parts, ", "))
	m.plain("rest", m.write(0, false))
	return "closure"
}

func (m *maker) unusual() string {
	m.draw(figure.adds)
	side := pick(m, "above", "below")
	m.slots["who"] = m.member()
	m.plain("value", m.write(math.Abs(m.total), false))
	m.plain("reference", m.write(math.Abs(m.total)*map[string]float64{"above": 0.5, "below": 2.1}[side], false))
	return "unusual." + side
}

func (m *maker) concentration() string {
	m.draw(figure.adds)
	heading, members := m.members(1)
	for !slices.Contains([]string{"rep", "customer", "region", "department", "country", "city", "agency", "product", "store", "county"}, m.dimension) {
		heading, members = m.members(1)
	}
	part := 0.4 + 0.5*m.r.Float64()
	m.slots["who"] = members[0]
	m.plain("total", m.write(math.Abs(m.total), false))
	m.plain("amount", m.write(math.Abs(m.total)*part, false))
	m.plain("share", m.g.Share(new(big.Rat).SetFloat64(part)))
	m.plain("n", m.g.Numeral(2+m.r.IntN(2)))
	m.plain("dimension", m.g.Members(heading))
	return pick(m, "concentration.one", "concentration.many", "concentration.many")
}

// sentence makes a sentence of a random kind. The second half of a headline follows three dots.
func (m *maker) sentence() string {
	key := pick(m, m.cause, m.cause, m.cause, m.cause, m.usual, m.usual, m.streak, m.record, m.extremes, m.unusual, m.concentration, m.closure)()
	if key == "" {
		return m.sentence()
	}
	text, ok := m.g.Say(key, m.slots)
	switch {
	case !ok:
		panic(key)
	case strings.Contains(key, "tail"):
		return m.g.Word("headline.because", "…", text)
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
		m, seen := &maker{g: grammar.For(l), r: rand.New(rand.NewPCG(3, 4+seed))}, map[string]bool{}
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

// wrongs are texts that no sentence may contain: missing contractions and elisions, and empty slots.
var wrongs = map[string][]string{
	"fr": {" de le ", " de les ", " de Le ", " de Les ", " à le ", " à les ", " de e", " de a", " de i", " de o", " de u", " de é", " de É", " de Î", " de Hé", " le e", " la e", " la é", " le a", " le é", " .", "l’ "},
	"en": {" the the ", " of the the", " .", " a 8", " a 11", " a 18"},
	"es": {" el un ", " de el ", " a el "},
	"it": {" il un ", " di il ", " il 8 ", " il 8\u00a0", " il 80", " il 11", "la 8ª", "la 11ª"},
}
