package main

import (
	"fmt"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"
)

// bellerive is the key account that Maison Lenoir lost on the day after.
var bellerive = day(2026, time.May, 13)

// lenoir is Maison Lenoir, which sells table linen and tableware to hotels, restaurants and caterers.
// December is its peak and August its trough. In May 2026 it lost its largest customer, Groupe Bellerive, and
// the south-west has been short ever since; Zoë Müller in the east is well above her quota.
func lenoir() *world {
	w := &world{
		name:  "lenoir",
		days:  map[time.Time]int{},
		first: day(2024, time.January, 1),
		last:  day(2026, time.November, 15),

		calendar: cal.NewBusinessCalendar(),
		season:   [12]int{78, 82, 96, 102, 108, 106, 88, 52, 104, 112, 124, 148},
		plan:     map[int]int{2024: 95, 2025: 100, 2026: 108},
		products: lenoirProducts,
		house:    10,
		stages:   stages{open: [3]string{"Qualifié", "Devis", "Négociation"}, won: "Gagné", lost: "Perdu", abandoned: "Abandonné"},
	}
	w.calendar.AddHoliday(fr.Holidays...)
	w.reps = lenoirReps()
	w.customers = lenoirCustomers(w)
	return w
}

var lenoirProducts = []product{
	{"Nappes en lin", 3890, 6, [3]int{20, 20, 21}},
	{"Serviettes en coton", 345, 48, [3]int{18, 17, 16}},
	{"Chemins de table", 1990, 12, [3]int{8, 8, 8}},
	{"Torchons métis", 420, 36, [3]int{9, 8, 7}},
	{"Verres à pied", 560, 24, [3]int{14, 15, 17}},
	{"Carafes", 1450, 6, [3]int{5, 5, 5}},
	{"Assiettes en porcelaine", 890, 24, [3]int{16, 16, 15}},
	{"Couverts en inox", 310, 60, [3]int{10, 11, 11}},
}

func lenoirReps() []rep {
	join := day(2019, time.March, 4)
	at := func(first, last string) string { return first + "." + last + "@lenoir.example" }
	steady := func(a, b, c int) [3][4]int { return [3][4]int{{a, a, a, a}, {b, b, b, b}, {c, c, c, c}} }
	return []rep{
		{"R01", "Émilie Brès", at("emilie", "bres"), "Grands comptes", "Île-de-France", join, time.Time{}, 0, 1500, 2600, steady(98, 101, 99), 300},
		{"R02", "Søren Østergaard", at("soren", "ostergaard"), "Grands comptes", "Île-de-France", day(2020, 9, 1), time.Time{}, 1, 1250, 2400, steady(101, 99, 95), 280},
		{"R03", "François Lefèvre", at("francois", "lefevre"), "Nord & Est", "Nord", join, time.Time{}, 2, 980, 1400, steady(99, 100, 97), 270},
		{"R04", "Zoë Müller", at("zoe", "muller"), "Nord & Est", "Est", day(2021, 1, 4), time.Time{}, 3, 1010, 1350, steady(100, 106, 118), 345},
		{"R05", "Maëlle Le Goff", at("maelle", "legoff"), "Atlantique", "Ouest", join, time.Time{}, 4, 900, 1250, steady(97, 100, 98), 285},
		{"R06", "Benoît Chauvin", at("benoit", "chauvin"), "Atlantique", "Ouest", day(2022, 4, 1), time.Time{}, 5, 820, 1200, steady(100, 98, 95), 260},
		{"R07", "Hélène Etcheverry", at("helene", "etcheverry"), "Atlantique", "Sud-Ouest", join, time.Time{}, 6, 1040, 1700, steady(101, 100, 98), 235},
		{"R08", "Gaëtan Dumas", at("gaetan", "dumas"), "Atlantique", "Sud-Ouest", day(2020, 2, 3), time.Time{}, 7, 700, 1150, [3][4]int{{98, 97, 98, 96}, {97, 96, 95, 94}, {93, 91, 88, 87}}, 215},
		{"R09", "Inès Benali", at("ines", "benali"), "Méditerranée", "Sud-Est", day(2021, 6, 1), time.Time{}, 8, 930, 1300, steady(102, 101, 101), 310},
		{"R10", "Raphaël Giraud", at("raphael", "giraud"), "Méditerranée", "Sud-Est", join, time.Time{}, 9, 840, 1250, steady(98, 101, 97), 275},
		{"", "", "", "", "", join, time.Time{}, 10, 150, 480, steady(96, 100, 100), 0},
		{"R11", "Noël Delattre", at("noel", "delattre"), "Nord & Est", "Nord", join, day(2025, 12, 31), 11, 760, 1250, steady(97, 93, 0), 240},
		{"R12", "Chloé Vasseur", at("chloe", "vasseur"), "Nord & Est", "Nord", day(2026, 1, 5), time.Time{}, 11, 760, 1250, [3][4]int{2: {84, 92, 97, 101}}, 265},
	}
}

