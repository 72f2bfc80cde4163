package section

import (
	"reflect"

	"bilan/internal/config/figure"
	"bilan/internal/config/keys"
	"bilan/internal/period"
)

// Kind is a kind of section: the block under its word in the YAML, and what the program must know of the section
// without building it. A new kind needs a struct with these methods, a pointer to it in Section, and a builder in
// package report.
type Kind interface {
	// Shows lists the metrics that the section shows, its main metric first.
	Shows() []string
	// Against lists the comparisons of one of its metrics: "target", "last_year" or "previous". targeted reports
	// whether the metric has a target.
	Against(metric string, targeted bool) []string
	// Targeted returns the metric that the section compares with targets member by member, and the dimension; "" for
	// none.
	Targeted() (metric, by string)
	// Past returns the metric of which the section needs past figures, and the YAML key because of which it does
	// ("metric" or "from"); "" for none.
	Past() (key, metric string)
	// Judged lists the metrics that get a status.
	Judged() []string
	// OwnPeriod returns the section's own period; the zero Phrase means the report's period.
	OwnPeriod() period.Phrase

	fillIn(c figure.Set)           // sets the defaults that do not depend on figures
	check(l *Checker, path string) // records mistakes that concern several keys
}

// Kind returns the block of the section's kind, and its word in the YAML, such as "heat_map". A section without a kind
// returns nil.
func (s Section) Kind() (kind Kind, word string) {
	v := reflect.ValueOf(s)
	for _, f := range keys.ForStruct(v.Type()) {
		if p := v.Field(f.Index); p.Kind() == reflect.Pointer && !p.IsNil() {
			return p.Interface().(Kind), f.Name
		}
	}
	return nil, ""
}

// KindWords lists the words of all kinds of sections in the order of the documentation.
func KindWords() []string { return sectionKinds(reflect.TypeFor[Section]()) }

// sectionKinds lists the keys of a section that name its kind.
func sectionKinds(section reflect.Type) []string {
	var list []string
	for _, f := range keys.ForStruct(section) {
		if f.Type.Kind() == reflect.Pointer {
			list = append(list, f.Name)
		}
	}
	return list
}

// Shows lists the metrics that the section shows, its main metric first.
func (s Section) Shows() []string {
	if k, _ := s.Kind(); k != nil {
		return k.Shows()
	}
	return nil
}
