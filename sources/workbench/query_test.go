package workbench

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

func TestCells(t *testing.T) {
	w := loaded(t)
	paris, _ := time.LoadLocation("Europe/Paris")
	for _, c := range []struct {
		sql  string
		want table.Cell
		kind table.Kind
	}{
		{"sum(amount) from orders", decimal.RequireFromString("30.51"), table.Decimal},
		{"1.50::decimal(38,4)", decimal.RequireFromString("1.5000"), table.Decimal},
		{"count(*) from orders", int64(3), table.Integer},
		{"sum(id) from orders", decimal.NewFromInt(6), table.Decimal},
		{"18446744073709551615::ubigint", decimal.RequireFromString("18446744073709551615"), table.Decimal},
		{"0.1::double", 0.1, table.Real},
		{"date '2026-01-05'", time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), table.Date},
		{"timestamp '2026-01-05 23:30:00'", time.Date(2026, 1, 5, 23, 30, 0, 0, time.UTC), table.Timestamp},
		{"timestamptz '2026-01-05 23:30:00+00'", time.Date(2026, 1, 6, 0, 30, 0, 0, paris), table.Timestamp},
		{"(timestamptz '2026-01-05 23:30:00+00')::date", time.Date(2026, 1, 6, 0, 0, 0, 0, time.UTC), table.Date},
		{"true", true, table.Bool},
		{"null", nil, table.Integer},
		{"'é'", "é", table.Text},
		{"[1,2]", "[1,2]", table.Text},
		{"{'a': 1}", `{"a":1}`, table.Text},
		{"time '10:20:30'", "10:20:30", table.Text},
		{"uuid '99109bbf-8693-4587-bc23-6036ec89e1be'", "99109bbf-8693-4587-bc23-6036ec89e1be", table.Text},
	} {
		answer, err := w.Query(t.Context(), "select "+c.sql, nil)
		if err != nil {
			t.Errorf("%s: %v", c.sql, err)
			continue
		}
		got := answer.Rows[0][0]
		if d, ok := c.want.(decimal.Decimal); ok {
			if g, ok := got.(decimal.Decimal); !ok || !g.Equal(d) || g.Exponent() != d.Exponent() {
				t.Errorf("%s = %v (%T)", c.sql, got, got)
			}
		} else if at, ok := c.want.(time.Time); ok {
			if g, ok := got.(time.Time); !ok || !g.Equal(at) || g.Day() != at.Day() {
				t.Errorf("%s = %v", c.sql, got)
			}
		} else if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s = %v (%T)", c.sql, got, got)
		}
		if answer.Columns[0].Kind != c.kind {
			t.Errorf("%s is %v", c.sql, answer.Columns[0].Kind)
		}
	}
}

func TestParamsAreBoundAsDates(t *testing.T) {
	w := loaded(t)
	params := map[string]any{"today": time.Date(2026, 1, 13, 0, 0, 0, 0, time.UTC), "unused": 1, "who": "O'Zoé"}
	if n := one(t, w, "select count(*) from orders where day >= :today - 7", params); n != int64(2) {
		t.Errorf("count %v", n)
	}
	if s := one(t, w, "select typeof(:today) || :who", params); s != "DATEO'Zoé" {
		t.Errorf("typeof %v", s)
	}
	if err := w.Derive(t.Context(), "", "late", "select * from orders where day >= :today and ':x' <> ''", params); err != nil {
		t.Error(err)
	}
	_, err := w.Query(t.Context(), "select :todya", params)
	if err == nil || err.Error() != "there is no parameter :todya (did you mean today?)" {
		t.Errorf("error %v", err)
	}
}

func TestFaultsNameAndPoint(t *testing.T) {
	w := loaded(t)
	for _, c := range []struct{ query, want, at string }{
		{"select 'é', amout from orders", `there is no column "amout" (did you mean amount?)`, "amout"},
		{"select * from order_s", `there is no dataset "order_s"; it has orders (did you mean orders?)`, "order_s"},
		{"select sum(day) from orders", "sum(date) cannot be computed", "sum"},
		{"select summ(amount) from orders", `there is no function "summ" (did you mean sum?)`, "summ"},
		{"select cast(rep as int) from orders", `"Zoé" in the column "rep" is not a whole number`, "cast"},
	} {
		_, asked := w.Query(t.Context(), c.query, nil)
		for how, err := range map[string]error{"Query": asked, "Derive": w.Derive(t.Context(), "", "x", c.query, nil)} {
			var f *Fault
			if !errors.As(err, &f) {
				t.Errorf("%s %s: %v", how, c.query, err)
				continue
			}
			if f.Error() != c.want || f.Offset != strings.Index(c.query, c.at) {
				t.Errorf("%s %s: %q at %d", how, c.query, f, f.Offset)
			}
		}
	}
}

