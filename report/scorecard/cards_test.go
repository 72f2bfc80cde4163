package scorecard

import (
	"slices"
	"strings"
	"testing"

	"bilan/internal/config/section"
	"bilan/internal/period"
	"bilan/report"
	"bilan/report/metric"
	"bilan/report/scope"
	"bilan/report/sectiontest"
)

// known is a book with figures only for some of the last 13 weeks. weeks are their indexes, 0 for the oldest.
func known(s *scope.Scope, weeks ...int) *sectiontest.Book {
	spark := s.FinishedPeriods(s.Periods[0])
	return &sectiontest.Book{Answers: func(a metric.Ask) metric.Answer {
		ac := sectiontest.Num("no data")
		if i := slices.Index(spark, a.Period); slices.Contains(weeks, i) {
			ac = sectiontest.Num("1000")
		}
		return metric.Answer{Total: sectiontest.Figure(s.Metrics[a.Metric], ac, sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"), sectiontest.Num("1"))}
	}}
}

// The note of a sparkline names the span with data. With fewer than three points there is no sparkline.
func TestSparklineSaysItsSpan(t *testing.T) {
	for _, c := range []struct {
		weeks  []int
		points int
		note   string
	}{
		{nil, 0, ""}, {[]int{12}, 0, ""}, {[]int{0, 12}, 0, ""},
		{[]int{8, 9, 10, 11, 12}, 5, "5\u00a0semaines"}, {[]int{2, 4, 7}, 6, "6\u00a0semaines, jusqu’à S41"},
		{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 13, "13\u00a0semaines"},
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}}})
		card := maker.First(t, s, known(s, c.weeks...)).Blocks[0].Cards.Cards[0]
		if len(card.Spark) != c.points || card.SparkNote != c.note || (card.SparkEnds[0] == "") != (c.points == 0) {
			t.Errorf("%v: %d points, %q, ends %q", c.weeks, len(card.Spark), card.SparkNote, card.SparkEnds)
		}
	}
}

// A year is compared once with last year, which is also its previous period.
func TestLastYearIsNotSaidTwice(t *testing.T) {
	for text, want := range map[string]string{
		"last year": "vs N‑1", "year to date": "vs N‑1", "last month": "vs N‑1, vs préc.", "last week": "vs N‑1, vs préc.",
	} {
		s := sectiontest.Scope(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"complaints"}, Period: period.MustPhrase(text)}})
		var labels []string
		for _, l := range maker.First(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("10"), sectiontest.Num("no target"), sectiontest.Num("9"))).Blocks[0].Cards.Cards[0].Lines {
			labels = append(labels, strings.TrimSuffix(l.Label, " 9"))
		}
		if got := strings.Join(labels, ", "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A percentage of a negative reference has no meaning. The card shows the difference instead.
func TestNegativeReference(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", lastWeek("revenue"))
	sec := maker.First(t, s, sectiontest.Uniform(s, 0, sectiontest.Num("-10"), sectiontest.Num("0"), sectiontest.Num("-20")))
	lines := sec.Blocks[0].Cards.Cards[0].Lines
	if sectiontest.PlainSpaces(lines[0].Text) != "▼ −10 €" || sectiontest.PlainSpaces(lines[1].Text) != "▲ +10 €" || lines[1].Tone != report.Good {
		t.Errorf("lines %+v", lines)
	}
}

// A card does not call a target reached that is missed by a small amount.
func TestACloseMissIsTold(t *testing.T) {
	for _, c := range []struct{ metric, ac, pl, want string }{
		{"revenue", "399996", "400000", "▼ −4 €"}, {"conversion", "0.2797", "0.28", "▼ −0,03 pt"}, {"revenue", "400000", "400000", "0,0 %"},
	} {
		s := sectiontest.Scope(t, "fr-FR", lastWeek(c.metric))
		sec := maker.First(t, s, sectiontest.Members(s, c.metric, c.ac+" "+c.pl+" -nd-"))
		if got := sectiontest.PlainSpaces(sec.Blocks[0].Cards.Cards[0].Lines[0].Text); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.ac, c.pl, got, c.want)
		}
	}
}

