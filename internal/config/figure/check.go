package figure

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"bilan/internal/config/scalar"
)

func (l *Checker) checkDimension(path, name string, d Dimension) {
	if d.Dataset != "" && d.Key == "" && l.AllLegible(path+".key") {
		l.AddMistake(path, "has a roster and no key", "add key: with the roster's column that identifies a member")
	}
	for _, key := range []string{"key", "mail", "parent", "active", "aliases"} {
		if key != "aliases" {
			l.CheckNeeds(path, key, "dataset", d.Dataset != "")
		}
	}
	l.checkOrder(path, d)
	if d.Parent != "" && strings.EqualFold(d.Parent, name) {
		l.AddMistake(path+".parent", "is the dimension itself", "name the roster's column with the member's group")
	}
}

func (l *Checker) checkMetric(path string, m Metric) {
	l.checkFormula(path, m)
	l.CheckNeeds(path, "window", "date", m.Date != "")
	l.CheckNeeds(path, "ahead", "date", m.Date != "")
	if m.Ahead && !m.Window.IsZero() {
		l.AddMistake(path+".window", "a window covers past days, and the metric is about future ones", "delete one of the two")
	}
	l.checkForecast(path, m)
	if m.Unit != "currency" && m.Currency != "" && l.AllLegible(path+".unit") {
		l.AddMistake(path+".currency", "has no effect without unit: currency", "add unit: currency, or delete it")
	}
	if m.Unit == "currency" && m.Currency == "" && l.Currency == "" && l.AllLegible("currency") && l.AllLegible(path+".currency") {
		l.AddMistake(path+".unit", "the currency of the amounts is missing", "add currency: EUR here or on the outermost level")
	}
	track, risk := m.OnTrack, m.AtRisk
	if track.Rat == nil {
		track.Rat = big.NewRat(1, 1)
	}
	if risk.Rat == nil {
		risk.Rat = big.NewRat(9, 10)
	}
	for key, n := range map[string]scalar.Number{"on_track": m.OnTrack, "at_risk": m.AtRisk} {
		if n.Rat != nil && !n.Percent && n.Rat.Cmp(big.NewRat(5, 1)) > 0 {
			l.AddMistake(path+"."+key, fmt.Sprintf("%s is %s %%", n, new(big.Rat).Mul(n.Rat, big.NewRat(100, 1)).FloatString(0)), "write "+n.String()+"%")
		}
	}
	if risk.Rat.Cmp(track.Rat) > 0 {
		at := "at_risk"
		if !l.Written(path + ".at_risk") {
			at = "on_track"
		}
		l.AddMistake(path+"."+at, "at_risk is above on_track", "write on_track: 100% and at_risk: 90%, or lower at_risk")
	}
}

// checkForecast checks a metric with a computed forecast: it must be additive over days, and its dates must not be in
// the future.
func (l *Checker) checkForecast(path string, m Metric) {
	at := path + ".forecast"
	switch {
	case !m.Forecast:
	case m.Formula != "":
		l.AddMistake(at, "a formula cannot have a forecast of its own: it is computed from the forecasts of its metrics", "delete it, and write forecast: true in those metrics of the formula that are sums or counts")
	case m.Date == "" && l.AllLegible(path+".date"):
		l.AddMistake(at, "the metric has no date, so there are no past months to forecast from", "add date: with the column that says to which period a row belongs, or delete it")
	case m.Ahead:
		l.AddMistake(at, "its rows already have future dates, so there is nothing to forecast", "delete one of the two")
	case m.NeverAdds():
		l.AddMistake(at, "it cannot be added up, so future months cannot be computed from days", "delete it")
	}
}

// HasDimension reports whether a dataset can be broken down by a dimension: it has a column for the dimension, or for one whose
// parent is that dimension.
func (l *Checker) HasDimension(dataset, dimension string) bool {
	ds := l.Datasets[dataset]
	for dim := range ds.Keys {
		if d := l.Dimensions[dim]; dim == dimension || d.Parent == dimension && d.Dataset != "" {
			return true
		}
	}
	return false
}

// CheckKey records a mistake if a dataset cannot be broken down by a dimension. If rollUp, a column for a dimension
// with this parent is enough.
func (l *Checker) CheckKey(path, dataset, dimension string, rollUp bool) {
	ds, ok := l.Datasets[dataset]
	if !ok || dimension == "" || !slices.Contains(l.Defined("dimension"), dimension) || !l.AllLegible("datasets."+dataset) {
		return
	}
	if ds.Keys[dimension] != "" {
		return
	}
	for dim := range ds.Keys {
		if !l.AllLegible("dimensions." + dim) {
			return // a parent that could not be read may be this dimension
		}
		if d := l.Dimensions[dim]; rollUp && d.Parent == dimension && d.Dataset != "" {
			return
		}
	}
	l.AddMistake(path, fmt.Sprintf("the dataset %q has no column for %q", dataset, dimension), keyHint(dataset, dimension, ds))
}

// keyHint is how a dataset gets a dimension. A dataset of the sales model cannot be changed, so another one reads it.
func keyHint(dataset, dimension string, ds Dataset) string {
	if !strings.HasPrefix(dataset, "sales.") {
		return fmt.Sprintf("add keys: {%s: …} to datasets.%s", dimension, dataset)
	}
	hint := fmt.Sprintf("define the metric over a dataset of your own, as {query: select * from %s, keys: {%s: …}}", dataset, dimension)
	if len(ds.Keys) > 0 {
		hint = "divide it by " + strings.Join(slices.Sorted(maps.Keys(ds.Keys)), ", ") + ", or " + hint
	}
	return hint
}

// checkCredit checks the setting that shares rows among members.
func (l *Checker) checkCredit(path, name string, ds Dataset) {
	c, at := ds.Credit, path+".credit"
	if c.Dataset == name {
		l.AddMistake(at+".dataset", "is the dataset itself", "name the dataset with the shares: it has a row for each member of a shared row")
	}
	l.CheckKey(at+".by", name, c.By, false)
	l.CheckDuplicates(at+".amounts", c.Amounts)
}
