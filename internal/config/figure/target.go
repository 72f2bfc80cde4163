package figure

import (
	"fmt"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strconv"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
)

func (l *Checker) checkTarget(path string, t Target) {
	if t.Dataset != "" {
		l.checkTargetRows(path, t)
	} else {
		l.checkTargetValue(path, t)
	}
	l.checkValues(path, t)
	l.checkShare(path, t)
	l.CheckDuplicates(path+".by", t.By)
	if !t.From.IsZero() && !t.Until.IsZero() && t.Until.Before(t.From) {
		l.AddMistake(path+".until", fmt.Sprintf("%s is before %s", t.Until, t.From), "write the later day in until:")
	}
	if t.Scale.Rat != nil && t.Scale.Rat.Sign() == 0 {
		l.AddMistake(path+".scale", "every target would be 0", "write scale: 1000 for values in thousands")
	}
}

// checkTargetRows checks a target from a dataset, which has one row per period and member.
func (l *Checker) checkTargetRows(path string, t Target) {
	for _, need := range [][3]string{{"per", t.Per, "month"}, {"date", t.Date, "month"}, {"value", t.Value.Text, "quota"}} {
		instead := need[0] == "value" && l.Written(path+".values")
		if need[1] == "" && !instead && l.AllLegible(path+"."+need[0]) {
			l.AddMistake(path, fmt.Sprintf("has a dataset and no %q", need[0]), "add "+need[0]+": "+need[2])
		}
	}
	if t.Value.IsNumber() && l.AllLegible(path+".value") {
		l.AddMistake(path+".value", strconv.Quote(t.Value.Text)+" is a number, but with a dataset it must be the name of a column", "write value: quota, or delete dataset:")
	}
	for i, dim := range t.By {
		l.CheckKey(place.Index(path+".by", i), t.Dataset, dim, false)
	}
}

// checkTargetValue checks a target whose value is in the YAML.
func (l *Checker) checkTargetValue(path string, t Target) {
	for _, key := range []string{"date", "duplicates"} {
		l.CheckNeeds(path, key, "dataset", false)
	}
	neither := !l.Written(path+".values") && l.AllLegible(path+".values") && l.AllLegible(path+".dataset")
	if neither && l.Written(path+".by") {
		l.AddMistake(path+".by", `has no effect without "dataset" or "values"`, "add values: {R01: 40000, R02: 35000}, or dataset:, or delete it")
	}
	if neither && !l.Written(path+".value") && l.AllLegible(path+".value") {
		l.AddMistake(path, "does not say how much", "add value: 100000, or by: rep and values: {R01: 40000, R02: 35000}, or dataset:")
	}
	switch {
	case t.Value.Text == "" || !l.AllLegible(path+".value") || !l.AllLegible(path+".dataset"):
	case !t.Value.IsNumber():
		_, err := scalar.ParseNumber(t.Value.Text)
		_, hint := scalar.SplitHint(err)
		l.AddMistake(path+".value", strconv.Quote(t.Value.Text)+" is not a number, and without a dataset there is no such column", hint+", or add dataset:")
	default:
		l.checkUnit(path+".value", t, t.Value.Number)
		l.checkPeriod(path, t, t.Value.Number)
	}
}

// checkValues checks a target with a value for each member in the YAML.
func (l *Checker) checkValues(path string, t Target) {
	at := path + ".values"
	if !l.Written(at) {
		return
	}
	switch {
	case t.Dataset != "":
		l.AddMistake(at, `cannot be used with "dataset", where the values are in a column`, "write value: quota instead, or delete dataset:")
		return
	case l.Written(path + ".value"):
		l.AddMistake(at, `cannot be used with "value"`, "keep one of them")
	case len(t.By) != 1 && l.AllLegible(path+".by"):
		l.AddMistake(at, `is by one dimension, and "by" names `+[]string{"none", "", "several"}[min(len(t.By), 2)], "write by: "+l.dimensionFor(t))
	}
	for _, member := range slices.Sorted(maps.Keys(t.Values)) {
		l.checkUnit(place.Join(at, place.QuoteName(member)), t, t.Values[member])
	}
	if members := slices.Sorted(maps.Keys(t.Values)); len(members) > 0 {
		l.checkPeriod(path, t, t.Values[members[0]])
	}
}

