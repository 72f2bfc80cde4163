package sectiontest

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"bilan/report"
)

// CheckShape checks the structure of a document: rules that every document must satisfy, whatever its figures are.
func CheckShape(t testing.TB, doc *report.Document) {
	t.Helper()
	floats(reflect.ValueOf(*doc), func(f float64) {
		if math.IsNaN(f) || math.IsInf(f, 0) {
			t.Errorf("a number to draw is %v", f)
		}
	})
	for _, sec := range doc.Sections {
		if len(sec.Blocks) == 0 {
			t.Errorf("%s: has no block", sec.Kind)
		}
		seen := map[string]bool{}
		for _, note := range sec.Notes() {
			if seen[note] {
				t.Errorf("%s: footnote %q stands twice", sec.Kind, note)
			}
			seen[note] = true
		}
		for _, b := range sec.Blocks {
			checkBlock(t, sec.Kind, b)
		}
	}
}

func checkBlock(t testing.TB, kind string, b report.Block) {
	t.Helper()
	set := 0
	for v := reflect.ValueOf(b); set < v.NumField(); set++ {
		if !v.Field(set).IsNil() {
			break
		}
	}
	switch {
	case b.Table != nil:
		for _, row := range b.Table.Rows {
			if len(row.Cells) != len(b.Table.Columns) {
				t.Errorf("%s: a row has %d cells under %d columns", kind, len(row.Cells), len(b.Table.Columns))
			}
			for _, c := range row.Cells {
				if c.Bullet != nil && c.Bullet.Max <= 0 {
					t.Errorf("%s: a bullet ends at %v", kind, c.Bullet.Max)
				}
			}
		}
	case b.Columns != nil:
		checkTime(t, b.Columns)
	case b.Line != nil:
		checkTime(t, b.Line)
		if n := len(b.Line.Ticks); n < 2 || n > 8 {
			t.Errorf("%d ticks", n)
		}
	case b.Series != nil:
		checkSeries(t, b.Series)
	case b.Bars != nil:
		for _, bar := range b.Bars.Bars {
			if bar.Value != nil && !bar.Beyond && math.Abs(*bar.Value) > b.Bars.Max {
				t.Errorf("bar %q is longer than the scale", bar.Label)
			}
		}
	}
	checkChart(t, b)
	if set == reflect.ValueOf(b).NumField() {
		t.Errorf("%s: an empty block", kind)
	}
}

// checkChart checks the rules for charts of members.
func checkChart(t testing.TB, b report.Block) {
	t.Helper()
	alt := "-"
	switch {
	case b.Waterfall != nil:
		alt = b.Waterfall.Alt
		checkSteps(t, b.Waterfall)
	case b.Donut != nil:
		alt = b.Donut.Alt
		for _, p := range b.Donut.Parts {
			if p.Value <= 0 || p.Text == "" || p.Share == "" {
				t.Errorf("donut: part %+v", p)
			}
		}
	case b.Multiples != nil:
		alt = b.Multiples.Alt
		for _, p := range b.Multiples.Panels {
			if len(p.AC) != len(b.Multiples.Panels[0].AC) || len(p.Ref) != 0 && len(p.Ref) != len(p.AC) || p.Text == "" {
				t.Errorf("small multiples: panel %q has %d and %d points, text %q", p.Title, len(p.AC), len(p.Ref), p.Text)
			}
			for _, at := range p.AC {
				if at.Value != nil && !p.Beyond && (*at.Value > b.Multiples.Max || *at.Value < b.Multiples.Low) {
					t.Errorf("small multiples: %v is beyond %v and %v", *at.Value, b.Multiples.Low, b.Multiples.Max)
				}
			}
		}
	case b.Heat != nil:
		alt = b.Heat.Alt
		for _, r := range b.Heat.Rows {
			if len(r.Cells) != len(b.Heat.Columns) {
				t.Errorf("heat map: a row has %d cells under %d columns", len(r.Cells), len(b.Heat.Columns))
			}
			for _, c := range r.Cells {
				if c.Shade < 0 || c.Shade > 1 || c.Shade > 0 && c.Text == "" {
					t.Errorf("heat map: cell %+v", c)
				}
			}
		}
	}
	if alt == "" {
		t.Error("a chart has no text for those who cannot see it")
	}
}

// checkSteps checks that a waterfall begins and ends with an amount, that each difference begins at the end of the previous
// step, that an amount between them is where that one ends, and that all are inside the scale.
func checkSteps(t testing.TB, w *report.Waterfall) {
	t.Helper()
	at, last := 0.0, len(w.Steps)-1
	for i, st := range w.Steps {
		whole := st.Is != ""
		if end := i == 0 || i == last; end && !whole || whole && st.From != 0 || whole && !end && st.To != at || !whole && st.From != at {
			t.Errorf("waterfall: step %+v after %v", st, at)
		}
		if i == last && st.To != at {
			t.Errorf("waterfall: the steps end at %v and the actual at %v", at, st.To)
		}
		if at = st.To; math.Abs(at) > w.Max {
			t.Errorf("waterfall: %v is beyond %v", at, w.Max)
		}
	}
}

func checkTime(t testing.TB, c *report.TimeChart) {
	t.Helper()
	for name, series := range map[string][]report.Point{"AC": c.AC, "PL": c.PL, "PY": c.PY, "PPY": c.PPY, "FC": c.FC, "ΔPL": c.DeltaPL, "ΔPL%": c.DeltaPLPct} {
		if len(series) != 0 && len(series) != len(c.Categories) {
			t.Errorf("%s has %d points over %d categories", name, len(series), len(c.Categories))
		}
		for i, p := range series {
			if p.Value == nil && p.Label == "" && !blankable(name, series[i:]) {
				t.Errorf("%s: a missing value does not say why", name)
			}
		}
	}
	if c.Alt == "" {
		t.Error("a chart has no text for those who cannot see it")
	}
}

// blankable reports whether a point may be empty: one of a reference or forecast, or one after the last known period.
func blankable(name string, rest []report.Point) bool {
	return name == "PL" || name == "PY" || name == "PPY" || name == "FC" ||
		!slices.ContainsFunc(rest, func(p report.Point) bool { return p.Value != nil || p.Label != "" })
}

func checkSeries(t testing.TB, c *report.SeriesChart) {
	t.Helper()
	for _, s := range c.Series {
		if len(s.Points) != len(c.Categories) || s.Name == "" {
			t.Errorf("series %q has %d points over %d categories", s.Name, len(s.Points), len(c.Categories))
		}
		for _, p := range s.Points {
			switch {
			case p.Value == nil:
			case math.Abs(*p.Value) > c.Max:
				t.Errorf("series %q is higher than the scale", s.Name)
			case *p.Value < 0 && c.Form == report.Stacked:
				t.Errorf("series %q stacks a negative value", s.Name)
			}
		}
	}
	if c.Alt == "" || len(c.Series) == 0 {
		t.Errorf("%d series, alt %q", len(c.Series), c.Alt)
	}
}

func floats(v reflect.Value, see func(float64)) {
	switch v.Kind() {
	case reflect.Float64:
		see(v.Float())
	case reflect.Pointer:
		if !v.IsNil() {
			floats(v.Elem(), see)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			floats(v.Index(i), see)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				floats(v.Field(i), see)
			}
		}
	}
}
