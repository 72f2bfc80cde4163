package grammar_test

import (
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"bilan/internal/locale"
	"bilan/internal/locale/grammar"
)

func speaks(t *testing.T, tag string) *grammar.Grammar {
	t.Helper()
	l, err := locale.For(tag)
	if err != nil {
		t.Fatal(err)
	}
	return grammar.For(l)
}

func TestFrenchNouns(t *testing.T) {
	g := speaks(t, "fr-FR")
	for _, c := range []struct {
		noun        grammar.Noun
		the, of, in string
	}{
		{g.Metric("Chiffre d’affaires HT"), "le chiffre d’affaires HT", "du chiffre d’affaires HT", "chiffre d’affaires HT"},
		{g.Metric("Activité"), "l’activité", "de l’activité", "activité"},
		{g.Metric("Ventes"), "les ventes", "des ventes", "ventes"},
		{g.Metric("Upsell"), "l’indicateur « Upsell »", "de l’indicateur « Upsell »", "indicateur « Upsell »"},
		{g.Member("region", "Région", "Île-de-France"), "l’Île-de-France", "de l’Île-de-France", "en Île-de-France"},
		{g.Member("region", "Région", "Hauts-de-France"), "les Hauts-de-France", "des Hauts-de-France", "dans les Hauts-de-France"},
		{g.Member("region", "Région", "La Réunion"), "La Réunion", "de La Réunion", "à La Réunion"},
		{g.Member("region", "Région", "Guadeloupe"), "la Guadeloupe", "de la Guadeloupe", "en Guadeloupe"},
		{g.Member("region", "Région", "Secteur 4"), "la région Secteur 4", "de la région Secteur 4", "région Secteur 4"},
		{g.Member("region", "Région", "Provence-Alpes-Côte d’Azur"), "la Provence-Alpes-Côte d’Azur", "de la Provence-Alpes-Côte d’Azur", "en Provence-Alpes-Côte d’Azur"},
		{g.Member("department", "Département", "Côtes-d’Armor"), "les Côtes-d’Armor", "des Côtes-d’Armor", "dans les Côtes-d’Armor"},
		{g.Member("department", "Département", "Eure"), "l’Eure", "de l’Eure", "dans l’Eure"},
		{g.Member("department", "Département", "75"), "le département 75", "du département 75", "département 75"},
		{g.Member("range", "Gamme", "Manche"), "la gamme Manche", "de la gamme Manche", "gamme Manche"},
		{g.Member("town", "Ville", "Évreux"), "Évreux", "d’Évreux", "Évreux"},
		{g.Rate(g.Metric("Marge"), g.Together([]grammar.Noun{g.Member("region", "Région", "Grand Est"), g.Member("country", "Pays", "Espagne"), g.Member("rep", "Commercial", "Élodie Henry")})),
			"la marge du Grand Est, de l’Espagne et d’Élodie Henry", "de la marge du Grand Est, de l’Espagne et d’Élodie Henry", "marge du Grand Est, de l’Espagne et d’Élodie Henry"},
		{g.Rate(g.Metric("Marge"), g.Together([]grammar.Noun{g.Member("country", "Pays", "Portugal"), g.Member("country", "Pays", "Espagne")})), "la marge au Portugal et en Espagne", "de la marge au Portugal et en Espagne", "marge au Portugal et en Espagne"},
		{g.Together([]grammar.Noun{g.Member("region", "Région", "Bretagne"), g.Member("region", "Région", "Alsace")}), "la Bretagne et l’Alsace", "de la Bretagne et de l’Alsace", "la Bretagne et l’Alsace"},
		{g.Member("country", "Pays", "Portugal"), "le Portugal", "du Portugal", "au Portugal"},
		{g.Member("agency", "Agence", "Agence de Lyon"), "l’agence de Lyon", "de l’agence de Lyon", "agence de Lyon"},
		{g.Member("rep", "Commercial", "Élodie Henry"), "Élodie Henry", "d’Élodie Henry", "Élodie Henry"},
		{g.Member("rep", "Commercial", "Hugo Petit"), "Hugo Petit", "de Hugo Petit", "Hugo Petit"},
		{g.Member("rep", "Commercial", "Yann Le Goff"), "Yann Le Goff", "de Yann Le Goff", "Yann Le Goff"},
		{g.Member("agency", "Agence", "Le Havre"), "Le Havre", "du Havre", "au Havre"},
		{g.Member("town", "Ville", "Les Ulis"), "Les Ulis", "des Ulis", "aux Ulis"},
		{g.Member("rep", "Commercial", "Henri Yvon"), "Henri Yvon", "d’Henri Yvon", "Henri Yvon"},
		{g.Period(grammar.Month, "octobre", "en octobre"), "octobre", "d’octobre", "en octobre"},
		{g.Period(grammar.Quarter, "T3 2026", "au T3 2026"), "le T3 2026", "du T3 2026", "au T3 2026"},
		{g.Period(grammar.Week, "semaine 46", "en semaine 46"), "la semaine 46", "de la semaine 46", "en semaine 46"},
		{g.Period(grammar.Year, "exercice 2026", "sur l’exercice 2026"), "l’exercice 2026", "de l’exercice 2026", "sur l’exercice 2026"},
	} {
		in := c.noun.In
		if in == "" {
			in = c.noun.Text
		}
		if got := []string{c.noun.The(), g.Of(c.noun), in}; !slices.Equal(plain(got), []string{c.the, c.of, c.in}) {
			t.Errorf("%q", got)
		}
	}
}

