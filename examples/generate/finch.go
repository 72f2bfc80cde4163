package main

import (
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// finch returns Alder & Finch, which sells garden tools to nurseries and garden centres in Britain. Its peak is spring.
// Wales exceeds its plan, and the north misses it.
func finch() *world {
	w := &world{
		name:  "finch",
		days:  map[time.Time]int{},
		first: day(2023, time.December, 1),
		crm:   day(2025, time.January, 6),
		shop:  day(2025, time.January, 6),
		last:  day(2026, time.November, 15),

		calendar:  cal.NewBusinessCalendar(),
		season:    [12]int{62, 84, 128, 158, 160, 138, 96, 82, 92, 84, 66, 50},
		plan:      map[int]int{2023: 92, 2024: 95, 2025: 100, 2026: 104, 2027: 106},
		unit:      4200,
		big:       10000,
		products:  finchProducts,
		campaigns: finchCampaigns,
		tasks:     finchTasks,
		words:     finchWords,
	}
	w.calendar.AddHoliday(gb.Holidays...)
	w.reps, w.territories = finchReps(), finchTerritories()
	w.planFactors = []planFactor{
		{1, day(2025, 4, 1), 107}, {1, day(2026, 1, 1), 119}, // Wales exceeds its plan with Owen Pritchard
		{4, day(2025, 10, 1), 93}, {4, day(2026, 3, 1), 81}, // the north misses its plan
		{5, day(2026, 2, 1), 88},
	}
	w.customers = withNumbers(finchCustomers(w))
	return w
}

func finchTerritories() []territory {
	always := day(2020, time.January, 6)
	one := func(rep string) []owner { return []owner{{rep, 100, always, time.Time{}}} }
	return []territory{
		{"South", 820, 5400, one("1")},
		{"Wales", 540, 5000, one("2")},
		{"Scotland", 610, 5200, one("3")},
		{"Midlands", 700, 5300, one("4")},
		{"North", 660, 5600, one("5")},
		{"London", 520, 5800, []owner{{"6", 100, always, day(2026, 1, 30)}, {"7", 90, day(2026, 2, 2), time.Time{}}}},
	}
}

func finchReps() []rep {
	join, still := day(2020, time.January, 6), time.Time{}
	at := func(name string) string { return name + "@alderfinch.example" }
	in := func(team, region string, from, until time.Time) []membership {
		return []membership{{team, region, at(map[string]string{"England": "grace.whitfield", "Nations": "alun.rees"}[team]), from, until}}
	}
	return []rep{
		{"1", "Harriet Cole", at("harriet.cole"), 400, false, in("England", "South", join, still)},
		{"2", "Owen Pritchard", at("owen.pritchard"), 450, false, in("Nations", "Wales", join, still)},
		{"3", "Fiona MacInnes", at("fiona.macinnes"), 370, true, in("Nations", "Scotland", join, still)},
		{"4", "Daniel Okafor", at("daniel.okafor"), 385, false, in("England", "Midlands", day(2022, 5, 2), still)},
		{"5", "Ruth Ashworth", at("ruth.ashworth"), 320, false, in("England", "North", join, still)},
		{"6", "Miles Farrow", at("miles.farrow"), 350, false, in("England", "London", join, day(2026, 1, 30))},
		{"7", "Priya Nair", at("priya.nair"), 380, false, in("England", "London", day(2026, 2, 2), still)},
	}
}

func finchCustomers(w *world) []customer {
	people := newDice("finch customers")
	towns := map[string][]string{
		"South": {"Brighton", "Exeter", "Reading", "Canterbury"}, "Wales": {"Cardiff", "Swansea", "Conwy", "Newport"},
		"Scotland": {"Perth", "Stirling", "Inverness", "Dundee"}, "Midlands": {"Derby", "Leicester", "Lincoln", "Worcester"},
		"North": {"York", "Durham", "Kendal", "Preston"}, "London": {"Richmond", "Croydon", "Barnet", "Bromley"},
	}
	names := []string{"Greenway", "Hollybush", "Millbrook", "Oakfield", "Priory", "Rosebank", "Springhill", "Willowbrook"}
	kinds := []string{"Nurseries", "Garden Centre", "Plants"}
	var list []customer
	taken := map[string]bool{}
	for t, territory := range w.territories {
		for i := range 20 {
			c := customer{territory: t, region: territory.region, country: "United Kingdom", size: people.between(82, 118), since: day(2020, 1, 6)}
			for c.name == "" || taken[c.name+c.city] {
				c.segment = kinds[people.under(3)]
				c.name = names[people.under(len(names))] + " " + c.segment
				c.city = towns[c.region][people.under(4)]
			}
			taken[c.name+c.city] = true
			c.name += ", " + c.city
			switch {
			case i%4 == 3:
				c.since = w.onWorkday(w.first.AddDate(0, 0, people.between(40, 1040)))
			case t == 4 && i%3 == 0:
				c.until = day(2026, time.Month(2+i%5), 12) // customers in the north left
			case t == 5 && i%5 == 1:
				c.until = day(2025, time.Month(10+i%3), 20) // customers of Miles Farrow left with him
			}
			if i%6 == 2 {
				c.contract = w.last.AddDate(0, people.between(-2, 18), 0)
			}
			c.late = t == 0 && i == 1
			list = append(list, c)
		}
	}
	list = w.withIntervals(list)
	for _, i := range []int{11, 52, 87} {
		c := list[i]
		c.duplicates, c.every, c.since, c.name = i+1, 0, w.onWorkday(day(2025, 3, 3+i)), strings.ToUpper(c.name)
		c.until, c.contract = c.since, time.Time{}
		list = append(list, c)
	}
	return list
}
