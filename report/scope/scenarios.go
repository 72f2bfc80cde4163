package scope

import (
	"strings"

	"bilan/report"
)

// ExplainScenarios explains the short names that the page uses: "R réalisé, Obj. objectif".
func (s *Scope) ExplainScenarios(actual, target, lastYear, previous bool) string {
	var list []string
	for i, code := range []string{"ac", "pl", "py", "pp"} {
		if [...]bool{actual, target, lastYear, previous}[i] && !s.IsSelfExplanatory(code) {
			list = append(list, s.ExplainScenario(code))
		}
	}
	return strings.Join(list, ", ")
}

// ExplainScenario writes the short name of the scenario code (ac, pl, py, pp or ppy) with its meaning: "N‑1 = même
// période de l'an dernier".
func (s *Scope) ExplainScenario(code string) string {
	if short := s.Word("scenario." + code); !s.IsSelfExplanatory(code) {
		return short + " = " + s.Word("scenario."+code+".long")
	}
	return s.Word("scenario." + code)
}

// IsSelfExplanatory reports whether the short name of a scenario is the same as its long one, such as "Target", and so
// needs no explanation.
func (s *Scope) IsSelfExplanatory(code string) bool {
	return strings.EqualFold(s.Word("scenario."+code), s.Word("scenario."+code+".long"))
}

// ChartWords are the names of the scenarios on a chart.
func (s *Scope) ChartWords() report.ChartWords {
	return report.ChartWords{
		AC: s.Word("scenario.ac"), PL: s.Word("scenario.pl"), PY: s.Word("scenario.py"),
		DeltaPL: s.Word("scenario.delta_pl"), DeltaPLPct: s.Word("scenario.delta_pl_pct"),
		MagnifiedDelta: s.Word("chart.magnified_delta", "%s", "%s"), ReducedDelta: s.Word("chart.reduced_delta", "%s", "%s"), Magnified: s.Word("chart.magnified", "%s", "%s"),
	}
}

// NameReference sets the reference's name and the names of its differences in a bar chart that compares with last year
// or the previous period.
func (s *Scope) NameReference(w *report.ChartWords, as report.Scenario) {
	switch as {
	case report.PY:
		w.PL, w.DeltaPL, w.DeltaPLPct = w.PY, s.Word("scenario.delta_py"), s.Word("scenario.delta_py_pct")
	case report.PP:
		w.PL, w.DeltaPL, w.DeltaPLPct = s.Word("scenario.pp"), s.Word("scenario.delta_pp"), s.Word("scenario.delta_pp_pct")
	}
}
