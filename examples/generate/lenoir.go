package main

import (
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/fr"
)

// lenoir returns Maison Lenoir, which sells table linen and tableware to hotels, restaurants and caterers. Its peak is
// December and its trough is August. The README in the examples folder tells its story.
func lenoir() *world {
	w := &world{
		name:  "lenoir",
		days:  map[time.Time]int{},
		first: day(2021, time.December, 1),
		crm:   day(2023, time.January, 2),
		shop:  day(2024, time.March, 1),
		last:  day(2026, time.November, 15),

		calendar:  cal.NewBusinessCalendar(),
		season:    [12]int{78, 82, 96, 102, 108, 106, 88, 52, 104, 112, 124, 148},
		plan:      map[int]int{2021: 80, 2022: 84, 2023: 90, 2024: 95, 2025: 100, 2026: 106, 2027: 110},
		unit:      7500,
		big:       18000,
		products:  lenoirProducts,
		campaigns: lenoirCampaigns,
		tasks:     lenoirTasks,
		words:     lenoirWords,
		headers:   lenoirHeaders,
	}
	w.calendar.AddHoliday(fr.Holidays...)
	w.reps, w.territories = lenoirReps(), lenoirTerritories()
	w.planFactors = lenoirPlanFactors
	w.customers = withNumbers(lenoirCustomers(w))
	return w
}

const (
	bellerive = 6 // the territory of Groupe Bellerive
	orphaned  = 7 // the territory without a rep since its rep left
	handed    = 11
)

// lenoirPlanFactors are the events that change what territories reach of their plan.
var lenoirPlanFactors = []planFactor{
	{0, day(2021, 12, 1), 101}, {0, day(2026, 9, 28), 46}, {0, day(2026, 11, 1), 88}, // Émilie Brès was away in October
	{1, day(2024, 1, 1), 98},
	{3, day(2025, 7, 1), 106}, {3, day(2026, 1, 1), 121}, // Zoë Müller exceeds her plan
	{5, day(2025, 1, 1), 96},
	{bellerive, day(2026, 5, 14), 79},                                                                 // after Groupe Bellerive left
	{orphaned, day(2025, 1, 1), 97}, {orphaned, day(2026, 4, 1), 58}, {orphaned, day(2026, 7, 1), 37}, // after Gaëtan Dumas left
	{8, day(2024, 1, 1), 102},
	{9, day(2026, 1, 1), 101},
	{handed, day(2025, 7, 1), 92}, {handed, day(2025, 10, 1), 66}, {handed, day(2026, 1, 5), 80}, {handed, day(2026, 5, 1), 96}, {handed, day(2026, 9, 1), 104},
}

func lenoirTerritories() []territory {
	always := day(2019, time.January, 1)
	one := func(rep string) []owner { return []owner{{rep, 100, always, time.Time{}}} }
	return []territory{
		{"Île-de-France", 1380, 12000, one("R01")},
		{"Île-de-France", 1150, 11000, one("R02")},
		{"Nord", 900, 8600, one("R03")},
		{"Est", 930, 8400, one("R04")},
		{"Ouest", 830, 8000, one("R05")},
		{"Ouest", 750, 7800, one("R06")},
		{"Sud-Ouest", 960, 9200, one("R07")},
		{"Sud-Ouest", 640, 7600, []owner{{"R08", 100, always, day(2026, 3, 31)}, {"R07", 60, day(2026, 4, 1), time.Time{}}}},
		{"Sud-Est", 860, 8200, one("R09")},
		{"Sud-Est", 770, 8000, one("R10")},
		{"Sud-Est", 560, 7600, []owner{{"R06", 0, always, day(2022, 3, 31)}, {"R13", 100, day(2022, 4, 1), time.Time{}}}},
		{"Nord", 690, 7900, []owner{{"R11", 100, always, day(2025, 9, 30)}, {"R03", 0, day(2025, 10, 1), day(2026, 1, 4)}, {"R12", 90, day(2026, 1, 5), time.Time{}}}},
	}
}

func lenoirReps() []rep {
	at := func(first, last string) string { return first + "." + last + "@lenoir.example" }
	in := func(team, region, manager string, from, until time.Time) membership {
		first, last, _ := strings.Cut(strings.ToLower(manager), " ")
		return membership{team, region, at(first, last), from, until}
	}
	join, still, merged := day(2019, time.March, 4), time.Time{}, day(2025, time.January, 1)
	const key, ne, at1, med = "Grands comptes", "Nord & Est", "Atlantique", "Méditerranée"
	return []rep{
		{"R01", "Émilie Brès", at("emilie", "bres"), 400, false, []membership{in(key, "Île-de-France", "Camille Roux", join, still)}},
		{"R02", "Søren Østergaard", at("soren", "ostergaard"), 380, true, []membership{in(key, "Île-de-France", "Camille Roux", day(2020, 9, 1), still)}},
		{"R03", "François Lefèvre", at("francois", "lefevre"), 370, false, []membership{in(ne, "Nord", "Paul Weiss", join, still)}},
		{"R04", "Zoë Müller", at("zoe", "muller"), 450, false, []membership{in("Est", "Est", "Paul Weiss", day(2021, 1, 4), merged.AddDate(0, 0, -1)), in(ne, "Est", "Paul Weiss", merged, still)}},
		{"R05", "Maëlle Le Goff", at("maelle", "legoff"), 385, false, []membership{in(at1, "Ouest", "Anne Kerbrat", join, still)}},
		{"R06", "Benoît Chauvin", at("benoit", "chauvin"), 360, false, []membership{in(med, "Sud-Est", "Luc Fabre", join, day(2022, 3, 31)), in(at1, "Ouest", "Anne Kerbrat", day(2022, 4, 1), still)}},
		{"R07", "Hélène Etcheverry", at("helene", "etcheverry"), 335, false, []membership{in(at1, "Sud-Ouest", "Anne Kerbrat", join, still)}},
		{"R08", "Gaëtan Dumas", at("gaetan", "dumas"), 320, false, []membership{in(at1, "Sud-Ouest", "Anne Kerbrat", day(2020, 2, 3), day(2026, 3, 31))}},
		{"R09", "Inès Benali", at("ines", "benali"), 410, false, []membership{in(med, "Sud-Est", "Luc Fabre", day(2021, 6, 1), still)}},
		{"R10", "Raphaël Giraud", at("raphael", "giraud"), 390, false, []membership{in(med, "Sud-Est", "Luc Fabre", join, still)}},
		{"R11", "Noël Delattre", at("noel", "delattre"), 340, false, []membership{in(ne, "Nord", "Paul Weiss", join, day(2025, 9, 30))}},
		{"R12", "Chloé Vasseur", at("chloe", "vasseur"), 365, false, []membership{in(ne, "Nord", "Paul Weiss", day(2026, 1, 5), still)}},
		{"R13", "Agnès Picard", at("agnes", "picard"), 395, false, []membership{in(med, "Sud-Est", "Luc Fabre", day(2022, 4, 1), still)}},
	}
}