// dimensionFor returns a dimension for a hint: one that the target names, one of the metric's dataset, or "rep".
func (l *Checker) dimensionFor(t Target) string {
	m, _ := l.Metric(t.Metric)
	for _, list := range [][]string{t.By, slices.Sorted(maps.Keys(l.Datasets[m.Dataset].Keys)), slices.Sorted(maps.Keys(l.Dimensions))} {
		if len(list) > 0 {
			return list[0]
		}
	}
	return "rep"
}

// checkUnit compares the unit of a number in the YAML with its metric's.
func (l *Checker) checkUnit(path string, t Target, n scalar.Number) {
	m, ok := l.Metric(t.Metric)
	switch {
	case !ok || n.Rat == nil:
	case m.Unit == "percent" && !n.Percent && n.Rat.Cmp(big.NewRat(2, 1)) > 0:
		l.AddMistake(path, fmt.Sprintf("%s is %s %%", n, new(big.Rat).Mul(n.Rat, big.NewRat(100, 1)).FloatString(0)), "write "+n.String()+"%")
	case m.Unit != "percent" && n.Percent:
		l.AddMistake(path, strconv.Quote(n.String())+" is a percent, and "+strconv.Quote(t.Metric)+" is not", "write a plain number, or unit: percent in the metric")
	}
}

// checkPeriod checks the period of a value in the YAML. An additive metric needs one; a level or a state must have
// none.
func (l *Checker) checkPeriod(path string, t Target, n scalar.Number) {
	m, ok := l.Metric(t.Metric)
	switch {
	case !ok || n.Rat == nil || n.Percent && m.Unit != "percent":
	case t.Per == "" && l.AllLegible(path+".per") && m.surelyAdds() && m.Date != "":
		l.AddMistake(path, "does not say for how long "+strconv.Quote(n.String())+" is", "add per: month")
	case t.Per != "" && m.NeverAdds():
		l.AddMistake(path+".per", strconv.Quote(t.Metric)+" cannot be added up: for longer than a "+t.Per+" it would have no target", "delete it: then it holds for every period")
	}
}

// checkShare checks a target that is distributed over the days of its period in a special way.
func (l *Checker) checkShare(path string, t Target) {
	l.CheckNeeds(path, "share", "per", t.Per != "")
	m, ok := l.Metric(t.Metric)
	switch {
	case !ok || t.Share == "" || t.Per == "":
	case t.Per == "day":
		l.AddMistake(path+".share", "a day cannot be divided further", "delete it")
	case m.NeverAdds():
		l.AddMistake(path+".share", strconv.Quote(t.Metric)+" cannot be added up: every part of a period has the same target", "delete it")
	case t.Share == "last_year" && m.Date == "":
		l.AddMistake(path+".share", strconv.Quote(t.Metric)+" has no date, so the pattern of last year is not known", "write share: evenly, or add date: to the metric")
	}
}

// checkTargets records targets that never apply, because an earlier target always does.
func (l *Checker) checkTargets(targets []Target) {
	for i, t := range targets {
		for j, before := range targets[:i] {
			at, first := place.Index("targets", i), place.Index("targets", j)
			if !l.AllLegible(at) || !l.AllLegible(first) || !alwaysPrecedes(before, t) {
				continue
			}
			if reflect.DeepEqual(before, t) {
				l.AddMistake(at, "is the same as "+first, "delete one of them")
			} else {
				l.AddMistake(at, "never counts: "+first+" is used before it", "give one of them from: and until:, or another scenario")
			}
			break
		}
	}
}

// alwaysPrecedes reports whether a target always takes precedence over a later one.
func alwaysPrecedes(before, t Target) bool {
	if reflect.DeepEqual(before, t) {
		return true
	}
	return isLiteral(before) && isLiteral(t) && before.Metric == t.Metric && scenarioOf(before) == scenarioOf(t) && before.Per == t.Per && before.From == t.From && before.Until == t.Until
}

// isLiteral reports whether a target is a single number in the YAML.
func isLiteral(t Target) bool { return t.Value.IsNumber() && t.Dataset == "" }
