package forecast

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"
)

// held counts the ranges of one total, and those that contained its actual value.
type held struct {
	n, within     int
	score, widths float64
}

// measureRanges prints how often the totals of series with 60 periods and more lay within their range, per total, and the
// mean scaled interval score (Gneiting and Raftery 2007) beside it: at the end of the history, or so many periods before.
func measureRanges(t *testing.T, list []series, back int) {
	list = before(list, back, 60)
	if len(list) == 0 {
		t.Skip("no series of 60 periods and more")
	}
	totals := []Total{{1, 3}, {2, 4}, {4, 6}, {7, 9}, {10, 12}, {1, 12}}
	if list[0].season == 4 {
		totals = []Total{{1, 4}, {5, 8}}
	}
	for h := range map[int]int{4: 8, 12: 12}[list[0].season] {
		totals = append(totals, Total{h + 1, h + 1})
	}
	totals = slices.DeleteFunc(totals, func(x Total) bool { return x.To > len(list[0].future) })
	began := time.Now()
	outlooks, counts := outlooks(list, totals), map[Basis]int{}
	for _, o := range outlooks {
		counts[o.Basis]++
	}
	text := fmt.Sprintf("%d series of 60 and more, %v, %.1f s for 1,000 of them\n%8s  %-30s %s\n", len(list), counts, 1000*time.Since(began).Seconds()/float64(len(list)),
		"periods", "8 in 10: held, width, score", "95 in 100")
	for k, total := range totals {
		var near, wide held
		for i, s := range list {
			came, f := sum(s.future[total.From-1:total.To]), outlooks[i].Totals[k]
			scale := naiveError(s.history, s.season) * math.Sqrt(float64(total.Periods()))
			near.add(f.Range, came, scale)
			wide.add(f.Wide, came, scale)
		}
		text += fmt.Sprintf("%3d–%-3d  %-30s %s\n", total.From, total.To, near, wide)
	}
	t.Log(text)
}

// before returns the series as they were back periods earlier. It leaves out series that were shorter than least, or whose
// next year is not known.
func before(list []series, back, least int) (out []series) {
	for _, s := range list {
		if n := len(s.history) - back; n >= least && back+len(s.future) >= s.season {
			all := slices.Concat(s.history, s.future)
			out = append(out, series{s.id, s.season, all[:n], all[n:]})
		}
	}
	return out
}

func outlooks(list []series, totals []Total) []looked {
	out := make([]looked, len(list))
	var wait sync.WaitGroup
	for part := range 2 {
		wait.Go(func() {
			for i := part; i < len(list); i += 2 {
				out[i] = History{Values: list[i].history, Season: list[i].season}.ahead(totals...)
			}
		})
	}
	wait.Wait()
	return out
}

func (h *held) add(r *Range, came, scale float64) {
	if r == nil || scale == 0 {
		return
	}
	h.n++
	if r.Holds(came) {
		h.within++
	}
	beyond := math.Max(0, r.Low-came) + math.Max(0, came-r.High)
	h.score += (r.High - r.Low + 2/(1-r.Level)*beyond) / scale
	h.widths += (r.High - r.Low) / scale
}

func (h held) String() string {
	if h.n == 0 {
		return "–"
	}
	n := float64(h.n)
	return fmt.Sprintf("%5.1f %% %6.2f %6.2f (%d)", 100*float64(h.within)/n, h.widths/n, h.score/n, h.n)
}
