package locale

// defaults are the locales of languages without a country.
var defaults = map[string]string{
	"fr": "fr-FR", "en": "en-US", "de": "de-DE", "es": "es-ES", "it": "it-IT", "nl": "nl-NL", "pt": "pt-PT",
}

// shapes contains every supported locale.
var shapes = map[string]*shape{
	"fr-FR": french(),
	"fr-BE": french(),
	"fr-LU": french(func(s *shape) { s.group = "." }),
	"fr-CH": french(func(s *shape) {
		s.percent, s.moneyGroup = "%", nnbsp
		s.short = "dd.MM.y"
	}),
	"fr-CA": french(func(s *shape) {
		s.names = frenchCanada
		s.group = nbsp
		s.day = [2]string{nbsp + "j", nbsp + "j"}
		s.short = "y-MM-dd"
		s.compact = []magnitude{{3, nbsp + "k"}, {6, nbsp + "M"}, {9, nbsp + "G"}, {12, nbsp + "T"}}
	}),

	"en-US": english(func(s *shape) {
		s.names = englishNames
		s.long, s.medium, s.dayMonth, s.short = "MMMM d, y", "MMM d, y", "MMM d", "M/d/y"
		s.sameMonth, s.sameYear, s.otherYear = [2]string{"MMM d", "d, y"}, [2]string{"MMM d", "MMM d, y"}, [2]string{"MMM d, y", "MMM d, y"}
		s.compact = shortEnglish
	}),
	"en-GB": english(),
	"en-IE": english(func(s *shape) {
		s.short = "d/M/y"
		s.dash[0] = "–"
		s.compact = shortEnglish
	}),
	"en-AU": english(func(s *shape) {
		s.names, s.dash[0], s.compact = englishAustralia, "–", shortEnglish
	}),
	"en-NZ": english(func(s *shape) {
		s.short, s.dash[0], s.compact = "d/MM/y", "–", shortEnglish
	}),
	"en-CA": english(func(s *shape) {
		s.names = englishCanada
		s.long, s.medium, s.dayMonth, s.short = "MMMM d, y", "MMM d, y", "MMM d", "y-MM-dd"
		s.sameMonth, s.sameYear, s.otherYear = [2]string{"MMM d", "d, y"}, [2]string{"MMM d", "MMM d, y"}, [2]string{"MMM d, y", "MMM d, y"}
		s.dash, s.compact = [3]string{"–", "–", "–"}, shortEnglish
	}),

	"de-DE": german(),
	"de-AT": german(func(s *shape) { s.names, s.group, s.unitLast = germanAustria, nbsp, true }),
	"de-CH": german(func(s *shape) { s.decimal, s.group, s.percent = ".", "'", "%" }),
	"es-ES": spanish(),
	"es-MX": spanish(func(s *shape) {
		s.names = spanishMexico
		s.decimal, s.group, s.minGroup, s.percent = ".", ",", 1, "%"
		s.day = [2]string{nbsp + "día", nbsp + "días"}
		s.compact = []magnitude{{3, nbsp + "k"}, {6, nbsp + "M"}}
		s.sameMonth = [2]string{"d", "d 'de' MMM 'de' y"}
		s.sameYear = [2]string{"d 'de' MMM", "d 'de' MMM y"}
		s.otherYear = [2]string{"d 'de' MMM 'de' y", "d 'de' MMM 'de' y"}
	}),
	"it-IT": italian(),
	"it-CH": italian(func(s *shape) {
		s.decimal, s.group, s.unitLast = ".", "'", true
	}),
	"nl-NL": dutch(),
	"nl-BE": dutch(func(s *shape) { s.short = "d/M/y" }),
	"pt-PT": portuguese(),
	"pt-BR": portuguese(func(s *shape) {
		s.names = portugueseBrazil
		s.group, s.minGroup = ".", 1
		s.day = [2]string{nbsp + "dia", nbsp + "dias"}
		s.compact = []magnitude{{3, nbsp + "mil"}, {6, nbsp + "mi"}, {9, nbsp + "bi"}, {12, nbsp + "tri"}}
		s.medium, s.dayMonth, s.monthYearShort = "d 'de' MMM 'de' y", "d 'de' MMM", "MMM 'de' y"
		s.sameMonth = [2]string{"d", "d 'de' MMM 'de' y"}
		s.sameYear = [2]string{"d 'de' MMM", "d 'de' MMM 'de' y"}
		s.otherYear = [2]string{"d 'de' MMM 'de' y", "d 'de' MMM 'de' y"}
		s.dash[0] = thin + "–" + thin
	}),
}

func applyChanges(s *shape, changes []func(*shape)) *shape {
	for _, change := range changes {
		change(s)
	}
	return s
}

// shortEnglish are the magnitudes in English, except in Britain.
var shortEnglish = []magnitude{{3, "K"}, {6, "M"}, {9, "B"}, {12, "T"}}

var dashes = [3]string{"–", thin + "–" + thin, thin + "–" + thin}

