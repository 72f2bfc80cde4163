package workbench

import "testing"

func TestWhatAnExpressionDividesBy(t *testing.T) {
	w := open(t)
	if err := w.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	// The rows in order: one with both terms, one without the divisor, one without the dividend, one with the divisor
	// zero, one without both.
	const rows = "(values (1, 2, 4), (2, 3, null), (3, null, 5), (4, 6, 0), (5, null, null)) as d(id, a, b)"
	for _, c := range []struct{ expr, want string }{
		{"sum(a)", ""},
		{"sum(a) / 12", ""},
		{"sum(a) / nullif(sum(b), 0)", "4"},
		{"100 * (1 - sum(a) / sum(b))", "4"},
		{"coalesce(sum(a) / nullif(sum(b), 0), 0)", "4"},
		{"case when sum(b) = 0 then null else sum(a) // sum(b) end", "4"},
		{"avg(a / nullif(b, 0))", "4"},
		{"avg(a / nullif(b, 0)) filter (where id <> 4)", "none"},
		{"sum(a) filter (where id > 9) / nullif(sum(b), 0)", "none"},
		{"round(sum(a) % sum(b), 2)", "4"},
	} {
		v, err := w.Value(t.Context(), c.expr)
		if err != nil {
			t.Errorf("%s: %v", c.expr, err)
			continue
		}
		if v.Divides == "" || c.want == "" {
			if v.Divides != c.want {
				t.Errorf("%s: divides where %q, want %q", c.expr, v.Divides, c.want)
			}
			continue
		}
		got, err := w.Query(t.Context(), "select coalesce(string_agg(id order by id), 'none') from (select id, "+v.Divides+" as z from "+rows+" group by id) where z", nil)
		if err != nil {
			t.Errorf("%s: %s: %v", c.expr, v.Divides, err)
		} else if got.Rows[0][0] != c.want {
			t.Errorf("%s: divided by zero in %v, want %s (%s)", c.expr, got.Rows[0][0], c.want, v.Divides)
		}
	}
}

func TestWhatAnExpressionSums(t *testing.T) {
	w := open(t)
	for _, c := range []struct {
		expr         string
		adds, counts bool
	}{
		{"sum(a)", true, false},
		{"coalesce(sum(a), 0)", true, false},
		{"coalesce(sum(a), 1)", false, false},
		{"sum(distinct a)", false, false},
		{"count(*)", true, true},
		{"count(distinct a)", false, true},
		{"COUNT(a) filter (where b > 1)", true, true},
		{"count(*) / count(distinct a)", false, false},
		{"avg(a)", false, false},
		{"case when count(*) filter (where b is null) = 0 then count(distinct a) filter (where b > 1) end", false, true},
		{"case when count(*) = 0 then count(distinct a) else avg(a) end", false, false},
		{"case when count(*) = 0 then avg(a) end", false, false},
	} {
		v, err := w.Value(t.Context(), c.expr)
		if err != nil || v.AddsUp != c.adds || v.Counts != c.counts {
			t.Errorf("%s: %+v, %v", c.expr, v, err)
		}
	}
}