var lenoirProducts = []product{
	{id: "NL160", name: "Nappe en lin 160 × 160", line: "Linge de table", price: 3890, pack: 6, cost: 62, limit: 10, share: 16},
	{id: "NC180", name: "Nappe en coton 180 × 180", line: "Linge de table", price: 2240, pack: 12, cost: 60, limit: 10, share: 10},
	{id: "SC040", name: "Serviette en coton", line: "Linge de table", price: 345, pack: 48, cost: 58, limit: 10, share: 13},
	{id: "CT045", name: "Chemin de table", line: "Linge de table", price: 1990, pack: 12, cost: 61, limit: 10, share: 7},
	{id: "VP035", name: "Verre à pied 35 cl", line: "Verrerie", price: 560, pack: 24, cost: 66, limit: 8, share: 12},
	{id: "VE030", name: "Verre à eau 30 cl", line: "Verrerie", price: 390, pack: 36, cost: 65, limit: 8, share: 8},
	{id: "CA100", name: "Carafe 1 l", line: "Verrerie", price: 1450, pack: 6, cost: 63, limit: 8, share: 4},
	{id: "AP027", name: "Assiette plate 27 cm", line: "Porcelaine", price: 890, pack: 24, cost: 67, limit: 8, share: 12},
	{id: "AC023", name: "Assiette creuse 23 cm", line: "Porcelaine", price: 820, pack: 24, cost: 67, limit: 8, share: 7},
	{id: "TC010", name: "Tasse et sous-tasse", line: "Porcelaine", price: 640, pack: 36, cost: 64, limit: 8, share: 5},
	{id: "FO018", name: "Fourchette en inox", line: "Couverts", price: 310, pack: 60, cost: 64, limit: 8, share: 8, fades: day(2026, time.April, 1)},
	{id: "CO018", name: "Couteau en inox", line: "Couverts", price: 420, pack: 60, cost: 65, limit: 8, share: 7, fades: day(2026, time.April, 1)},
	{id: "TM070", name: "Torchon métis", line: "Cuisine", price: 420, pack: 36, cost: 68, limit: 12, share: 6},
	{id: "TB090", name: "Tablier de service", line: "Cuisine", price: 1680, pack: 10, cost: 62, limit: 12, share: 4},
	{id: "ST200", name: "Set de terrasse", line: "Terrasse", price: 1180, pack: 24, cost: 55, limit: 8, share: 13, rises: day(2025, time.March, 3)},
	{id: "BRODE", name: "Broderie au nom de la maison", line: "Services", price: 280, pack: 50, cost: 0, limit: 5, share: 3, service: true},
}

var lenoirCampaigns = []campaign{
	{"M23A", "Mailing rentrée 2023", "Mailing", day(2023, 9, 4), day(2023, 9, 29), 7200, 48, 8, 3},
	{"S24A", "Salon Arts de la table 2024", "Salon", day(2024, 1, 22), day(2024, 1, 25), 34500, 70, 13, 1},
	{"M24A", "Mailing rentrée 2024", "Mailing", day(2024, 9, 2), day(2024, 9, 27), 7600, 52, 10, 3},
	{"S25A", "Salon Arts de la table 2025", "Salon", day(2025, 1, 20), day(2025, 1, 23), 36800, 66, 11, 1},
	{"W25A", "Annonces en ligne 2025", "En ligne", day(2025, 4, 7), day(2025, 6, 30), 18400, 85, 9, 0},
	{"M25A", "Mailing rentrée 2025", "Mailing", day(2025, 9, 1), day(2025, 9, 26), 7900, 50, 9, 3},
	{"S26A", "Salon Arts de la table 2026", "Salon", day(2026, 1, 19), day(2026, 1, 22), 42000, 58, 5, 1},
	{"M26A", "Catalogue Terrasse 2026", "Mailing", day(2026, 4, 7), day(2026, 5, 15), 9400, 96, 34, 3},
	{"W26A", "Annonces en ligne 2026", "En ligne", day(2026, 9, 7), day(2026, 10, 30), 21500, 104, 12, 0},
}
