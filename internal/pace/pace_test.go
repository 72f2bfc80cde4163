package pace

import (
	"testing"
	"time"
)

func TestLastOut(t *testing.T) {
	const spacing = 62 * time.Second / 30
	from := time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	hourly := func(n int) (list []time.Time) { // when n messages were sent, one each hour, the last an hour ago
		for i := range n {
			list = append(list, from.Add(time.Duration(i-n)*time.Hour))
		}
		return list
	}
	for name, c := range map[string]struct {
		limits Limits
		n      int
		sent   []time.Time
		want   time.Duration
	}{
		"none":                     {Limits{}, 500, nil, 0},
		"one":                      {Limits{PerMinute: 30}, 1, nil, 0},
		"a thousand":               {Limits{PerMinute: 30}, 1000, nil, 999 * spacing},
		"a day's":                  {Limits{PerMinute: 30, PerDay: 10_000}, 9971, nil, 9970 * spacing},
		"one more":                 {Limits{PerMinute: 30, PerDay: 10_000}, 9972, nil, Day},
		"three days":               {Limits{PerMinute: 30, PerDay: 1030}, 2500, nil, 2*Day + 497*spacing},
		"beside what left before":  {Limits{PerMinute: 30, PerDay: 40}, 7, hourly(5), 19 * time.Hour},
		"behind what left before":  {Limits{PerMinute: 30, PerDay: 40}, 19, hourly(5), 44 * time.Hour},
		"a server with a day only": {Limits{PerDay: 2000}, 100, nil, 99 * defaultSpacing},
	} {
		if got := c.limits.LastOut(from, c.n, c.sent).Sub(from); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// A service that counts any 60 seconds by its own clock refuses no message, even if one takes two seconds longer to
// arrive than the others.
func TestNoMinuteHasMore(t *testing.T) {
	m := Limits{PerMinute: 30}
	from := time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	var arrived []time.Time
	for i := range 200 {
		at := m.LastOut(from, i+1, nil)
		if i == 60 {
			at = at.Add(1900 * time.Millisecond)
		}
		arrived = append(arrived, at)
	}
	for i := range arrived[30:] {
		if gap := arrived[i+30].Sub(arrived[i]); gap < time.Minute {
			t.Errorf("messages %d to %d arrive within %s", i+1, i+31, gap)
		}
	}
}