var (
	shopKinds = []string{"Hôtel", "Restaurant", "Brasserie", "Traiteur", "Auberge", "Bistrot"}
	shopNames = []string{"du Parc", "des Halles", "de la Gare", "du Vieux Port", "Saint-Michel", "de l'Étoile", "du Marché",
		"des Arts", "Beauséjour", "de la Poste", "du Château", "Bellevue", "des Tilleuls", "du Théâtre", "de l'Abbaye"}
	groupKinds = []string{"Hôtels", "Groupe", "Brasseries", "Réceptions", "Résidences", "Maisons"}
	groupNames = []string{"Montaigne", "Lutèce", "Vauban", "Grand Siècle", "Hautmont", "Clairval", "Saint-Aubin",
		"Orangerie", "Valmont", "Hautefeuille", "Sérénité"}
)

func lenoirCustomers(w *world) []customer {
	people := newDice("lenoir customers")
	cities := map[string][]string{
		"Île-de-France": {"Paris", "Versailles", "Boulogne", "Saint-Denis", "Créteil", "Fontainebleau"},
		"Nord":          {"Lille", "Roubaix", "Arras", "Dunkerque", "Amiens", "Valenciennes"},
		"Est":           {"Strasbourg", "Colmar", "Metz", "Nancy", "Mulhouse", "Besançon"},
		"Ouest":         {"Rennes", "Nantes", "Brest", "Quimper", "Angers", "Saint-Malo"},
		"Sud-Ouest":     {"Bordeaux", "Toulouse", "Biarritz", "Pau", "Arcachon", "Périgueux"},
		"Sud-Est":       {"Marseille", "Nice", "Lyon", "Avignon", "Annecy", "Grenoble"},
	}
	segments := []string{"Hôtellerie", "Restauration", "Restauration", "Traiteurs", "Hôtellerie", "Restauration"}
	var list []customer
	taken := map[string]bool{}
	for _, r := range w.reps {
		if r.id == "" || r.id == "R12" {
			continue
		}
		for i := range 34 {
			c := customer{territory: r.territory, region: r.region, weight: 400 / (i + 6), since: day(2019, 1, 7)}
			kinds, names := shopKinds, shopNames
			if r.team == "Grands comptes" {
				kinds, names = groupKinds, groupNames
			}
			for c.name == "" || taken[c.name+c.city] {
				k := people.below(len(kinds))
				c.segment, c.name = segments[k], kinds[k]+" "+names[people.below(len(names))]
				c.city = cities[r.region][people.below(6)]
			}
			taken[c.name+c.city] = true
			if i%9 == 5 { // every ninth came while we were looking
				c.since = w.onWorkday(w.first.AddDate(0, 0, people.between(20, 900)))
			}
			if i == 12 && r.territory%2 == 1 { // a few went quietly
				c.until = day(2026, time.July, people.between(1, 31))
			}
			list = append(list, c)
		}
	}
	return numbered(withBellerive(list))
}

// withBellerive makes the key account the largest customer of the south-west.
func withBellerive(list []customer) []customer {
	all, first := 0, -1
	for i, c := range list {
		if c.territory == 6 {
			all += c.weight
			if first < 0 {
				first = i
			}
		}
	}
	c := &list[first]
	c.name, c.segment, c.city, c.key = "Groupe Bellerive", "Hôtellerie", "Bordeaux", true
	c.since, c.until = day(2019, 1, 7), bellerive
	c.weight = (all - c.weight) * 26 / 74
	return list
}

func numbered(list []customer) []customer {
	for i := range list {
		list[i].id = fmt.Sprintf("C%04d", i+1)
	}
	return list
}
