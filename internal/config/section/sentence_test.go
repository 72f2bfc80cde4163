package section

import (
	"reflect"
	"testing"

	"bilan/internal/period"
)

// The title of each kind that shows the members of one dimension may be a sentence about them.
func TestSentencesOfEveryCut(t *testing.T) {
	kinds := reflect.TypeFor[Section]()
	for i := range kinds.NumField() {
		f := kinds.Field(i)
		if f.Type.Kind() != reflect.Pointer {
			continue
		}
		k := reflect.New(f.Type.Elem())
		by, metric := k.Elem().FieldByName("By"), k.Elem().FieldByName("Metric")
		if !by.IsValid() || by.Kind() != reflect.String || !metric.IsValid() || metric.Kind() != reflect.String {
			continue
		}
		by.SetString("region")
		metric.SetString("revenue")
		if last := k.Elem().FieldByName("Last"); last.IsValid() {
			last.Set(reflect.ValueOf(period.Span{N: 12, Unit: period.Month}))
		}
		var s Section
		reflect.ValueOf(&s).Elem().Field(i).Set(k)
		of, ok := s.Sentence(func(string) bool { return true })
		if !ok || of.By != "region" || of.Metric != "revenue" {
			t.Errorf("%s: %+v, %v", f.Name, of, ok)
		}
	}
	if _, ok := (Section{Text: &Text{}}).Sentence(nil); ok {
		t.Error("a paragraph is headed by a sentence")
	}
}