// The differences of a score are in its own points, never in per cent.
func TestScoresDifferInPoints(t *testing.T) {
	for _, tag := range []string{"fr-FR", "en-GB", "de-DE"} {
		s := sectiontest.Scope(t, tag, lastWeek("nps"))
		b := sectiontest.Scores(s)
		var said []string
		for _, l := range maker.First(t, s, b).Blocks[0].Cards.Cards[0].Lines {
			said = append(said, sectiontest.PlainSpaces(l.Label+" "+l.Text))
		}
		all := strings.Join(said, "\n")
		if strings.Contains(all, "%") {
			t.Errorf("%s: a per cent of a score:\n%s", tag, all)
		}
		for _, want := range []string{"vs obj. 60 points ▼ −7 points", "vs N-1 24 points ▲ +29 points"} {
			if tag == "fr-FR" && !strings.Contains(all, want) {
				t.Errorf("%q is not in\n%s", want, all)
			}
		}
	}
}

// A card of an open period compares with the target to date and with that of the whole period. Its sparkline asks only
// for complete periods.
func TestOpenPeriod(t *testing.T) {
	s := sectiontest.Monthly(t, "fr-FR", section.Section{Scorecard: &section.Scorecard{Metrics: []string{"revenue"}, Period: period.MustPhrase("month to date")}})
	asks := maker.Needs(t, s).Asks
	for _, a := range asks[1:14] {
		if a.Period.Open() {
			t.Errorf("the sparkline asks for the open %v", a.Period)
		}
	}
	lines := maker.First(t, s, sectiontest.Story(s)).Blocks[0].Cards.Cards[0].Lines
	if lines[0].Label != "vs obj. à ce jour 921\u00a0k€" || lines[1].Label != "de l’obj. final 1,84\u00a0M€" || lines[1].Text != "48,0\u00a0%" {
		t.Errorf("lines %+v", lines)
	}
}

// A report about the past asks for no state, and its card gives the reason.
func TestPastStatesGiveWayToTheirReason(t *testing.T) {
	s := sectiontest.Scope(t, "en-GB", cards("customers", "revenue"))
	s.States = map[string]scope.State{"": {Read: period.NewDate(2026, 11, 28), Past: true}}
	asks := maker.Needs(t, s).Asks
	if slices.ContainsFunc(asks, func(a metric.Ask) bool { return a.Metric == "customers" }) {
		t.Errorf("the state is asked for: %v", asks)
	}
	sec := maker.First(t, s, sectiontest.Story(s))
	if card := sec.Blocks[0].Cards.Cards[0]; card.Value != "n/a" || !strings.Contains(sectiontest.PlainSpaces(sec.Footnotes[0]), "as read on 28 November 2026") {
		t.Errorf("card %+v, footnotes %q", card, sec.Footnotes)
	}
}

func TestScorecardNamesWhatIsWrong(t *testing.T) {
	want := `scorecard[1]: no metric is called "x"`
	if err := maker.Error(sectiontest.Scope(t, "fr-FR", cards("revenue", "x"))); err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Cards can be made from any data.
func TestOnAnyData(t *testing.T) {
	maker.OnAnyData(t, cards("revenue", "conversion", "complaints", "customers"), lastWeek("revenue", "conversion", "complaints", "customers"))
}

// Cards use exactly the figures that they ask for.
func TestCardsUseWhatTheyAskFor(t *testing.T) {
	s := sectiontest.Scope(t, "fr-FR", cards("revenue", "conversion", "complaints", "customers"), lastWeek("revenue"))
	maker.UsesItsNeeds(t, s, sectiontest.Planned(s))
}
