package forecast

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
)

// held counts ranges that held, of one total.
type held struct {
	n, within     int
	score, widths float64
}

// measureRanges prints how often the totals of series with 60 periods and more lay within their range, per total, and the
// mean scaled interval score (Gneiting and Raftery 2007) beside it.
func measureRanges(t *testing.T, list []series) {
	list = slices.DeleteFunc(slices.Clone(list), func(s series) bool { return len(s.history) < 60 })
	if len(list) == 0 {
		return
	}
	var totals []Total
	for h := range 12 {
		totals = append(totals, Total{h + 1, h + 1})
	}
	totals = append(totals, Total{1, 3}, Total{2, 4}, Total{4, 6}, Total{7, 9}, Total{10, 12}, Total{1, 12})
	totals = slices.DeleteFunc(totals, func(x Total) bool { return x.To > len(list[0].future) })
	outlooks, counts := outlooks(list, totals), map[Basis]int{}
	for _, o := range outlooks {
		counts[o.Basis]++
	}
	text := fmt.Sprintf("%d series of 60 and more, %v\n%8s  %-30s %s\n", len(list), counts, "periods", "8 in 10: held, width, score", "95 in 100")
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
