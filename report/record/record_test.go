package record

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"bilan/report/metric"
)

func export(t *testing.T, figures string) Set {
	t.Helper()
	set, err := FromExport([]byte(`{"report": "hebdo", "figures": [` + figures + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// member is the figure for October of the region with this key, as JSON.
func member(key, ac string) string {
	return `{"metric": "revenue", "unit": "currency", "currency": "EUR", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31",
		"by": "region", "key": ` + key + `, "label": "Nord", "ac": ` + ac + `, "pl": 900, "pl_to_date": 900, "py": null, "pp": 12.50}`
}

const (
	whole = `{"metric": "revenue", "unit": "currency", "currency": "EUR", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31", "ac": 798000}`
	sofar = `{"metric": "revenue", "unit": "currency", "period": "2026-11", "from": "2026-11-01", "to": "2026-11-15", "whole_to": "2026-11-30", "ac": 1}`
	stock = `{"metric": "stock", "unit": "number", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31", "read_on": "2026-11-16", "ac": 5}`
)

func TestStoredForm(t *testing.T) {
	set := export(t, sofar+","+member("null", "3")+","+member(`""`, "2")+","+member(`"N"`, "0.333333333333333")+","+whole+","+stock)
	want := Set{
		{Key: Key{Metric: "revenue", Period: "2026-10", To: "2026-10-31"}, From: "2026-10-01", Unit: metric.Currency, Currency: "EUR", AC: "798000"},
		{Key: Key{Metric: "revenue", Period: "2026-11", To: "2026-11-15"}, From: "2026-11-01", Unit: metric.Currency, Provisional: true, AC: "1"},
		{Key: Key{Metric: "revenue", Period: "2026-10", To: "2026-10-31", By: "region"}, AC: "2"},
		{Key: Key{Metric: "revenue", Period: "2026-10", To: "2026-10-31", By: "region", Member: "N"}, AC: "0.333333333333333"},
		{Key: Key{Metric: "revenue", Period: "2026-10", To: "2026-10-31", By: "region", Unassigned: true}, AC: "3"},
		{Key: Key{Metric: "stock", Period: "2026-10", To: "2026-10-31"}, From: "2026-10-01", Unit: "number", Provisional: true, AC: "5"},
	}
	for i := 2; i < 5; i++ {
		want[i].From, want[i].Label, want[i].Unit, want[i].Currency = "2026-10-01", "Nord", metric.Currency, "EUR"
		want[i].PL, want[i].PLToDate, want[i].PP = "900", "900", "12.50"
	}
	if diff := cmp.Diff(want, set); diff != "" {
		t.Fatal(diff)
	}
	first, err := set.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := set.Encode()
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("two encodings differ, %v", err)
	}
	read, err := Decode(first)
	if diff := cmp.Diff(set, read); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for _, f := range set {
		if got, ok := read.Find(f.Key); !ok || got != f {
			t.Errorf("%+v is not found", f.Key)
		}
	}
	if _, ok := read.Find(Key{Metric: "revenue", Period: "2026-10", To: "2026-10-30"}); ok {
		t.Error("a part of a month is found as the month")
	}
}

func TestStoredByOthers(t *testing.T) {
	text, err := json.Marshal(metric.Record{Metric: "revenue"})
	if err != nil {
		t.Fatal(err)
	}
	newer, err := Set{}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"no bytes": nil, "not packed": text, "cut": newer[:len(newer)-9]} {
		if _, err := Decode(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRestated(t *testing.T) {
	before := export(t, whole+","+member(`"N"`, "5")+","+member(`"S"`, "7")+","+member(`"O"`, "null")+","+sofar+","+stock)
	for _, c := range []struct {
		name, now string
		want      []string
		changed   int
	}{
		{"nothing", whole + "," + member(`"N"`, "5.00"), nil, 0},
		{"the month", `{"metric": "revenue", "unit": "currency", "currency": "EUR", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31", "ac": 812000}`, []string{" 14000"}, 1},
		{"one member", whole + "," + member(`"N"`, "4.5") + "," + member(`"S"`, "7"), []string{"N -1/2"}, 1},
		{"a number that there was not", member(`"O"`, "1"), nil, 1},
		{"a number that is gone", member(`"S"`, "null"), nil, 1},
		{"a member that there was not", member(`"W"`, "1"), nil, 0},
		{"another currency", `{"metric": "revenue", "unit": "currency", "currency": "USD", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31", "ac": 1}`, nil, 0},
		{"the month that goes on", `{"metric": "revenue", "unit": "currency", "period": "2026-11", "from": "2026-11-01", "to": "2026-11-15", "whole_to": "2026-11-30", "ac": 2}`, nil, 1},
		{"a state", `{"metric": "stock", "unit": "number", "period": "2026-10", "from": "2026-10-01", "to": "2026-10-31", "read_on": "2026-11-23", "ac": 6}`, nil, 1},
	} {
		now := export(t, c.now)
		var got []string
		for _, r := range Restated(before, now) {
			got = append(got, r.Member+" "+r.Delta().RatString())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if n := len(Changed(before, now)); n != c.changed {
			t.Errorf("%s: %d changed", c.name, n)
		}
	}
}

// The result of With has the set's own figure for a key that both sets have.
func TestWith(t *testing.T) {
	set := export(t, whole)
	implied := export(t, whole+","+member(`"N"`, "5"))
	for i := range implied {
		implied[i].Implied, implied[i].AC = true, "1"
	}
	all := set.With(implied)
	if len(all) != 2 || all[0].AC != "798000" || all[0].Implied || all[1].AC != "1" {
		t.Errorf("%+v", all)
	}
}
