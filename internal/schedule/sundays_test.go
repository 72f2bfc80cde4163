package schedule

import "testing"

// sundays rewrites 7, also at the end of a range and with a step. It leaves fields that the parser knows as they are.
func TestSundays(t *testing.T) {
	for field, want := range map[string]string{
		"7": "0", "1-5": "1-5", "5-7": "5,6,0", "Fri-SUN": "5,6,0", "5-7/2": "5,0", "1-7/3": "1,4,0", "7,1": "0,1", "sun": "sun", "sun-sun": "sun-sun", "0-sun": "0-sun", "*": "*", "6-7,3": "6,0,3",
	} {
		if got, err := rewriteSundays(field); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", field, got, err, want)
		}
	}
	for _, field := range []string{"1-7/0", "xyz-sun"} {
		if got, err := rewriteSundays(field); err == nil {
			t.Errorf("%s: %s", field, got)
		}
	}
}
