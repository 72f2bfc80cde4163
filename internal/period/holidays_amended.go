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

// amended contains the library's lists with the changes of later laws, and without entries that are not days off.
var amended = map[string][]*cal.Holiday{
	"AU-NSW": with(au.HolidaysNSW, only(2026, on(27, time.April, "ANZAC Day")), only(2027, on(26, time.April, "ANZAC Day"))),
	// By proclamation, King's Birthday 2024 was a week before the month's last Monday.
	"AU-WA": with(without(au.HolidaysWA, au.QueensBirthdayWa),
		au.QueensBirthdayWa.Clone(&cal.Holiday{Except: []int{2024}}), only(2024, on(23, time.September, "King's Birthday"))),
	"BR": with(br.Holidays, since(2024, on(20, time.November, "Dia da Consciência Negra"))),
	"DK": with(without(dk.Holidays, dk.Grundlovsdag), easter(0, "Påskedag"), easter(49, "Pinsedag")),
	"FR-ALSACE": with(fr.Holidays,
		aa.GoodFriday.Clone(&cal.Holiday{Name: "Vendredi saint"}), aa.ChristmasDay2.Clone(&cal.Holiday{Name: "Saint-Étienne"})),
	"IT": with(it.Holidays, easter(0, "Pasqua"), since(2026, on(4, time.October, "San Francesco d'Assisi"))),
	"LT": with(lt.Holidays, easter(0, "Velykos")),
	// Liberation Day is a day off in every fifth year. Good Friday is not a day off.
	"NL": with(without(nl.Holidays, nl.GoedeVrijdag, nl.BevrijdingsDag, nl.Koningsdag), every(5, nl.BevrijdingsDag),
		moved(nl.Koningsdag), easter(0, "Pasen"), easter(49, "Pinksteren")),
	"NO": with(no.Holidays, easter(0, "Første påskedag"), easter(49, "Første pinsedag")),
	"NZ": with(nz.Holidays, matariki...),
	"PL": with(pl.Holidays, easter(0, "Wielkanoc"), easter(49, "Zielone Świątki"),
		since(2025, on(24, time.December, "Wigilia Bożego Narodzenia"))),
	"RO": with(ro.Holidays, since(2024, on(6, time.January, "Boboteaza")),
		since(2024, on(7, time.January, "Soborul Sfântului Ioan Botezătorul"))),
	"SE": with(se.Holidays, easter(0, "Påskdagen"), easter(49, "Pingstdagen")),
	"ZA": with(za.Holidays, only(2024, on(29, time.May, "General election"))),
}

// every returns the same holiday in only the years that are divisible by n.
func every(n int, h *cal.Holiday) *cal.Holiday {
	some := h.Clone(nil)
	some.Func = func(_ *cal.Holiday, year int) time.Time {
		if year%n != 0 {
			return time.Time{}
		}
		return h.Func(h, year)
	}
	return some
}

// matariki depends on the moon, so the law lists its days.
var matariki = []*cal.Holiday{
	only(2022, on(24, time.June, "Matariki")), only(2023, on(14, time.July, "Matariki")),
	only(2024, on(28, time.June, "Matariki")), only(2025, on(20, time.June, "Matariki")),
	only(2026, on(10, time.July, "Matariki")), only(2027, on(25, time.June, "Matariki")),
	only(2028, on(14, time.July, "Matariki")), only(2029, on(6, time.July, "Matariki")),
	only(2030, on(21, time.June, "Matariki")), only(2031, on(11, time.July, "Matariki")),
	only(2032, on(2, time.July, "Matariki")), only(2033, on(24, time.June, "Matariki")),
}
