package profile

import (
	"strings"
	"testing"

	"bilan/internal/table"
)

func TestRunsOfPeriods(t *testing.T) {
	for text, want := range map[string]columnRun{
		"Rep,Q1 2026,Q2 2026,Q3 2026,Q4 2026":            {1, 4, 2026, true},
		"Rep,T1,T2,T3,T4,Total":                          {1, 4, 0, true},
		"Rep,janv,févr,mars,avr,mai,juin":                {1, 6, 0, false},
		"Rep,Q1,Q2,Name,Q1 2025,Q2 2025,Q3 2025,Q4 2025": {4, 7, 2025, true},
	} {
		var columns []table.Column
		for _, name := range strings.Split(text, ",") {
			columns = append(columns, table.Column{Name: name})
		}
		if got := findRun(columns); got != want || !got.longEnough() {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{"Rep,Q1,Q2,Q3", "Rep,Jan,Feb,Mar,Q1,Apr,May,Jun,Q2", "Rep"} {
		var columns []table.Column
		for _, name := range strings.Split(text, ",") {
			columns = append(columns, table.Column{Name: name})
		}
		if got := findRun(columns); got.longEnough() {
			t.Errorf("%s: %+v", text, got)
		}
	}
}