// plain replaces the spaces without line break by ordinary ones.
func plain(list []string) (out []string) {
	for _, s := range list {
		out = append(out, regexp.MustCompile("[\u00a0\u202f]").ReplaceAllString(s, " "))
	}
	return out
}

func TestTogether(t *testing.T) {
	fr, en := speaks(t, "fr-FR"), speaks(t, "en-GB")
	for want, got := range map[string]grammar.Noun{
		"les gammes Literie et Outillage":      fr.Together([]grammar.Noun{fr.Member("range", "Gamme", "Literie"), fr.Member("range", "Gamme", "Outillage")}),
		"les canaux Web et Salon":              fr.Together([]grammar.Noun{fr.Member("channel", "Canal", "Web"), fr.Member("channel", "Canal", "Salon")}),
		"la Bretagne et l’Alsace":              fr.Together([]grammar.Noun{fr.Member("region", "Région", "Bretagne"), fr.Member("region", "Région", "Alsace")}),
		"the Lamps and Bedding ranges":         en.Together([]grammar.Noun{en.Member("range", "Range", "Lamps"), en.Member("range", "Range", "Bedding")}),
		"Ash & Co and Lenoir":                  en.Together([]grammar.Noun{en.Member("customer", "Customer", "Ash & Co"), en.Member("customer", "Customer", "Lenoir")}),
		"the Netherlands and Germany":          en.Together([]grammar.Noun{en.Member("country", "Country", "Netherlands"), en.Member("country", "Country", "Germany")}),
		"les agences Évreux et Le Havre":       fr.Together([]grammar.Noun{fr.Member("agency", "Agence", "Évreux"), fr.Member("agency", "Agence", "Le Havre")}),
		"les agences Nantes et Évreux":         fr.Together([]grammar.Noun{fr.Member("agency", "Agence", "Nantes"), fr.Member("agency", "Agence", "Évreux")}),
		"les équipes Sud et Grands comptes":    fr.Together([]grammar.Noun{fr.Member("team", "Équipe", "Équipe Sud"), fr.Member("team", "Équipe", "Grands comptes")}),
		"l’agence de Lyon et l’agence Évreux":  fr.Together([]grammar.Noun{fr.Member("agency", "Agence", "Agence de Lyon"), fr.Member("agency", "Agence", "Évreux")}),
		"Le Havre et Paris":                    fr.Together([]grammar.Noun{fr.Member("town", "Ville", "Le Havre"), fr.Member("town", "Ville", "Paris")}),
		"segment 4 and the SME segment":        en.Together([]grammar.Noun{en.Member("segment", "Segment", "4"), en.Member("segment", "Segment", "SME")}),
		"segments 4 and 5":                     en.Together([]grammar.Noun{en.Member("segment", "Segment", "4"), en.Member("segment", "Segment", "5")}),
		"the North and Key accounts teams":     en.Together([]grammar.Noun{en.Member("team", "Team", "Team North"), en.Member("team", "Team", "Key accounts")}),
		"Claire Martin, Hugo Petit et Zoé Roy": fr.Together([]grammar.Noun{fr.Member("rep", "Commercial", "Claire Martin"), fr.Member("rep", "Commercial", "Hugo Petit"), fr.Member("rep", "Commercial", "Zoé Roy")}),
	} {
		if got.The() != want || !got.Plural {
			t.Errorf("%q, want %q", got.The(), want)
		}
	}
}

