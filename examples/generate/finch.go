package main

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/gb"
)

// finch is Alder & Finch, which sells garden tools to nurseries and garden centres in Britain. Spring is its
// peak; Wales has outgrown its plan and the north has not kept it.
func finch() *world {
	w := &world{
		name:  "finch",
		days:  map[time.Time]int{},
		first: day(2024, time.January, 1),
		last:  day(2026, time.November, 15),

		calendar: cal.NewBusinessCalendar(),
		season:   [12]int{62, 84, 128, 158, 160, 138, 96, 82, 92, 84, 66, 50},
		plan:     map[int]int{2024: 95, 2025: 100, 2026: 104},
		house:    5,
		stages:   stages{open: [3]string{"Qualified", "Proposal", "Negotiation"}, won: "Won", lost: "Lost", abandoned: "Abandoned"},
		products: []product{
			{"Secateurs", 1850, 12, [3]int{22, 22, 22}},
			{"Spades and forks", 2790, 6, [3]int{24, 23, 21}},
			{"Watering cans", 1240, 12, [3]int{14, 14, 15}},
			{"Gloves", 480, 48, [3]int{12, 13, 15}},
			{"Hoses", 3350, 4, [3]int{16, 16, 15}},
			{"Plant supports", 360, 60, [3]int{12, 12, 12}},
		},
	}
	w.calendar.AddHoliday(gb.Holidays...)
	w.reps = finchReps()
	w.customers = finchCustomers(w)
	return w
}

func finchReps() []rep {
	join := day(2020, time.January, 6)
	steady := func(a, b, c int) [3][4]int { return [3][4]int{{a, a, a, a}, {b, b, b, b}, {c, c, c, c}} }
	return []rep{
		{"1", "Harriet Cole", "harriet.cole@alderfinch.example", "England", "South", join, time.Time{}, 0, 820, 1350, steady(99, 101, 101), 300},
		{"2", "Owen Pritchard", "owen.pritchard@alderfinch.example", "Nations", "Wales", join, time.Time{}, 1, 540, 1100, steady(98, 104, 115), 340},
		{"3", "Fiona MacInnes", "fiona.macinnes@alderfinch.example", "Nations", "Scotland", join, time.Time{}, 2, 610, 1150, steady(101, 99, 98), 280},
		{"4", "Daniel Okafor", "daniel.okafor@alderfinch.example", "England", "Midlands", day(2022, 5, 2), time.Time{}, 3, 700, 1200, steady(97, 100, 99), 270},
		{"5", "Ruth Ashworth", "ruth.ashworth@alderfinch.example", "England", "North", join, time.Time{}, 4, 660, 1250, steady(99, 97, 86), 220},
		{"", "", "", "", "", join, time.Time{}, 5, 60, 400, steady(96, 100, 100), 0},
	}
}

func finchCustomers(w *world) []customer {
	people := newDice("finch customers")
	towns := map[string][]string{
		"South":    {"Brighton", "Exeter", "Reading", "Canterbury"},
		"Wales":    {"Cardiff", "Swansea", "Conwy", "Newport"},
		"Scotland": {"Perth", "Stirling", "Inverness", "Dundee"},
		"Midlands": {"Derby", "Leicester", "Lincoln", "Worcester"},
		"North":    {"York", "Durham", "Kendal", "Preston"},
	}
	names := []string{"Greenway", "Hollybush", "Millbrook", "Oakfield", "Priory", "Rosebank", "Springhill", "Willowbrook"}
	kinds := []string{"Nurseries", "Garden Centre", "Plants"}
	var list []customer
	taken := map[string]bool{}
	for _, r := range w.reps {
		for i := 0; r.id != "" && i < 20; i++ {
			c := customer{territory: r.territory, region: r.region, weight: 300 / (i + 5), since: day(2020, 1, 6)}
			for c.name == "" || taken[c.name+c.city] {
				c.segment = kinds[people.below(3)]
				c.name = names[people.below(len(names))] + " " + c.segment
				c.city = towns[r.region][people.below(4)]
			}
			taken[c.name+c.city] = true
			list = append(list, c)
		}
	}
	return numbered(list)
}
