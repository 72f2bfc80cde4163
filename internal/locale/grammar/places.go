package grammar

import "strings"

// places are regions and countries in French, with their article and preposition.
var places = map[string]Noun{}

func init() {
	for _, p := range []struct{ article, preposition, names string }{
		{"l’", "en ", "Île-de-France Ile-de-France Occitanie Auvergne-Rhône-Alpes Alsace Aquitaine Auvergne Allemagne Autriche Espagne Italie Irlande Angleterre Europe Algérie Inde Andalousie Écosse Ukraine Estonie"},
		{"la", "en ", "Bretagne Normandie Nouvelle-Aquitaine Bourgogne-Franche-Comté Provence-Alpes-Côte|d'Azur Corse Lorraine Bourgogne Picardie Champagne-Ardenne Franche-Comté" +
			" Vendée Savoie Haute-Savoie Belgique Suisse France Pologne Suède Norvège Finlande Grèce Turquie Chine Tunisie Hongrie Roumanie Flandre Wallonie Catalogne Bavière Guyane Tchéquie Bulgarie Croatie Slovaquie Martinique Guadeloupe"},
		{"le", "dans le ", "Grand|Est Nord Sud Centre Nord-Est Nord-Ouest Sud-Est Sud-Ouest Nord-Pas-de-Calais Languedoc-Roussillon Limousin Midi Rhône Var Gard Jura Morbihan Finistère Calvados Loiret Bas-Rhin Haut-Rhin Grand|Ouest Grand|Sud"},
		{"le", "en ", "Centre-Val|de|Loire"},
		{"le", "au ", "Portugal Benelux Luxembourg Royaume-Uni Danemark Maroc Canada Québec Japon Brésil Mexique Sénégal"},
		{"l’", "dans l’", "Est Ouest Hérault Isère Ain Aude Oise Aisne Orne Allier Ardèche Essonne Yonne"},
		{"les", "dans les ", "Hauts-de-France Pays|de|la|Loire Alpes-Maritimes Landes Yvelines Hauts-de-Seine Bouches-du-Rhône Ardennes Vosges Pyrénées-Atlantiques DOM"},
		{"les", "aux ", "Pays-Bas États-Unis Etats-Unis Émirats|arabes|unis Antilles"},
		{"la", "à La ", "Réunion"},
		{"", "à ", "Paris Lyon Marseille Toulouse Nice Nantes Montpellier Strasbourg Bordeaux Lille Rennes Reims Toulon Grenoble Dijon Angers Nîmes Brest Tours Limoges Amiens Metz Besançon Orléans Rouen Mulhouse Caen Nancy" +
			" Genève Lausanne Bruxelles Luxembourg-Ville Monaco Mayotte"},
	} {
		for name := range strings.FieldsSeq(p.names) {
			name = strings.ReplaceAll(name, "|", " ")
			n := Noun{Text: name, Article: p.article, Feminine: p.article == "la", Plural: p.article == "les", In: p.preposition + name}
			if name == "Yonne" { // the y is pronounced as a consonant, but the article is elided
				n.Article, n.Feminine, n.In = "l’", true, "dans l’Yonne"
			}
			places[name] = n
		}
	}
	places["La Réunion"] = Noun{Text: "Réunion", Article: "La", Feminine: true, In: "à La Réunion"}
	for _, name := range strings.Fields("Île-de-France Ile-de-France Occitanie Auvergne-Rhône-Alpes Alsace Aquitaine Auvergne Allemagne Autriche Espagne Italie Irlande Angleterre Europe Algérie Inde Andalousie Écosse Ukraine Estonie Isère Aude Oise Aisne Orne Ardèche Essonne Landes Yvelines Alpes-Maritimes Ardennes Vosges Antilles Bouches-du-Rhône Pyrénées-Atlantiques") {
		n := places[name]
		n.Feminine = true
		places[name] = n
	}
}

// frenchPlace returns a place by its name, with the spelling of the label. It returns departments only if ofPlaces is
// true, because Manche and Lot are ordinary words too.
func frenchPlace(label string, ofPlaces bool) (Noun, bool) {
	name := strings.ReplaceAll(label, "’", "'")
	n, ok := places[name]
	if !ok && ofPlaces {
		n, ok = departments[name]
	}
	if n.Text == name {
		n.In, n.Text = strings.TrimSuffix(n.In, name)+label, label
	}
	return n, ok
}

// departments are the French departments that are not in places, with their article.
var departments = map[string]Noun{}

func init() {
	for _, d := range []struct {
		article  string
		feminine bool
		names    string
	}{
		{"l’", false, "Aveyron Eure-et-Loir"},
		{"l’", true, "Ariège Aube Eure Indre Indre-et-Loire Ille-et-Vilaine"},
		{"le", false, "Cantal Cher Doubs Gers Loir-et-Cher Lot Lot-et-Garonne Maine-et-Loire Pas-de-Calais Puy-de-Dôme Tarn Tarn-et-Garonne Territoire|de|Belfort Val-de-Marne Val-d'Oise Vaucluse"},
		{"la", true, "Charente Charente-Maritime Corrèze Corse-du-Sud Côte-d'Or Creuse Dordogne Drôme Gironde Haute-Corse Haute-Garonne Haute-Loire Haute-Marne Haute-Saône Haute-Vienne Loire Loire-Atlantique Lozère" +
			" Manche Marne Mayenne Meurthe-et-Moselle Meuse Moselle Nièvre Saône-et-Loire Sarthe Seine-et-Marne Seine-Maritime Seine-Saint-Denis Somme Vienne"},
		{"les", true, "Alpes-de-Haute-Provence Côtes-d'Armor Deux-Sèvres Hautes-Alpes Hautes-Pyrénées Pyrénées-Orientales"},
	} {
		for name := range strings.FieldsSeq(d.names) {
			name = strings.ReplaceAll(name, "|", " ")
			departments[name] = Noun{Text: name, Article: d.article, Feminine: d.feminine, Plural: d.article == "les", In: "dans " + Noun{Text: name, Article: d.article}.The()}
		}
	}
}

// countriesWithThe are countries and areas that have an article in English.
var countriesWithThe = []string{"Netherlands", "United Kingdom", "UK", "United States", "USA", "US", "Philippines", "United Arab Emirates", "UAE", "Czech Republic", "Bahamas", "Midlands",
	"East Midlands", "West Midlands", "Nordics", "Benelux", "Middle East", "North East", "North West", "South East", "South West", "North", "South", "East", "West", "Midwest", "Northeast", "Southeast", "Northwest", "Southwest"}

// regions are regions that have no article in English.
var regions = strings.Split("Scotland,Wales,England,Northern Ireland,Ireland,London,East Anglia,Greater London,Greater Manchester,Yorkshire,Lancashire,Cornwall,Devon,Kent,Essex,Surrey,Sussex,Norfolk,Suffolk,Northumberland,Cumbria,North Wales,South Wales,Merseyside,Tyne and Wear,Brittany,Normandy,Burgundy,Alsace,Lorraine,Provence,Corsica,Bavaria,Saxony,Catalonia,Andalusia,Lombardy,Tuscany,Sicily,Flanders,Wallonia,"+
	"Île-de-France,Bretagne,Normandie,Occitanie,Hauts-de-France,Grand Est,Nouvelle-Aquitaine,Auvergne-Rhône-Alpes,Pays de la Loire,Centre-Val de Loire,Bourgogne-Franche-Comté,Provence-Alpes-Côte d’Azur,"+
	"Europe,Asia,Africa,North America,South America,Latin America,EMEA,APAC,DACH,California,Texas,Florida,New England,Ontario,Quebec", ",")
