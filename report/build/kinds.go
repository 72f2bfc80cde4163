package build

import (
	"fmt"
	"reflect"
	"strings"

	"bilan/internal/config/section"
)

// builders make the part of each kind of section. A new kind is one line here; a test finds one that is missing.
var builders = map[reflect.Type]func(s *Scope, kind section.Kind, id string) (part, error){}

func init() {
	builds(plain(newScorecard))
	builds(unlessPast("target_table", func(c *section.TargetTable) string { return c.Title }, newTargetTable))
	builds(plain(newMemberTable))
	builds(plain(newTrend))
	builds(plain(newInsights))
	builds(newPipeline)
	builds(newMonthsAhead)
	builds(plain(newConversionFunnel))
	builds(unlessPast("breakdown", func(c *section.Breakdown) string { return c.Title }, newBreakdown))
	builds(unlessPast("waterfall", func(c *section.Waterfall) string { return c.Title }, newWaterfall))
	builds(plain(newMultiples))
	builds(plain(newHeatMap))
	builds(newCohorts)
	builds(func(s *Scope, c *section.Table, id string) (part, error) { return newListing(s, c, id), nil })
	builds(func(s *Scope, c *section.Text, _ string) (part, error) { return newProse(s, c), nil })
}

// builds notes the builder of a kind. Its id names the section where it asks for more than figures: "sections[3]".
func builds[K section.Kind](build func(*Scope, K, string) (part, error)) {
	builders[reflect.TypeFor[K]()] = func(s *Scope, kind section.Kind, id string) (part, error) { return build(s, kind.(K), id) }
}

// plain is a builder that needs no id.
func plain[K section.Kind](build func(*Scope, K) (part, error)) func(*Scope, K, string) (part, error) {
	return func(s *Scope, kind K, _ string) (part, error) { return build(s, kind) }
}

func (s *Scope) part(c section.Section, id string) (part, error) {
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
