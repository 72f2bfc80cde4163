package locale

import "strings"

// belowTwo is the French rule for the singular: 0 and 1,5 take "ligne". Its argument is the absolute number in digits,
// with a point.
func belowTwo(abs string) bool {
	whole, _, _ := strings.Cut(abs, ".")
	return whole == "0" || whole == "1"
}

func justOne(abs string) bool { return abs == "1" }

// singularOne is the Spanish rule for the singular: 1,0 is singular too.
func singularOne(abs string) bool {
	whole, frac, _ := strings.Cut(abs, ".")
	return whole == "1" && strings.Trim(frac, "0") == ""
}

var frenchNames = &names{
	months:      [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	monthsShort: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	weekdays:    [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	and:         " et ", isSingular: belowTwo,
}

var frenchCanada = variant(frenchNames, func(n *names) { n.monthsShort[6] = "juill." })

var englishNames = &names{
	months:      [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	monthsShort: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	weekdays:    [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	and:         " and ", serialComma: true, isSingular: justOne,
}

var englishBritain = variant(englishNames, func(n *names) { n.monthsShort[8], n.serialComma = "Sept", false })

var englishAustralia = variant(englishBritain, func(n *names) {
	n.monthsShort[5], n.monthsShort[6], n.monthsAlone[5], n.monthsAlone[6] = "June", "July", "Jun", "Jul"
})

var englishCanada = variant(englishNames, func(n *names) { n.serialComma = false })

var germanNames = &names{
	months:      [12]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
	monthsShort: [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."},
	monthsAlone: [12]string{"Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"},
	weekdays:    [7]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
	and:         " und ", isSingular: justOne,
}

var germanAustria = variant(germanNames, func(n *names) {
	n.months[0], n.monthsShort[0], n.monthsShort[8], n.monthsAlone[0] = "Jänner", "Jän.", "Sep.", "Jän"
})

var spanishNames = &names{
	months:      [12]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"},
	monthsShort: [12]string{"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"},
	weekdays:    [7]string{"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"},
	and:         " y ", isSingular: singularOne,
}

var spanishMexico = variant(spanishNames, func(n *names) { n.monthsShort[8] = "sep" })

var italianNames = &names{
	months:      [12]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	monthsShort: [12]string{"gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"},
	weekdays:    [7]string{"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
	and:         " e ", isSingular: justOne,
}

var dutchNames = &names{
	months:      [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
	monthsShort: [12]string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	weekdays:    [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
	and:         " en ", isSingular: justOne,
}

var portugueseNames = &names{
	months:      [12]string{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"},
	monthsShort: [12]string{"jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez."},
	weekdays:    [7]string{"domingo", "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado"},
	and:         " e ", isSingular: justOne,
}

var portugueseBrazil = variant(portugueseNames, func(n *names) { n.isSingular = belowTwo })

func variant(n *names, change func(*names)) *names {
	copied := *n
	change(&copied)
	return &copied
}
