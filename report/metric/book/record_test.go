package book

import (
	"testing"

	"bilan/internal/period"
	"bilan/report/metric"
	"bilan/report/metric/metrictest"
)

// A figure that several sections ask for is exported once. A complete period and its part to date are two figures.
func TestEachRecordOnce(t *testing.T) {
	cal, err := period.NewCalendar(period.Options{})
	if err != nil {
		t.Fatal(err)
	}
	month := cal.Containing(period.Month, period.NewDate(2026, 10, 1))
	cut := month
	cut.End = period.NewDate(2026, 10, 15)
	f := metric.Figure{Metric: &metric.Metric{Name: "revenue"}, AC: metrictest.Num("180")}
	slices := []metric.Slice{{Key: "", Figure: f}, {Key: "", Unassigned: true, Figure: f}, {Key: "N", Figure: f}}
	whole, byRegion, byRep, sofar := metric.Ask{Metric: "revenue", Period: month}, metric.Ask{Metric: "revenue", By: "region", Period: month}, metric.Ask{Metric: "revenue", By: "rep", Period: month}, metric.Ask{Metric: "revenue", Period: cut}
	b := &Book{model: &metric.Model{}, answers: map[metric.Ask]metric.Answer{whole: {Total: f}, byRegion: {Total: f, Slices: slices}, byRep: {Total: f, Slices: slices[2:]}, sofar: {Total: f}}}
	list := b.Records([]metric.Ask{byRegion, whole, byRep, whole, sofar, byRegion}, func(metric.Ask) string { return "2026-10" })
	var got []string
	for _, r := range list {
		key := "none"
		if r.Key != nil {
			key = *r.Key
		}
		got = append(got, r.To[8:]+" "+r.By+" "+key)
	}
	want := []string{"31  none", "31 region ", "31 region none", "31 region N", "31 rep N", "14  none"}
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("record %d is %q, want %q", i, got[i], want[i])
		}
	}
}