func TestSourcesDoNotSeeEachOtherNorDatasets(t *testing.T) {
	w := open(t)
	for _, source := range []string{"a", "main", "Été à l'été"} {
		path := parquet(t, w, "select '"+strings.ReplaceAll(source, "'", "''")+"' as src")
		if _, err := w.LoadFile(t.Context(), source, "t", []table.File{{Path: path, Origin: "t"}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.LoadFile(t.Context(), source, "only_"+string([]rune(source)[0]), []table.File{{Path: path, Origin: "t"}}); err != nil {
			t.Fatal(err)
		}
	}
	lock(t, w)
	for i, source := range []string{"a", "main", "Été à l'été"} {
		name := fmt.Sprint("t", i)
		if err := w.Derive(t.Context(), source, name, "select upper(src) as up, src from T", nil); err != nil {
			t.Fatal(err)
		}
		if err := w.Derive(t.Context(), source, name+"v", "select src from T", nil); err != nil {
			t.Fatal(err)
		}
		if got := one(t, w, fmt.Sprintf("select v.src from %s as t join %sv as v on v.src = t.src", name, name), nil); got != source {
			t.Errorf("%s sees %v", source, got)
		}
	}
	if err := w.Derive(t.Context(), "a", "x", "select * from only_m", nil); err == nil {
		t.Error("source a sees main's table")
	}
	if err := w.Derive(t.Context(), "", "fresh", "select * from t0", nil); err != nil {
		t.Fatal(err)
	}
	if err := w.Derive(t.Context(), "a", "x", "select * from fresh", nil); err == nil {
		t.Error("source a sees a dataset")
	}
	if _, err := w.Query(t.Context(), "select * from only_a", nil); err == nil {
		t.Error("a dataset query sees a source's table")
	}
}

func TestCancel(t *testing.T) {
	w := loaded(t)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	const long = "select count(*) from range(10000000) a, range(10000000) b where a.range % 7 = b.range % 5"
	_, err := w.Query(ctx, long, nil)
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if err := w.Derive(ctx, "exports", "x", long, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	if n := one(t, w, "select count(*) from orders", nil); n != int64(3) {
		t.Errorf("after cancelling: %v", n)
	}
}

func TestSameAnswerEveryTime(t *testing.T) {
	w := loaded(t)
	var first string
	for range 5 {
		answer, err := w.Query(t.Context(), "select i % 17 as k, sum(i * 0.01) as v from range(300000) t(i) group by 1 order by 1", nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(answer.Rows); first == "" {
			first = got
		} else if got != first {
			t.Fatal("two answers differ")
		}
	}
}

func TestDescribe(t *testing.T) {
	w := loaded(t)
	got, err := w.Describe(t.Context(), "exports", "Orders")
	if err != nil {
		t.Fatal(err)
	}
	want := []table.Column{{Name: "id", Kind: table.Integer}, {Name: "amount", Kind: table.Decimal, Width: 18, Scale: 2},
		{Name: "day", Kind: table.Date}, {Name: "rep", Kind: table.Text}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	if _, err := w.Describe(t.Context(), "", "nothing"); err == nil {
		t.Error("no error for a missing table")
	}
}

// The columns of an empty result are those in the engine's catalogue.
func TestColumnsByARowOfNone(t *testing.T) {
	w := open(t)
	types := []string{"tinyint", "bigint", "ubigint", "hugeint", "double", "decimal(18,2)", "decimal(38,12)", "date", "timestamp", "timestamp_ns", "timestamptz", "time",
		"boolean", "varchar", "uuid", "interval", "integer[]", "struct(a integer)", "map(varchar, integer)", "enum('a')", "blob"}
	columns := make([]string, len(types))
	for i, typ := range types {
		columns[i] = fmt.Sprintf("c%d %s", i, typ)
	}
	if err := w.exec(t.Context(), "create table wide ("+strings.Join(columns, ", ")+")"); err != nil {
		t.Fatal(err)
	}
	want, err := w.Describe(t.Context(), "", "wide")
	if err != nil || len(want) != len(types) {
		t.Fatalf("%v, %v", want, err)
	}
	w.record("", "wide", "a test")
	got, err := w.Describe(t.Context(), "", "wide")
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v, %v", got, want, err)
	}
}
