package locale

// wordsFR: U+202F stands before ; ! ?, U+00A0 before : and %, the apostrophe is U+2019.
var wordsFR = map[string]string{
	"of":            "de %[1]s",
	"date.first":    "1er",
	"week.short":    "S%[1]d",
	"week.long":     "semaine %[1]d",
	"week.of_year":  "semaine %[1]d de %[2]d",
	"quarter.short": "T%[1]d",
	"quarter.long":  "%[1]se trimestre %[2]s",
	"fiscal_year":   "exercice %[1]s",

	"scenario.ac":           "R",
	"scenario.pl":           "Obj.",
	"scenario.py":           "N\u20111",
	"scenario.pp":           "Préc.",
	"scenario.fc":           "Prév.",
	"scenario.ac.long":      "réel",
	"scenario.pl.long":      "objectif",
	"scenario.py.long":      "même période de l’an dernier",
	"scenario.pp.long":      "période précédente",
	"scenario.fc.long":      "prévision",
	"scenario.delta_pl":     "Écart obj.",
	"scenario.delta_pl_pct": "Écart obj.\u00a0%%",
	"scenario.delta_py":     "Écart N\u20111",
	"scenario.delta_py_pct": "Écart N\u20111\u00a0%%",
	"scenario.attainment":   "Atteinte",
	"scenario.progress":     "Avancement",

	"status.on_track":  "en bonne voie",
	"status.at_risk":   "à surveiller",
	"status.off_track": "en retard",

	"state.no_data":   "pas de donnée",
	"state.no_target": "sans objectif",
	"state.not_yet":   "à venir",
	"state.undefined": "division par zéro",

	"unassigned": "(non affecté)",
	"total":      "Total",
	"others":     "autres",

	"page.of":        "page %[1]d sur %[2]d",
	"page.continued": "suite",
	"page.carried":   "report",

	"rows.one":   "%[1]s ligne",
	"rows.other": "%[1]s lignes",
	"days.one":   "%[1]s jour",
	"days.other": "%[1]s jours",

	"mail.attached":       "Le rapport complet est joint au format PDF.",
	"mail.reply":          "Une question\u202f? Répondez à ce message\u00a0: %[1]s le recevra.",
	"mail.indicators":     "Indicateurs",
	"mail.left_out.one":   "… et %[1]s autre ligne dans le PDF",
	"mail.left_out.other": "… et %[1]s autres lignes dans le PDF",
}
