package schedule

import "testing"

func TestParseClock(t *testing.T) {
	for text, want := range map[string]int{"08:00": 480, "8h30": 510, " 23:59 ": 1439, "0:00": 0, "00h05": 5} {
		if got, ok := ParseClock(text); !ok || got != want {
			t.Errorf("%q: %d, %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"24:00", "08:60", "8", "8h", "8:5", "08.00", "8:00 pm", "", "-1:00", "008:00"} {
		if got, ok := ParseClock(text); ok {
			t.Errorf("%q is %d", text, got)
		}
	}
}
