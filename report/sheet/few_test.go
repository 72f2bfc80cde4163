package sheet

import (
	"slices"
	"testing"

	"bilan/internal/locale"
	"bilan/report/metric"
)

// The column n exists if a metric reports the number of its rows, and only then.
func TestFiguresTellOfHowManyRows(t *testing.T) {
	loc, err := locale.For("fr-FR")
	if err != nil {
		t.Fatal(err)
	}
	n := int64(7)
	for _, records := range [][]metric.Record{{{Metric: "a"}, {Metric: "b", N: &n}}, {{Metric: "a"}}} {
		f := Figures{Records: records}
		list := f.columns(loc)
		at := slices.IndexFunc(list, func(c column) bool { return c.head == "n" })
		if (at >= 0) != (len(records) > 1) {
			t.Fatalf("column %d of %d records", at, len(records))
		}
		if at >= 0 && (list[at].pick(&records[0]) != nil || list[at].pick(&records[1]).String() != "7") {
			t.Error("n is not that of the record")
		}
	}
}
