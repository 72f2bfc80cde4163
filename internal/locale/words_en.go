package locale

var wordsEN = map[string]string{
	"of":            "of %[1]s",
	"date.first":    "1",
	"week.short":    "W%[1]d",
	"week.long":     "week %[1]d",
	"week.of_year":  "week %[1]d of %[2]d",
	"quarter.short": "Q%[1]d",
	"quarter.long":  "Q%[1]s %[2]s",
	"fiscal_year":   "FY%[1]s",

	"scenario.ac":           "AC",
	"scenario.pl":           "Target",
	"scenario.py":           "LY",
	"scenario.pp":           "Prev.",
	"scenario.fc":           "Fcst",
	"scenario.ac.long":      "actual",
	"scenario.pl.long":      "target",
	"scenario.py.long":      "same period last year",
	"scenario.pp.long":      "previous period",
	"scenario.fc.long":      "forecast",
	"scenario.delta_pl":     "vs target",
	"scenario.delta_pl_pct": "vs target %%",
	"scenario.delta_py":     "vs LY",
	"scenario.delta_py_pct": "vs LY %%",
	"scenario.attainment":   "Attainment",
	"scenario.progress":     "Progress",

	"status.on_track":  "on track",
	"status.at_risk":   "at risk",
	"status.off_track": "off track",

	"state.no_data":   "no data",
	"state.no_target": "no target",
	"state.not_yet":   "not yet",
	"state.undefined": "division by zero",

	"unassigned": "(unassigned)",
	"total":      "Total",
	"others":     "others",

	"page.of":        "page %[1]d of %[2]d",
	"page.continued": "continued",
	"page.carried":   "carried forward",

	"rows.one":   "%[1]s row",
	"rows.other": "%[1]s rows",
	"days.one":   "%[1]s day",
	"days.other": "%[1]s days",

	"mail.attached":       "The full report is attached as a PDF.",
	"mail.reply":          "A question? Reply to this message: it reaches %[1]s.",
	"mail.indicators":     "Indicators",
	"mail.left_out.one":   "… and %[1]s more row in the PDF",
	"mail.left_out.other": "… and %[1]s more rows in the PDF",
}
