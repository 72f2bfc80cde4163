package build

import (
	"fmt"
	"reflect"
	"strings"

	"bilan/internal/config/section"
	"bilan/report/deals"
	"bilan/report/insights"
	"bilan/report/listing"
	"bilan/report/matrix"
	"bilan/report/membertable"
	"bilan/report/prose"
	"bilan/report/scope"
	"bilan/report/scorecard"
	"bilan/report/structure"
	"bilan/report/targettable"
	"bilan/report/trend"
)

// builders has a function for each kind of section that makes its Part. A test ensures that no kind is missing.
var builders = map[reflect.Type]func(s *scope.Scope, kind section.Kind, id string) (scope.Part, error){}

func init() {
	register(plain(scorecard.New))
	register(unlessPast("target_table", func(c *section.TargetTable) string { return c.Title }, targettable.New))
	register(plain(membertable.New))
	register(plain(membertable.NewPeriods))
	register(plain(trend.New))
	register(plain(insights.New))
	register(deals.NewPipeline)
	register(deals.NewMonthsAhead)
	register(plain(deals.NewFunnel))
	register(unlessPast("breakdown", func(c *section.Breakdown) string { return c.Title }, structure.NewBreakdown))
	register(unlessPast("waterfall", func(c *section.Waterfall) string { return c.Title }, structure.NewWaterfall))
	register(plain(structure.NewCalculation))
	register(plain(matrix.NewMultiples))
	register(plain(matrix.NewHeatMap))
	register(matrix.NewCohorts)
	register(func(s *scope.Scope, c *section.Table, id string) (scope.Part, error) {
		return listing.New(s, c, id), nil
	})
	register(func(s *scope.Scope, c *section.Text, _ string) (scope.Part, error) { return newProse(s, c), nil })
}

// register adds the builder of a kind. The builder's id identifies the section in the asks for tables, pipelines and
// cohorts: "sections[3]".
func register[K section.Kind](build func(*scope.Scope, K, string) (scope.Part, error)) {
	builders[reflect.TypeFor[K]()] = func(s *scope.Scope, kind section.Kind, id string) (scope.Part, error) { return build(s, kind.(K), id) }
}

// plain is the builder for a function that needs no id.
func plain[K section.Kind](build func(*scope.Scope, K) (scope.Part, error)) func(*scope.Scope, K, string) (scope.Part, error) {
	return func(s *scope.Scope, kind K, _ string) (scope.Part, error) { return build(s, kind) }
}

func partOf(s *scope.Scope, c section.Section, id string) (scope.Part, error) {
	kind, word := c.Kind()
	build := builders[reflect.TypeOf(kind)]
	switch {
	case kind == nil:
		return nil, fmt.Errorf("section: has no kind (write one of %s)", strings.Join(section.KindWords(), ", "))
	case build == nil:
		return nil, fmt.Errorf("%s: no section of this kind can be built", word)
	}
	return build(s, kind, id)
}

// unlessPast returns a builder like build. If the section's metric is a state that is not known for its period, the
// builder makes a section that gives the reason.
func unlessPast[K section.Kind](word string, title func(K) string, build func(*scope.Scope, K) (scope.Part, error)) func(*scope.Scope, K, string) (scope.Part, error) {
	return func(s *scope.Scope, c K, _ string) (scope.Part, error) {
		p, err := build(s, c)
		if err != nil {
			return nil, err
		}
		m := s.Metrics[c.Shows()[0]]
		periods := s.PeriodsOf(c.OwnPeriod())
		if m == nil || !s.StateUnknown(m, periods[0]) {
			return p, nil
		}
		heading := prose.Tidy(title(c))
		if heading == "" {
			heading = prose.Tidy(m.Label)
		}
		return scope.UnknownSection{Kind: word, Title: heading, Reason: s.WhyUnknown(m.Dataset, periods[0])}, nil
	}
}