func TestEnglish(t *testing.T) {
	en := speaks(t, "en-GB")
	for label, want := range map[string]string{"Average sale": "the average sale", "Median order": "the median order", "Average orders": "average orders", "Revenue": "revenue", "Hours billed": "hours billed", "Amount invoiced": "the amount invoiced", "Revenue invoiced": "revenue invoiced"} {
		if got := en.Metric(label).The(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for label, plural := range map[string]bool{"Hours billed": true, "Revenue": false, "Amount invoiced": false, "Orders per visit": true} {
		if got := en.Metric(label); got.Plural != plural {
			t.Errorf("%s: plural %v", label, got.Plural)
		}
	}
	for label, want := range map[string]string{"Scotland": "In Scotland, revenue is", "Sector 4": "For the Sector 4 region, revenue is", "Midlands": "In the Midlands, revenue is"} {
		text, _ := en.Say("unusual.above", grammar.Slots{"who": en.Member("region", "Region", label), "metric": en.Metric("Revenue")})
		if !strings.HasPrefix(en.Sentence(text, ""), want) {
			t.Errorf("%q, want %q", text, want)
		}
	}
	if got := en.Member("customer", "Customer", "The Old Mill").The(); got != "The Old Mill" {
		t.Errorf("%q", got)
	}
	for n, want := range map[string]string{"8": "an 8-month", "11": "an 11-month", "18": "an 18-month", "80": "an 80-month", "13": "a 13-month", "36": "a 36-month"} {
		got, _ := en.Say("record.low.month", grammar.Slots{"metric": en.Metric("Revenue"), "n": grammar.Plain(n), "value": grammar.Plain("£1")})
		if !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestItalianOrdinals(t *testing.T) {
	it := speaks(t, "it-IT")
	for n, want := range map[string]string{"8": "l’8ª\u00a0settimana", "11": "l’11ª\u00a0settimana", "7": "la 7ª\u00a0settimana"} {
		got, _ := it.Say("streak.tail.week", grammar.Slots{"n": grammar.Plain(n)})
		if !strings.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestShare(t *testing.T) {
	fr := speaks(t, "fr-FR")
	for text, want := range map[string]string{"2/3": "les deux tiers", "0.68": "les deux tiers", "0.7": "70 %", "0.5": "la moitié", "1": "la totalité", "0.994": "l’essentiel", "0.2": "20 %", "1.3": "130 %"} {
		r, _ := new(big.Rat).SetString(text)
		if got := plain([]string{fr.Share(r)})[0]; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestName checks that the article of a town is part of its name, and that of a region is not.
func TestName(t *testing.T) {
	g := speaks(t, "fr-FR")
	for want, noun := range map[string]grammar.Noun{"Le Havre": g.Member("town", "Ville", "Le Havre"), "Bretagne": g.Member("region", "Région", "Bretagne"), "gamme Literie": g.Member("range", "Gamme", "Literie")} {
		if got := noun.Name(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestNumbersStayWithTheirNouns checks that no line ends between a number and the word after it.
func TestNumbersStayWithTheirNouns(t *testing.T) {
	loose := regexp.MustCompile(`(\{n\}|\d)[eºª.]* \pL`)
	for _, lang := range locale.Languages() {
		g := speaks(t, lang)
		for _, key := range g.Keys() {
			if loose.MatchString(g.Raw(key)) {
				t.Errorf("%s: %s: write U+00A0 after the number in %q", lang, key, g.Raw(key))
			}
		}
	}
}

// TestLanguagesHaveTheSame checks that each language has the sentences of French, except those that only French and
// English need.
func TestLanguagesHaveTheSame(t *testing.T) {
	own := regexp.MustCompile(`^(share\.|gap\.rate\.|mix\.article)`)
	fr := speaks(t, "fr").Keys()
	for _, lang := range locale.Languages() {
		keys := speaks(t, lang).Keys()
		for _, key := range fr {
			if !slices.Contains(keys, key) && !(own.MatchString(key) && lang != "en") {
				t.Errorf("%s lacks %s", lang, key)
			}
		}
	}
}

// TestLanguagesAskForNoMore checks that each sentence of a language exists in French, with slots that French fills.
func TestLanguagesAskForNoMore(t *testing.T) {
	slot := regexp.MustCompile(`\{(?:\w+ )?(\w+)\}`)
	names := func(text string) map[string]bool {
		out := map[string]bool{}
		for _, m := range slot.FindAllStringSubmatch(text, -1) {
			out[m[1]] = true
		}
		return out
	}
	known := map[string]bool{"short": true, "total": true, "metric": true, "previous": true}
	maps.Copy(known, names(speaks(t, "fr").Raw("cause.share")))
	for _, lang := range locale.Languages() {
		g := speaks(t, lang)
		for _, key := range g.Keys() {
			fr := names(speaks(t, "fr").Raw(key))
			for name := range names(g.Raw(key)) {
				if !fr[name] && !known[name] {
					t.Errorf("%s: %s: nothing fills {%s}", lang, key, name)
				}
			}
		}
		if g.Raw("cause.share") == "" || g.Raw("closure") == "" {
			t.Errorf("%s names no cause", lang)
		}
	}
}
