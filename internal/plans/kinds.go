package plans

import (
	"bilan/internal/config"
)

// pastOf is the metric that a section shows the past of, and the key that names it; "" for none.
func pastOf(s config.Section) (key, metric string) {
	switch {
	case s.Trend != nil:
		return "trend.metric", s.Trend.Metric
	case s.Multiples != nil:
		return "small_multiples.metric", s.Multiples.Metric
	case s.HeatMap != nil:
		return "heat_map.metric", s.HeatMap.Metric
	case s.Waterfall != nil && (s.Waterfall.From == "last_year" || s.Waterfall.From == "previous"):
		return "waterfall.from", s.Waterfall.Metric
	}
	return "", ""
}
