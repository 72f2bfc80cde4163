package pace

import (
	"testing"
	"time"
)

func TestLastOut(t *testing.T) {
	from := time.Date(2026, 11, 16, 7, 0, 0, 0, time.UTC)
	hourly := func(n int) (list []time.Time) { // the oldest first, the last one an hour ago
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
		"a thousand":               {Limits{PerMinute: 30}, 1000, nil, 33*time.Minute + 18*time.Second},
		"a day's":                  {Limits{PerMinute: 30, PerDay: 10_000}, 9970, nil, 9969 * 2 * time.Second},
		"one more":                 {Limits{PerMinute: 30, PerDay: 10_000}, 9971, nil, Day},
		"three days":               {Limits{PerMinute: 30, PerDay: 1030}, 2500, nil, 2*Day + 499*2*time.Second},
		"beside what left before":  {Limits{PerMinute: 30, PerDay: 40}, 6, hourly(5), 19 * time.Hour},
		"behind what left before":  {Limits{PerMinute: 30, PerDay: 40}, 17, hourly(5), 44 * time.Hour},
		"a server with a day only": {Limits{PerDay: 2000}, 100, nil, 99 * unhurried},
	} {
		if got := c.limits.LastOut(from, c.n, c.sent).Sub(from); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
