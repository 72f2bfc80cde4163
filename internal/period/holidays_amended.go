package period

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/za"
)

// amendedLists contains the library's lists with the changes of later laws, and without entries that are not days off.
var amendedLists = map[string][]*cal.Holiday{
	"AU-NSW": plus(au.HolidaysNSW, onlyInYear(2026, fixed(27, time.April, "ANZAC Day")), onlyInYear(2027, fixed(26, time.April, "ANZAC Day"))),
	// By proclamation, King's Birthday 2024 was a week before the month's last Monday.
	"AU-WA": plus(minus(au.HolidaysWA, au.QueensBirthdayWa),
		au.QueensBirthdayWa.Clone(&cal.Holiday{Except: []int{2024}}), onlyInYear(2024, fixed(23, time.September, "King's Birthday"))),
	"BR": plus(br.Holidays, sinceYear(2024, fixed(20, time.November, "Dia da Consciência Negra"))),
	"DK": plus(minus(dk.Holidays, dk.Grundlovsdag), easter(0, "Påskedag"), easter(49, "Pinsedag")),
	"FR-ALSACE": plus(fr.Holidays,
		aa.GoodFriday.Clone(&cal.Holiday{Name: "Vendredi saint"}), aa.ChristmasDay2.Clone(&cal.Holiday{Name: "Saint-Étienne"})),
	"IT": plus(it.Holidays, easter(0, "Pasqua"), sinceYear(2026, fixed(4, time.October, "San Francesco d'Assisi"))),
	"LT": plus(lt.Holidays, easter(0, "Velykos")),
	// Liberation Day is a day off in every fifth year. Good Friday is not a day off.
	"NL": plus(minus(nl.Holidays, nl.GoedeVrijdag, nl.BevrijdingsDag, nl.Koningsdag), everyNthYear(5, nl.BevrijdingsDag),
		movedOffWeekend(nl.Koningsdag), easter(0, "Pasen"), easter(49, "Pinksteren")),
	"NO": plus(no.Holidays, easter(0, "Første påskedag"), easter(49, "Første pinsedag")),
	"NZ": plus(nz.Holidays, matariki...),
	"PL": plus(pl.Holidays, easter(0, "Wielkanoc"), easter(49, "Zielone Świątki"),
		sinceYear(2025, fixed(24, time.December, "Wigilia Bożego Narodzenia"))),
	"RO": plus(ro.Holidays, sinceYear(2024, fixed(6, time.January, "Boboteaza")),
		sinceYear(2024, fixed(7, time.January, "Soborul Sfântului Ioan Botezătorul"))),
	"SE": plus(se.Holidays, easter(0, "Påskdagen"), easter(49, "Pingstdagen")),
	"ZA": plus(za.Holidays, onlyInYear(2024, fixed(29, time.May, "General election"))),
}

// everyNthYear returns the same holiday in only the years that are divisible by n.
func everyNthYear(n int, h *cal.Holiday) *cal.Holiday {
	everyNth := h.Clone(nil)
	everyNth.Func = func(_ *cal.Holiday, year int) time.Time {
		if year%n != 0 {
			return time.Time{}
		}
		return h.Func(h, year)
	}
	return everyNth
}

// matariki depends on the moon, so the law lists its days.
var matariki = []*cal.Holiday{
	onlyInYear(2022, fixed(24, time.June, "Matariki")), onlyInYear(2023, fixed(14, time.July, "Matariki")),
	onlyInYear(2024, fixed(28, time.June, "Matariki")), onlyInYear(2025, fixed(20, time.June, "Matariki")),
	onlyInYear(2026, fixed(10, time.July, "Matariki")), onlyInYear(2027, fixed(25, time.June, "Matariki")),
	onlyInYear(2028, fixed(14, time.July, "Matariki")), onlyInYear(2029, fixed(6, time.July, "Matariki")),
	onlyInYear(2030, fixed(21, time.June, "Matariki")), onlyInYear(2031, fixed(11, time.July, "Matariki")),
	onlyInYear(2032, fixed(2, time.July, "Matariki")), onlyInYear(2033, fixed(24, time.June, "Matariki")),
}
