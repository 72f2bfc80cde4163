package proof

import (
	"fmt"
	"reflect"

	"bilan/report"
	"bilan/report/metric"
)

var exactType = reflect.TypeFor[*report.Exact]()

// DocumentLeaks returns the numbers behind cells and marks of a finished document that the edition's member may not see.
// ranked says for each section whether it has a line for each member.
func (c *Case) DocumentLeaks(doc *report.Document, ranked []bool) (leaks []Leak) {
	for i := range doc.Sections {
		s := &doc.Sections[i]
		walk(reflect.ValueOf(s).Elem(), "", func(at string, v reflect.Value) {
			e, _ := v.Interface().(*report.Exact)
			if e == nil || e.Value == nil || c.allowed(e.Whose, i < len(ranked) && ranked[i]) {
				return
			}
			leaks = append(leaks, Leak{Edition: c.Member, Whose: c.ownerName(e.Whose), Where: fmt.Sprintf("section %q%s", s.Title, at), What: metric.Decimal(e.Value)})
		})
	}
	return leaks
}

// walk calls visit with each exact number and each text inside a value. at describes the row that contains it, "" outside
// rows.
func walk(v reflect.Value, at string, visit func(at string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type() == exactType {
			visit(at, v)
		} else if !v.IsNil() {
			walk(v.Elem(), at, visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().PkgPath() != "time" {
				walk(v.Field(i), at, visit)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			childPlace := at
			if v.Type().Elem() == reflect.TypeFor[report.Row]() {
				childPlace = fmt.Sprintf(", row %d", i+1)
			}
			walk(v.Index(i), childPlace, visit)
		}
	case reflect.Array:
		for i := range v.Len() {
			walk(v.Index(i), at, visit)
		}
	case reflect.String:
		visit(at, v)
	}
}

// SingleWords returns the texts of one word inside a value, such as a report's YAML.
func SingleWords(value any) (list []string) {
	walk(reflect.ValueOf(value), "", func(_ string, v reflect.Value) {
		if v.Kind() == reflect.String && len(lowerWords(v.String())) == 1 {
			list = append(list, v.String())
		}
	})
	return list
}

// Texts returns all texts of a document, each with the section and row that contain it.
func Texts(doc *report.Document) []Text {
	var list []Text
	add := func(where string) func(at string, v reflect.Value) {
		return func(at string, v reflect.Value) {
			if v.Kind() == reflect.String && v.Len() > 0 {
				list = append(list, Text{Where: where + at, Text: v.String()})
			}
		}
	}
	head := *doc
	head.Sections = nil
	walk(reflect.ValueOf(head), "", add("the head of the report"))
	for i := range doc.Sections {
		walk(reflect.ValueOf(doc.Sections[i]), "", add(fmt.Sprintf("section %q", doc.Sections[i].Title)))
	}
	return list
}