func french(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: frenchNames, decimal: ",", group: nnbsp, minGroup: 1, percent: nbsp + "%", points: nbsp + "pt",
		day:     [2]string{nnbsp + "j", nnbsp + "j"},
		compact: []magnitude{{3, nbsp + "k"}, {6, nbsp + "M"}, {9, nbsp + "Md"}, {12, nbsp + "Bn"}}, noUnitSpace: true,
		long: "o MMMM y", short: "dd/MM/y", medium: "o MMM y", dayMonth: "o MMM", monthYear: "MMMM y", monthYearShort: "MMM y",
		dash:      dashes,
		sameMonth: [2]string{"o", "o MMM y"}, sameYear: [2]string{"o MMM", "o MMM y"}, otherYear: [2]string{"o MMM y", "o MMM y"},
	}, changes)
}

func english(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: englishBritain, decimal: ".", group: ",", minGroup: 1, percent: "%", points: nbsp + "pp",
		day:     [2]string{nbsp + "day", nbsp + "days"},
		compact: []magnitude{{3, "k"}, {6, "m"}, {9, "bn"}, {12, "tn"}},
		long:    "d MMMM y", short: "dd/MM/y", medium: "d MMM y", dayMonth: "d MMM", monthYear: "MMMM y", monthYearShort: "MMM y",
		dash:      [3]string{dashes[1], dashes[1], dashes[1]},
		sameMonth: [2]string{"d", "d MMM y"}, sameYear: [2]string{"d MMM", "d MMM y"}, otherYear: [2]string{"d MMM y", "d MMM y"},
	}, changes)
}

func german(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: germanNames, decimal: ",", group: ".", minGroup: 1, percent: nbsp + "%", points: nbsp + "Pp.",
		day:     [2]string{nbsp + "Tg.", nbsp + "Tg."},
		compact: []magnitude{{3, nbsp + "Tsd."}, {6, nbsp + "Mio."}, {9, nbsp + "Mrd."}, {12, nbsp + "Bio."}},
		long:    "d. MMMM y", short: "d.M.y", medium: "d. MMM y", dayMonth: "d. MMM", monthYear: "MMMM y", monthYearShort: "MMM y",
		dash:      dashes,
		sameMonth: [2]string{"d.", "d. MMM y"}, sameYear: [2]string{"d. MMM", "d. MMM y"}, otherYear: [2]string{"d. MMM y", "d. MMM y"},
	}, changes)
}

func spanish(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: spanishNames, decimal: ",", group: ".", minGroup: 2, percent: nbsp + "%", points: nbsp + "pp",
		day:     [2]string{nbsp + "d", nbsp + "d"},
		compact: []magnitude{{3, nbsp + "mil"}, {6, nbsp + "M"}},
		long:    "d 'de' MMMM 'de' y", short: "d/M/y", medium: "d MMM y", dayMonth: "d MMM", monthYear: "MMMM 'de' y", monthYearShort: "MMM y",
		dash:      dashes,
		sameMonth: [2]string{"d", "d MMM y"}, sameYear: [2]string{"d MMM", "d MMM y"}, otherYear: [2]string{"d MMM y", "d MMM y"},
	}, changes)
}

func italian(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: italianNames, decimal: ",", group: ".", minGroup: 2, percent: "%", points: nbsp + "pp",
		day:     [2]string{nbsp + "giorno", nbsp + "giorni"},
		compact: []magnitude{{3, "K"}, {6, nbsp + "Mln"}, {9, nbsp + "Mld"}, {12, nbsp + "Bln"}},
		long:    "d MMMM y", short: "dd/MM/y", medium: "d MMM y", dayMonth: "d MMM", monthYear: "MMMM y", monthYearShort: "MMM y",
		dash:      dashes,
		sameMonth: [2]string{"dd", "dd MMM y"}, sameYear: [2]string{"dd MMM", "dd MMM y"}, otherYear: [2]string{"dd MMM y", "dd MMM y"},
	}, changes)
}

func dutch(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: dutchNames, decimal: ",", group: ".", minGroup: 1, percent: "%", points: nbsp + "pp",
		day:     [2]string{nbsp + "dag", nbsp + "dagen"},
		compact: []magnitude{{3, "K"}, {6, nbsp + "mln."}, {9, nbsp + "mld."}, {12, nbsp + "bln."}},
		long:    "d MMMM y", short: "d-M-y", medium: "d MMM y", dayMonth: "d MMM", monthYear: "MMMM y", monthYearShort: "MMM y",
		dash:      dashes,
		sameMonth: [2]string{"d", "d MMM y"}, sameYear: [2]string{"d MMM", "d MMM y"}, otherYear: [2]string{"d MMM y", "d MMM y"},
	}, changes)
}

func portuguese(changes ...func(*shape)) *shape {
	return applyChanges(&shape{
		names: portugueseNames, decimal: ",", group: nbsp, minGroup: 2, percent: "%", points: nbsp + "pp",
		day:     [2]string{nbsp + "dia", nbsp + "dias"},
		compact: []magnitude{{3, nbsp + "mil"}, {6, nbsp + "M"}, {9, nbsp + "mM"}, {12, nbsp + "Bi"}},
		long:    "d 'de' MMMM 'de' y", short: "dd/MM/y", medium: "d/MM/y", dayMonth: "d/MM", monthYear: "MMMM 'de' y", monthYearShort: "MM/y",
		dash:      [3]string{dashes[1], dashes[1], dashes[1]},
		sameMonth: [2]string{"dd/MM/y", "dd/MM/y"}, sameYear: [2]string{"dd/MM/y", "dd/MM/y"}, otherYear: [2]string{"dd/MM/y", "dd/MM/y"},
	}, changes)
}
