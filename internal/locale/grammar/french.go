package grammar

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Of returns the noun after "de", such as "du T3", "de l’Île-de-France", "d’octobre" or "des Hauts-de-France". Other
// languages use their word for "of".
func (g *Grammar) Of(n Noun) string {
	switch {
	case g.Language() != "fr":
		return g.Locale.Of(n.The())
	case n.list != nil:
		return g.joinForms(n, g.Of)
	}
	switch n.Article {
	case "le", "Le":
		return "du " + n.Text
	case "les", "Les":
		return "des " + n.Text
	case "":
		if elides(n.Text) {
			return "d’" + n.Text
		}
	}
	return "de " + n.The()
}

// deWithoutArticle returns "de" and the noun without its article, as in an objective "de ventes" or "d’activité". Nouns
// that sound clumsy after "de" get "en nombre de ventes" or "relatif à la part du CA". A figure with an unknown noun is
// written in quotation marks.
func (g *Grammar) deWithoutArticle(n Noun) string {
	if quoted, ok := strings.CutPrefix(n.Text, figureWord); ok {
		return quoted
	}
	switch first, _, _ := strings.Cut(n.Text, " "); {
	case slices.Contains([]string{"nombre", "volume"}, first):
		return "en " + n.Text
	case slices.Contains([]string{"montant", "part", "total", "délai", "durée", "âge", "ancienneté", "moyenne", "coût", "valeur"}, first):
		return "relatif " + g.withA(n)
	}
	n.Article = ""
	return g.Of(n)
}

// figureWord is written before a figure whose noun is unknown.
const figureWord = "indicateur "

// withA returns the noun after "à", such as "au T3" or "aux Hauts-de-France".
func (g *Grammar) withA(n Noun) string {
	if g.Language() != "fr" {
		return n.The()
	}
	switch n.Article {
	case "le", "Le":
		return "au " + n.Text
	case "les", "Les":
		return "aux " + n.Text
	}
	return "à " + n.The()
}

// aspirated are the beginnings of words with an aspirated h, before which nothing is elided.
var aspirated = []string{"haut", "hors", "huit", "hambourg", "havre", "hollande", "hongrie", "honduras", "harris", "hasard", "handicap", "hausse", "hall", "halle",
	"hangar", "haie", "haine", "ham", "hard", "hareng", "haricot", "héros", "hibou", "hip", "hobby", "homard", "hors", "hot", "housse", "hublot", "huche", "hugo", "haagen", "hilti", "hp", "h&m", "haas", "hachette",
	"hans", "harley", "harry", "heinz", "helmut", "henkel", "hertz", "hilton", "holding", "honda", "hoover", "huawei", "hyundai"}

// elides reports whether de and le lose their vowel before the text. A mute h does so, an aspirated one does not.
func elides(text string) bool {
	word := strings.ToLower(text)
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case strings.ContainsRune("aàâäeéèêëiîïoôöuùûüœæ", r):
		return !strings.HasPrefix(word, "onz") && !strings.HasPrefix(word, "oui") && !strings.HasPrefix(word, "uhl")
	case r == 'y': // Yves, Yvelines, but not Yann or Yonne
		next, _ := utf8.DecodeRuneInString(word[1:])
		return len(word) > 1 && !strings.ContainsRune("aàâeéèêioôuù", next)
	case r == 'h':
		for _, a := range aspirated {
			if strings.HasPrefix(word, a) {
				return false
			}
		}
		return true
	}
	return false
}

// genders are the genders of nouns that name figures and dimensions, by their first word: m or f, followed by s for
// plurals.
var genders = map[string]string{}

