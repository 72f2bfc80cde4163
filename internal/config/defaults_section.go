package config

import "bilan/internal/period"

// fillIn writes the defaults of a section. What follows from the figures, such as the form of a trend, is left open.
func (s *Section) fillIn(c *Config) {
	switch {
	case s.Members != nil:
		s.Members.fillIn()
	case s.Trend != nil:
		s.Trend.fillIn()
	case s.Breakdown != nil && s.Breakdown.As == "donut":
		or(&s.Breakdown.Limit, defaultParts)
	case s.Breakdown != nil:
		or(&s.Breakdown.As, "bars")
		or(&s.Breakdown.Limit, defaultBars)
	case s.Waterfall != nil:
		s.Waterfall.fillIn(c)
	case s.Multiples != nil:
		or(&s.Multiples.Limit, defaultPanels)
	case s.HeatMap != nil:
		or(&s.HeatMap.Show, "value")
		or(&s.HeatMap.Limit, defaultHeat)
	case s.Cohorts != nil:
		s.Cohorts.fillIn()
	case s.Table != nil:
		or(&s.Table.Limit, defaultLines)
	}
}

func (t *Trend) fillIn() {
	or(&t.Limit, defaultSeries)
	over, err := period.ParseRelative(t.Over)
	if t.Over == "" || err != nil {
		return
	}
	switch over.Unit() {
	case period.Quarter:
		or(&t.Per, "week")
	case period.Month, period.Week, period.Day:
		or(&t.Per, "day")
	}
	or(&t.Per, "month")
}

func (w *Waterfall) fillIn(c *Config) {
	or(&w.Limit, defaultSteps)
	for _, t := range c.Targets {
		if t.Metric == w.Metric && t.Scenario == defaultScenario {
			or(&w.From, "target")
		}
	}
	or(&w.From, "last_year")
}

func (o *Cohorts) fillIn() {
	or(&o.Per, "month")
	or(&o.Last, defaultCohorts)
	or(&o.Show, "share")
	if o.Show == "value" {
		or(&o.Unit, "currency")
	}
}
