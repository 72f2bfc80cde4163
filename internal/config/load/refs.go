package load

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config/decode"
	"bilan/internal/config/figure"
	"bilan/internal/config/place"
	"bilan/internal/nearest"
	"bilan/internal/sales"
	"bilan/internal/sales/mapping"

	"golang.org/x/text/unicode/norm"
)

// resolver checks that the names in the YAML exist.
type resolver struct {
	*figure.Checker
	uses  []decode.Use
	sales *mapping.Mapping
}

// resolve checks every name that the YAML refers to.
func (l *resolver) resolve() {
	known := map[string][]string{}
	for kind := range figure.TopLevelKey {
		known[kind] = l.Defined(kind)
	}
	for _, u := range l.uses {
		name := norm.NFC.String(u.Name)
		if name == "" || slices.Contains(known[u.Kind], name) || l.Spoilt[figure.TopLevelKey[u.Kind]] {
			continue
		}
		if u.Kind == "dimension" && l.parentsUnknown() {
			continue
		}
		message, hint := "no "+u.Kind+" is called "+strconv.Quote(u.Name), nearest.Hint(u.Name, known[u.Kind])
		for _, other := range slices.Sorted(maps.Keys(known)) {
			if strings.HasPrefix(hint, "known: ") && slices.Contains(known[other], name) {
				hint = strconv.Quote(u.Name) + " is a " + other
			}
		}
		if shown := l.nameByHeading(u.Kind, name); shown != "" {
			hint = fmt.Sprintf("%q is the label of %q: write %s", name, shown, shown)
		}
		if near := nearest.Word(name, known[u.Kind]); strings.EqualFold(near, name) {
			hint = "write " + strconv.Quote(near) + ": capital letters matter"
		}
		if len(known[u.Kind]) == 0 {
			hint = "define it below " + figure.TopLevelKey[u.Kind] + ":"
		}
		if definedBySales(u.Kind, name) && l.Written("sales") {
			if !l.AllLegible("sales") {
				continue
			}
			if needs := sales.NewModel(l.sales, "").MissingRole(name); u.Kind == "metric" && needs != "" {
				hint = "map " + needs + " to have it"
			} else if u.Kind == "dimension" {
				hint = "map the role " + strconv.Quote(name) + " below sales: to have it"
			}
		} else if idle := l.unusedHint(u.Kind, name, known[u.Kind]); idle != "" {
			hint = idle
		}
		l.Fail(u.Node, u.Path, message, hint)
	}
}

// unusedHint returns a hint at a similar name that is defined but not used, because the definition is probably
// misspelt; "" for none.
func (l *resolver) unusedHint(kind, name string, known []string) string {
	unused := slices.DeleteFunc(slices.Clone(known), func(k string) bool {
		return slices.Contains(l.Derived[figure.TopLevelKey[kind]], k) || slices.ContainsFunc(l.uses, func(u decode.Use) bool { return u.Kind == kind && norm.NFC.String(u.Name) == k })
	})
	near := nearest.Word(name, unused)
	at, ok := l.Positions[place.Join(figure.TopLevelKey[kind], near)]
	if near == "" || strings.EqualFold(near, name) || !ok {
		return ""
	}
	hint := fmt.Sprintf("defined as %q on line %d?", near, at.Line)
	switch other := nearest.Word(name, known); {
	case other != near && other != "":
		hint += fmt.Sprintf(" or did you mean %q?", other)
	case !l.usedOften(kind, name):
		return "" // only this reference is misspelt
	}
	return hint
}

// usedOften reports whether several places refer to a name.
func (l *resolver) usedOften(kind, name string) bool {
	n := 0
	for _, u := range l.uses {
		if u.Kind == kind && norm.NFC.String(u.Name) == name {
			n++
		}
	}
	return n > 1
}

// nameByHeading returns the dimension or metric with a heading; "" unless exactly one has it.
func (l *resolver) nameByHeading(kind, heading string) (only string) {
	var found int
	note := func(name, title string) {
		if strings.EqualFold(title, heading) {
			found, only = found+1, name
		}
	}
	switch kind {
	case "dimension":
		for name, d := range l.Dimensions {
			note(name, d.Heading())
			if d.Heading() == "" {
				note(name, d.Label)
			}
		}
	case "metric":
		for name, m := range l.Metrics {
			note(name, m.Label)
		}
	}
	if found != 1 {
		return ""
	}
	return only
}

// parentsUnknown reports whether the parent of some dimension could not be read. An unknown dimension may then be that
// parent.
func (l *resolver) parentsUnknown() bool {
	for name := range l.Dimensions {
		if !l.Legible("dimensions." + name + ".parent") {
			return true
		}
	}
	return false
}

// definedBySales reports whether the key sales can define the name.
func definedBySales(kind, name string) bool {
	switch kind {
	case "dataset":
		return strings.HasPrefix(name, "sales.")
	case "metric":
		return slices.Contains(sales.MetricNames(), name)
	case "dimension":
		return slices.Contains(sales.DimensionNames(), name)
	}
	return false
}
