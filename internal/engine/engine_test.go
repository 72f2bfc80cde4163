package engine

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"bilan/internal/loaded"
)

func open(t *testing.T) loaded.Workbench {
	t.Helper()
	w, err := Opener(slog.New(slog.DiscardHandler))(t.Context(), t.TempDir(), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// The workbench's findings about SQL are returned in the types of package loaded.
func TestWhatTheGateSees(t *testing.T) {
	w := open(t)
	tables, params, err := w.Select(t.Context(), "select * from orders join crm.reps using (rep) where day < :today")
	if err != nil || strings.Join(tables, " ") != "orders crm.reps" || strings.Join(params, " ") != "today" {
		t.Errorf("%q %q %v", tables, params, err)
	}
	for text, want := range map[string]loaded.Value{
		"sum(amount)": {AddsUp: true}, "count(*)": {AddsUp: true, Counts: true}, "count(distinct customer)": {Counts: true}, "sum(won) / count(*)": {Divides: "some"},
	} {
		if v, err := w.Value(t.Context(), text); err != nil || v.AddsUp != want.AddsUp || v.Counts != want.Counts || (v.Divides != "") != (want.Divides != "") {
			t.Errorf("%s: %+v, %v", text, v, err)
		}
	}
}

// The offset of a mistake in SQL counts in the text that was given, not in the statement that the workbench built
// around it.
func TestMistakesHaveAPlace(t *testing.T) {
	w := open(t)
	for text, at := range map[string]string{"select amount from orders wher day": "day", "select amount from": ""} {
		var e *loaded.SQLError
		if _, _, err := w.Select(t.Context(), text); !errors.As(err, &e) || e.Message == "" || at != "" && e.Offset != strings.LastIndex(text, at) {
			t.Errorf("%s: %+v, %v", text, e, err)
		}
	}
	if _, err := w.Value(t.Context(), "sum(a)) from orders union all select (1"); err == nil {
		t.Error("a value that leaves its brackets was taken")
	}
}
