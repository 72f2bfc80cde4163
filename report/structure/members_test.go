package structure

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/sectiontest"
)

// bars is a breakdown of revenue by rep.
func bars(compare string) section.Section {
	return section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Compare: compare}}
}

// A sign such as "div. 0" is grey, even if the difference beside it is good or bad.
func TestSignsAreMuted(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", bars("last_year"))
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("10"), sectiontest.Num("0"), sectiontest.Num("0")))
	if bar := sec.Blocks[0].Bars.Bars[0]; bar.PctTxt != "div. 0" || bar.PctTone != report.Muted || bar.Tone != report.Good {
		t.Errorf("bar %+v", bar)
	}
}

// A percentage of a negative reference has no meaning, and a footnote gives the reason.
func TestNegativeReference(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", bars("last_year"))
	sec := maker.First(t, s, sectiontest.Uniform(s, 2, sectiontest.Num("-10"), sectiontest.Num("0"), sectiontest.Num("-20")))
	if bar := sec.Blocks[0].Bars.Bars[0]; bar.PctTxt != "n.s." || bar.DeltaTxt != "+10" {
		t.Errorf("bar %+v", bar)
	}
	if got := strings.Join(sec.Notes(), " "); !strings.Contains(got, "la référence est négative") {
		t.Errorf("notes %q", got)
	}
}

// The bar of unassigned rows is cut if it is too long for the scale of the members.
func TestRowsOfNobodyBeyondTheScale(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "revenue", By: "rep", Period: period.MustPhrase("last week")}})
	sec := maker.First(t, s, sectiontest.Members(s, "revenue", "75 25 1", "A: 8 10 1", "B: 12 15 1", ": 700 -none- 1"))
	chart := sec.Blocks[0].Bars
	if nobody := chart.Bars[2]; !nobody.Beyond || chart.Max != 15 || !strings.Contains(strings.Join(sec.Footnotes, " "), "(non affecté)\u00a0: barre coupée") {
		t.Errorf("%+v to %v, notes %v", nobody, chart.Max, sec.Footnotes)
	}
}

// A ratio of too few rows has its n, has no judgement, and is last whatever its value is.
func TestFewRowsAreShownAndNotJudged(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", section.Section{Breakdown: &section.Breakdown{Metric: "conversion", By: "rep", Period: period.MustPhrase("last week")}})
	sec := maker.First(t, s, sectiontest.FewRows(s))
	var labels []string
	for _, b := range sec.Blocks[0].Bars.Bars {
		labels = append(labels, b.Label)
		if strings.Contains(b.Label, "n\u00a0=") && b.Tone != report.Muted {
			t.Errorf("%s is in colour", b.Label)
		}
	}
	if want := []string{"Denis", "Bruno", "Anna (n\u00a0=\u00a04)", "Chloé (n\u00a0=\u00a09)", "Émile"}; !slices.Equal(labels[:5], want) {
		t.Errorf("bars %q, want %q", labels, want)
	}
	if !slices.ContainsFunc(sec.Footnotes, func(f string) bool { return strings.HasPrefix(f, "Moins de 10 cas (n)") }) {
		t.Errorf("the section does not say why: %q", sec.Footnotes)
	}
}

// The differences of a score are in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB", "de-DE"} {
		s := sectiontest.Scope(t, tag, section.Section{Breakdown: &section.Breakdown{Metric: "nps", By: "rep", Period: period.MustPhrase("last week"), Compare: "last_year"}})
		b := sectiontest.Scores(s)
		chart := maker.First(t, s, b).Blocks[0].Bars
		if got := chart.Bars[0].DeltaTxt + "|" + chart.Bars[0].PctTxt + "|" + chart.Words.DeltaPLPct; got != "+29||" {
			t.Errorf("%s: %q", tag, got)
		}
	}
}

// If the targets of the lines do not sum to the target of the total, a footnote says so.
func TestTargetsOfTheLinesAndOfTheWhole(t *testing.T) {
	const apart, unmatched = "Die Pläne der Zeilen ergeben ", "Die Gesamtabweichung enthält auch das Ist der Zeilen ohne Plan."
	for _, c := range []struct {
		compare string
		cents   int64
		told    bool
	}{{"target", 5_000_000, true}, {"target", 0, false}, {"last_year", 5_000_000, false}} {
		s := sectiontest.Monthly(t, "de-DE", bars(c.compare))
		notes := sectiontest.PlainSpaces(strings.Join(maker.First(t, s, sectiontest.TargetsApart(s, c.cents)).Footnotes, "\n"))
		if strings.Contains(notes, apart) != c.told || strings.Contains(notes, unmatched) {
			t.Errorf("%s, %d cents apart: footnotes %q", c.compare, c.cents, notes)
		}
	}
}

// If no member has a target, the references of the members are blank, and a footnote gives the reason.
func TestAPlanForTheWholeAlone(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", bars("target"))
	sec := maker.First(t, s, sectiontest.Without(s, true, metric.TargetScenario))
	sectiontest.CheckUnset(t, sec, "Fixé pour l’ensemble seulement, non par rep : objectif.")
	list := sec.Blocks[0].Bars.Bars
	if list[0].RefTxt != "" || list[0].DeltaTxt != "" || list[len(list)-1].RefTxt == "" {
		t.Errorf("%+v and %+v", list[0], list[len(list)-1])
	}
}

// A footnote names the scenarios that the section shows and that are not split as the YAML asks, and no others.
func TestUnshapedIsNoted(t *testing.T) {
	const q4 = "Réparti par jours ouvrés, faute d’une année précédente complète : objectif (T4 2026)."
	for _, c := range []struct {
		section section.Section
		want    string
	}{
		{bars("target"), q4},
		{bars("last_year"), ""},
		{section.Section{Waterfall: &section.Waterfall{Metric: "revenue", By: "rep", From: "target"}}, q4},
	} {
		s := sectiontest.Monthly(t, "fr-FR", c.section)
		sectiontest.CheckUnshaped(t, s, maker, c.want)
	}
}

func TestSectionsNameWhatIsWrong(t *testing.T) {
	for want, c := range map[string]section.Section{
		`waterfall.metric: "conversion" cannot be added up, so the differences of its members cannot be steps`: {Waterfall: &section.Waterfall{Metric: "conversion", By: "rep"}},
		`waterfall.metric: no metric is called "x"`:                                                            {Waterfall: &section.Waterfall{Metric: "x"}},
		`calculation.steps[1].metric: no metric is called "x"`:                                                 {Calculation: &section.Calculation{Steps: []section.CalculationStep{{Metric: "revenue"}, {Metric: "x"}}}},
		`calculation.steps: does not begin with a metric`:                                                      {Calculation: &section.Calculation{Steps: []section.CalculationStep{{Total: "Net"}, {Metric: "revenue"}}}},
		`breakdown.compare: "plan" is not one of target, last_year, previous`:                                  bars("plan"),
	} {
		if err := maker.Error(sectiontest.Scope(t, "fr-FR", c)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
