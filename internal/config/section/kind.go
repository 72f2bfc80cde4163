package section

import (
	"reflect"

	"bilan/internal/config/figure"
	"bilan/internal/config/keys"
	"bilan/internal/period"
)

// Kind is a kind of section: the block below its word in the YAML, and all that the program asks of it without building it.
// A new kind is a struct with these methods, a pointer to it in Section, and its builder in package report.
type Kind interface {
	// Shows lists the metrics that it shows, the one that it is about first.
	Shows() []string
	// Against is the comparison of one of its metrics: "target", "last_year", "previous". targeted reports whether any
	// target is set for the metric.
	Against(metric string, targeted bool) []string
	// Targeted is the metric and the dimension that it sets against the target member by member, "" for none.
	Targeted() (metric, by string)
	// Past is the metric whose history it shows, with the key that requires it: "metric", "from"; "" for none.
	Past() (key, metric string)
	// Judged lists the metrics that it gives a status.
	Judged() []string
	// OwnPeriod is the period that it names for itself, "" for the report's.
	OwnPeriod() period.Phrase

	fillIn(c figure.Set)           // writes the defaults that do not follow from the figures
	check(l *Checker, path string) // notes its mistakes beyond those of single values
}

// Kind is the block that the section is, and its word in the YAML: "heat_map". A section without one has none: nil.
func (s Section) Kind() (kind Kind, word string) {
	v := reflect.ValueOf(s)
	for _, f := range keys.Of(v.Type()) {
		if p := v.Field(f.Index); p.Kind() == reflect.Pointer && !p.IsNil() {
			return p.Interface().(Kind), f.Name
		}
	}
	return nil, ""
}

// KindWords lists the words of all kinds of sections, in the order in which the documentation has them.
func KindWords() []string { return sectionKinds(reflect.TypeFor[Section]()) }

// sectionKinds lists the keys of a section that name its kind.
func sectionKinds(section reflect.Type) []string {
	var list []string
	for _, f := range keys.Of(section) {
		if f.Type.Kind() == reflect.Pointer {
			list = append(list, f.Name)
		}
	}
	return list
}

// Shows lists the metrics that the section shows, the one that it is about first.
func (s Section) Shows() []string {
	if k, _ := s.Kind(); k != nil {
		return k.Shows()
	}
	return nil
}
