package period

import (
	"testing"
	"time"
)

func TestParseInstant(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2026-11-23 10:00":     "2026-11-23T10:00:00+01:00",
		"2026-11-23T10:00":     "2026-11-23T10:00:00+01:00",
		"2026-07-01":           "2026-07-01T00:00:00+02:00",
		"2026-11-23T10:00:00Z": "2026-11-23T10:00:00Z",
		"10:00":                "",
		"23/11/2026":           "",
	} {
		got, err := ParseInstant(text, paris)
		if (err != nil) != (want == "") || err == nil && got.Format(time.RFC3339) != want {
			t.Errorf("%q: %s (%v), want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
}