func init() {
	for gender, words := range map[string]string{
		"m": "chiffre ca taux panier carnet montant nombre total résultat volume délai cycle encours budget effectif coût prix poids nps score temps mix revenu produit client canal segment pays" +
			" magasin secteur département site type stade commercial vendeur fournisseur groupe réseau marché territoire dépôt entrepôt établissement retard stock reste rendement dépassement écart" +
			" article point bureau partenaire distributeur métier manager csat indice poste rayon roi abandon ebe ebitda churn arr mrr pipeline pipe backlog turnover ebit bénéfice reporting funnel portefeuille gain objectif prévisionnel âge motif thème concurrent tarif pourcentage solde crédit temps-passé mode statut niveau compte code pôle service profil modèle bassin arrondissement circuit programme projet chantier contrat univers rang lot atelier",
		"f": "marge facturation activité conversion remise note satisfaction part durée valeur moyenne quantité rotation production croissance couverture perte recette commande vente visite affaire" +
			" gamme équipe agence région catégorie famille ville zone marque source collection enseigne filiale campagne étape division direction ligne branche succursale boutique société entité unité" +
			" prise base clientèle réalisation fuite transformation rétention attrition dépense cohorte provenance origine ancienneté fidélité fréquence productivité rentabilité trésorerie dette surface charge forme tranche classe chaîne usine nature taille saison série commune localité formule offre solution prestation franchise",
		"ms": "devis appels rendez-vous contacts prospects leads clients contrats produits encaissements paiements impayés avoirs abonnements retours litiges tickets achats frais coûts délais honoraires" +
			" paniers points jours abonnés nouveaux",
		"fs": "ventes commandes prises visites affaires recettes opportunités marges remises réclamations livraisons factures facturations signatures demandes dépenses unités quantités heures offres" +
			" propositions réunions relances expéditions créances pertes lignes",
	} {
		for word := range strings.FieldsSeq(words) {
			genders[word] = gender
		}
	}
}

// frenchNoun returns a common noun with its article. ok is false if its gender is not known.
func (g *Grammar) frenchNoun(label string) (n Noun, ok bool) {
	n = Noun{Text: g.Inline(label)}
	first, _, _ := strings.Cut(n.Text, " ")
	gender, ok := genders[strings.ToLower(first)]
	if !ok {
		return n, false
	}
	n.Feminine, n.Plural = gender[0] == 'f', strings.HasSuffix(gender, "s")
	switch {
	case n.Plural:
		n.Article = "les"
	case elides(n.Text):
		n.Article = "l’"
	case n.Feminine:
		n.Article = "la"
	default:
		n.Article = "le"
	}
	return n, true
}

// frenchMetric returns a figure's name with its article. If its gender is unknown, figureWord precedes it.
func (g *Grammar) frenchMetric(label string) Noun {
	if n, ok := g.frenchNoun(label); ok {
		return n
	}
	return Noun{Text: figureWord + g.Word("quoted", label), Article: "l’"}
}

// isTown reports whether the members of a dimension have names of towns.
func isTown(heading string) bool {
	return isCity(heading) || startsWithWord(heading, "agence", "magasin", "boutique", "site", "dépôt", "succursale", "établissement", "bureau")
}

// isCity reports whether the members of a dimension are towns, which are called by their names alone.
func isCity(heading string) bool { return startsWithWord(heading, "ville", "commune", "localité") }

// isArea reports whether the members of a dimension may be regions or departments.
func isArea(heading string) bool {
	return isTown(heading) || startsWithWord(heading, "région", "département", "dépt", "zone", "secteur", "territoire", "marché")
}

func startsWithWord(heading string, words ...string) bool {
	first, _, _ := strings.Cut(strings.ToLower(heading), " ")
	return slices.Contains(words, first)
}

// frenchMember returns a member of a dimension as it is written in a sentence: a place with its article, a person by
// name, and any other member after its dimension.
func (g *Grammar) frenchMember(dimension, label string, person bool) Noun {
	kindNoun, ok := g.frenchNoun(dimension)
	if n, place := frenchPlace(label, isArea(kindNoun.Text)); place {
		if isTown(kindNoun.Text) && !isCity(kindNoun.Text) {
			n.kind, _, _ = strings.Cut(kindNoun.Text, " ") // Nantes; the agencies Nantes and Évreux, of two
			n.label = label
		}
		return n
	}
	if article, town, _ := strings.Cut(label, " "); isTown(kindNoun.Text) && town != "" && (article == "Le" || article == "Les") {
		n := Noun{Text: town, Article: article, Plural: article == "Les", In: g.withA(Noun{Text: town, Article: article})} // Le Havre, au Havre
		if !isCity(kindNoun.Text) {
			n.kind, _, _ = strings.Cut(kindNoun.Text, " ")
			n.label = label
		}
		return n
	}
	if person || !ok || kindNoun.Plural || isCity(kindNoun.Text) {
		return Noun{Text: label}
	}
	if first, _, _ := strings.Cut(kindNoun.Text, " "); strings.HasPrefix(strings.ToLower(label), strings.ToLower(first)+" ") {
		kindNoun.Text = g.Inline(label)
		if name, ok := nameAfterKind(label, first); ok {
			kindNoun.kind, kindNoun.label = first, name // the teams Sud and Nord, of two
		}
		return kindNoun
	}
	first, _, _ := strings.Cut(kindNoun.Text, " ")
	kindNoun.Text, kindNoun.kind, kindNoun.label = first+" "+label, first, label
	return kindNoun
}
