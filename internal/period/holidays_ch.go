package period

import (
	"time"

	"github.com/rickar/cal/v2"
)

// cantons are the codes of the Swiss cantons with one list of holidays throughout; the other cantons are in refused. Only
// 1 August is a federal holiday. A day is listed if the canton's law names it or if it is generally kept.
const cantons = "AR BE BL BS GE GL GR JU LU NW OW SG SH SZ TG TI VD ZG ZH"

var switzerland = holidayTable{
	{"", fixed(1, time.January, "Neujahr | Nouvel an | Capodanno")},
	{"BE GL JU LU OW SH TG VD ZG ZH", fixed(2, time.January, "Berchtoldstag | 2 janvier")},
	{"SZ TI", fixed(6, time.January, "Heilige Drei Könige | Épiphanie | Epifania")},
	{"NW SZ TI", fixed(19, time.March, "Josefstag | Saint-Joseph | San Giuseppe")},
	{"AR BE BL BS GE GL GR JU LU NW OW SG SH SZ TG VD ZG ZH", easter(-2, "Karfreitag | Vendredi saint")},
	{"", easter(0, "Ostersonntag | Pâques | Pasqua")},
	{"", easter(1, "Ostermontag | Lundi de Pâques | Lunedì di Pasqua")},
	{"GL", naefelserFahrt},
	{"BL BS JU SH TG TI ZH", fixed(1, time.May, "Tag der Arbeit | Fête du travail | Festa del lavoro")},
	{"", easter(39, "Auffahrt | Ascension | Ascensione")},
	{"", easter(49, "Pfingstsonntag | Pentecôte | Pentecoste")},
	{"", easter(50, "Pfingstmontag | Lundi de Pentecôte | Lunedì di Pentecoste")},
	{"JU LU NW OW SZ TI ZG", easter(60, "Fronleichnam | Fête-Dieu | Corpus Domini")},
	{"JU", fixed(23, time.June, "Unabhängigkeitstag | Commémoration du plébiscite jurassien")},
	{"TI", fixed(29, time.June, "Peter und Paul | Saints Pierre et Paul | Santi Pietro e Paolo")},
	{"", fixed(1, time.August, "Bundesfeier | Fête nationale | Festa nazionale")},
	{"JU LU NW OW SZ TI ZG", fixed(15, time.August, "Mariä Himmelfahrt | Assomption | Assunzione")},
	{"GE", daysAfter(4, nthWeekday(1, time.Sunday, time.September, "Genfer Bettag | Jeûne genevois"))},
	{"VD", daysAfter(1, nthWeekday(3, time.Sunday, time.September, "Bettagsmontag | Lundi du Jeûne fédéral"))},
	{"OW", fixed(25, time.September, "Bruder Klaus")},
	{"GL JU LU NW OW SG SZ TI ZG", fixed(1, time.November, "Allerheiligen | Toussaint | Ognissanti")},
	{"LU NW OW SZ TI ZG", fixed(8, time.December, "Mariä Empfängnis | Immaculée Conception | Immacolata")},
	{"", fixed(25, time.December, "Weihnachten | Noël | Natale")},
	{"AR BE BL BS GL GR LU NW OW SG SH SZ TG TI ZG ZH", fixed(26, time.December, "Stephanstag | Saint-Étienne | Santo Stefano")},
	{"GE", fixed(31, time.December, "Wiederherstellung der Republik | Restauration de la République")},
}

var swissLanguages = map[string]int{"GE": 1, "JU": 1, "VD": 1, "TI": 2}

// naefelserFahrt is on April's first Thursday, or on the second if the first is in Holy Week.
var naefelserFahrt = &cal.Holiday{Name: "Näfelser Fahrt", Func: func(h *cal.Holiday, year int) time.Time {
	first := cal.WeekdayN(year, time.April, time.Thursday, 1)
	easter := cal.CalcEasterOffset(&cal.Holiday{}, year)
	if first.Before(easter) && !first.AddDate(0, 0, 7).Before(easter) {
		return cal.DayStart(first.AddDate(0, 0, 7))
	}
	return cal.DayStart(first)
}}
