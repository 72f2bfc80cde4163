package main

import (
	"strings"
	"time"
)

var (
	shopKinds = []string{"Hôtel", "Restaurant", "Brasserie", "Traiteur", "Auberge", "Bistrot"}
	shopNames = []string{"du Parc", "des Halles", "de la Gare", "du Vieux Port", "Saint-Michel", "de l'Étoile", "du Marché",
		"des Arts", "Beauséjour", "de la Poste", "du Château", "Bellevue", "des Tilleuls", "du Théâtre", "de l'Abbaye"}
	groupKinds = []string{"Hôtels", "Groupe", "Brasseries", "Réceptions", "Résidences", "Maisons"}
	groupNames = []string{"Montaigne", "Lutèce", "Vauban", "Grand Siècle", "Hautmont", "Clairval", "Saint-Aubin",
		"Orangerie", "Valmont", "Hautefeuille", "Sérénité"}
	lenoirCities = map[string][]string{
		"Île-de-France": {"Paris", "Versailles", "Boulogne", "Saint-Denis", "Créteil", "Fontainebleau"},
		"Nord":          {"Lille", "Roubaix", "Arras", "Dunkerque", "Amiens", "Valenciennes"},
		"Est":           {"Strasbourg", "Colmar", "Metz", "Nancy", "Mulhouse", "Besançon"},
		"Ouest":         {"Rennes", "Nantes", "Brest", "Quimper", "Angers", "Saint-Malo"},
		"Sud-Ouest":     {"Bordeaux", "Toulouse", "Biarritz", "Pau", "Arcachon", "Périgueux"},
		"Sud-Est":       {"Marseille", "Nice", "Lyon", "Avignon", "Annecy", "Grenoble"},
	}
	lenoirAbroad = map[string][2]string{"Nord": {"Bruxelles", "Belgique"}, "Est": {"Luxembourg", "Luxembourg"}, "Sud-Est": {"Genève", "Suisse"}}
)

// lenoirCustomers returns 28 customers per territory, some customers who order only on the web, and some duplicates.
func lenoirCustomers(w *world) []customer {
	people := newDice("lenoir customers")
	segments := []string{"Hôtellerie", "Restauration", "Restauration", "Traiteurs", "Hôtellerie", "Restauration"}
	taken := map[string]bool{}
	named := func(c customer, kinds, names []string) customer {
		for c.name == "" || taken[c.name+c.city] {
			k := people.under(len(kinds))
			c.segment, c.name = segments[k], kinds[k]+" "+names[people.under(len(names))]
			c.city = lenoirCities[c.region][people.under(6)]
		}
		taken[c.name+c.city] = true
		c.name += " " + c.city
		return c
	}
	var list []customer
	for t, territory := range w.territories {
		for i := range 28 {
			c := customer{territory: t, region: territory.region, country: "France", size: people.between(82, 118), since: day(2019, 1, 7)}
			if t < 2 {
				c = named(c, groupKinds, groupNames)
			} else {
				c = named(c, shopKinds, shopNames)
			}
			if abroad, there := lenoirAbroad[territory.region]; there && i%14 == 9 {
				c.name = strings.TrimSuffix(c.name, c.city) + abroad[0]
				c.city, c.country = abroad[0], abroad[1]
			}
			list = append(list, lenoirFate(w, c, i, people))
		}
	}
	list = lenoirGroups(w.withIntervals(list))
	for range 14 {
		c := named(customer{territory: 10, region: "Sud-Est", country: "France", since: w.onWorkday(w.shop.AddDate(0, 0, people.under(800)))}, shopKinds, shopNames)
		list = append(list, c)
	}
	for _, i := range []int{17, 95, 140, 201, 262} {
		c := list[i]
		c.duplicates, c.every, c.since, c.name = i+1, 0, w.onWorkday(day(2025, 2, 3+i)), strings.ToUpper(c.name)
		c.until, c.contract = c.since, time.Time{} // nobody orders under the duplicate number
		list = append(list, c)
	}
	return list
}

// lenoirFate sets the days on which a customer came and perhaps left. After a rep left, his customers leave in the
// following months.
func lenoirFate(w *world, c customer, i int, d *dice) customer {
	if i%3 == 2 { // a third of the customers came after the first day with data
		c.since = w.onWorkday(w.first.AddDate(0, 0, d.between(40, 1780)))
	}
	if i%7 == 4 {
		c.contract = w.last.AddDate(0, d.between(-3, 20), 0)
	}
	if i == 20 && c.territory%2 == 1 {
		c.until = day(2024, time.Month(d.between(1, 12)), 15)
		c.since = day(2019, 1, 7)
	}
	switch {
	case c.territory == bellerive && i == 0:
		c.name, c.segment, c.city, c.until, c.size = "Groupe Bellerive", "Hôtellerie", "Bordeaux", day(2026, time.May, 13), 190
	case c.territory == orphaned && i%2 == 1 && i < 24:
		c.until, c.since = day(2026, time.Month(4+i%5), 10), day(2019, 1, 7)
	case c.territory == handed && i%3 == 1 && i < 18:
		c.until, c.since = day(2025, time.Month(9+i%3), 20), day(2019, 1, 7)
	case c.territory == 4 && i == 2:
		c.late, c.since = true, day(2019, 1, 7)
	}
	return c
}

// lenoirGroups puts houses with the same name into one buying group.
func lenoirGroups(list []customer) []customer {
	for i, c := range list {
		if c.territory < 2 {
			list[i].group = strings.TrimSuffix(c.name, " "+c.city)
		}
	}
	return list
}
