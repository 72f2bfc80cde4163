package period

import "testing"

// A period contains its first day, but not its exclusive end.
func TestContains(t *testing.T) {
	november := Period{Start: day(t, "2026-11-01"), End: day(t, "2026-12-01")}
	for d, want := range map[string]bool{"2026-10-31": false, "2026-11-01": true, "2026-11-30": true, "2026-12-01": false, "2025-11-15": false} {
		if got := november.Contains(day(t, d)); got != want {
			t.Errorf("%s: %v", d, got)
		}
	}
}
