package workbench

import (
	"errors"
	"slices"
	"testing"
	"time"

	"bilan/internal/table"
)

func TestScan(t *testing.T) {
	for _, c := range []struct {
		text   string
		params []string
		alone  bool
	}{
		{"select 1", nil, true},
		{"with a as (select 1) select $today, $period_end, $today from a", []string{"today", "period_end"}, true},
		{"select '$today;' as \"$a;\" -- $b;\n, a$c, $$ $d; $$", nil, true},
		{"select 1; select 2", nil, false},
		{"drop table orders", nil, false},
		{"", nil, false},
	} {
		if params, alone := scanParams(c.text); !slices.Equal(params, c.params) || alone != c.alone {
			t.Errorf("%q: %v, %v", c.text, params, alone)
		}
	}
}

// Ask gives the same answer as Query and the same error, and does not allow more.
func TestAsk(t *testing.T) {
	w := loaded(t)
	params := map[string]any{"today": time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC), "unused": 1}
	answer, err := w.Ask(t.Context(), `select sum(amount) as v from "orders" where day < :today and ':x' <> ''`, params)
	if err != nil || len(answer.Rows) != 1 || answer.Columns[0].Name != "v" {
		t.Fatalf("%v, %v", answer, err)
	}
	for _, query := range []string{
		"select amout from orders", "select :todya", "select 1; drop table orders", "drop table orders", "", "select * from order_s",
	} {
		_, asked := w.Ask(t.Context(), query, params)
		_, want := w.Query(t.Context(), query, params)
		if asked == nil || want == nil || asked.Error() != want.Error() {
			t.Errorf("%q: %v, want %v", query, asked, want)
		}
	}
	if n := one(t, w, "select count(*) from orders", nil); n != int64(3) {
		t.Errorf("%v rows are left", n)
	}
}

// A column without values has no type. A query for which the type matters is repeated with the column as a date.
func TestAskOfAColumnWithoutValues(t *testing.T) {
	w := open(t)
	path := parquet(t, w, "select 1 as id, null::varchar as closed")
	if _, err := w.LoadFile(t.Context(), "exports", "deals", []table.File{{Path: path, Origin: "deals.csv", Vacant: []string{"closed"}}}); err != nil {
		t.Fatal(err)
	}
	lock(t, w)
	if err := w.Derive(t.Context(), "exports", "deals", "select * from deals", nil); err != nil {
		t.Fatal(err)
	}
	answer, err := w.Ask(t.Context(), "select count(month(closed)) as n from deals", nil)
	if err != nil || answer.Rows[0][0] != int64(0) {
		t.Errorf("%v, %v", answer, err)
	}
}

func TestAskBeforeLock(t *testing.T) {
	w := open(t)
	if _, err := w.Ask(t.Context(), "select 1", nil); err == nil || errors.Is(err, errClosed) {
		t.Errorf("error %v", err)
	}
}
