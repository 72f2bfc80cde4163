package correction

import (
	"slices"
	"strings"
	"testing"

	"bilan/report/record"
)

// figure parses "metric period ac pl". "metric:rep" is the metric of a member.
func figure(text string) record.Figure {
	words := append(strings.Fields(text), "", "")
	name, rep, of := strings.Cut(words[0], ":")
	f := record.Figure{Key: record.Key{Metric: name, Period: words[1], To: "2026-11-15"}, AC: words[2], PL: words[3]}
	if of {
		f.By, f.Member, f.Label = "rep", rep, rep
	}
	return f
}

func set(figures ...string) (s record.Set) {
	for _, text := range figures {
		s = append(s, figure(text))
	}
	return s.With(nil)
}

func held(t *testing.T, s record.Set) *Edition {
	t.Helper()
	b, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return &Edition{Record: b, Lists: "x"}
}

func TestCompare(t *testing.T) {
	base := []string{"revenue 2026-W46 212000 220000", "orders 2026-W46 30"}
	for _, c := range []struct {
		name    string
		now     []string
		lists   string
		changed []string
		other   int
	}{
		{"nothing", []string{"revenue 2026-W46 212000.00 220000", "orders 2026-W46 30"}, "x", nil, 0},
		{"an actual", []string{"revenue 2026-W46 220000 220000", "orders 2026-W46 30"}, "x", []string{"revenue"}, 0},
		{"an objective", []string{"revenue 2026-W46 212000 230000", "orders 2026-W46 30"}, "x", []string{"revenue/objective"}, 0},
		{"both", []string{"revenue 2026-W46 220000 230000", "orders 2026-W46 30"}, "x", []string{"revenue", "revenue/objective"}, 0},
		{"a figure that is gone", []string{"revenue 2026-W46 212000 220000"}, "x", nil, 1},
		{"a figure that is new", append(base, "orders:R1 2026-W46 1"), "x", nil, 1},
		{"a number that is gone", []string{"revenue 2026-W46 212000", "orders 2026-W46 30"}, "x", nil, 1},
		{"rows", base, "y", nil, 0},
	} {
		d, err := held(t, set(base...)).Compare(set(c.now...), c.lists)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, ch := range d.Changes {
			got = append(got, ch.Metric)
		}
		if !slices.Equal(got, c.changed) || d.Other != c.other || d.Lists != (c.lists != "x") || d.HasChanges() == (c.name == "nothing") {
			t.Errorf("%s: %v, %d others, rows %v", c.name, got, d.Other, d.Lists)
		}
	}
	implied := set("revenue 2026-W45 1")
	implied[0].Implied = true
	if d, err := held(t, set(base...).With(implied)).Compare(set(base...), "x"); err != nil || d.HasChanges() {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestDigest(t *testing.T) {
	same, err := Digest([]byte(`{"figures": [1], "tables": [{"id": "a", "rows": [[1.10]]}], "pipelines": [{"id": "p", "read_on": "2026-11-16"}], "document": {}}`))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		`{"tables": [{"rows": [[1.10]], "id": "a"}], "pipelines": [{"read_on": "2026-11-17", "id": "p"}]}`: true,
		`{"tables": [{"rows": [[1.2]], "id": "a"}], "pipelines": [{"id": "p"}]}`:                           false,
		`{"tables": [{"rows": [[1.10]], "id": "a"}], "pipelines": []}`:                                     false,
	} {
		if got, err := Digest([]byte(text)); err != nil || (got == same) != want {
			t.Errorf("%s: %v", text, err)
		}
	}
	if _, err := Digest([]byte("no JSON")); err == nil {
		t.Error("no error")
	}
}
