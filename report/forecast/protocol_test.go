package forecast

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestProtocol compares the forecast and its ranges with series whose future is known. BILAN_SERIES names a folder of CSV files with
// the columns id, period (monthly or quarterly), part (history or future), start_year, start_sub and values separated by spaces:
//
//	BILAN_SERIES=FOLDER go test ./report/forecast -run Protocol -v
//
// It prints sMAPE and MASE beside those of other ways; how often totals lay within their ranges, at the end of the history and at
// earlier ends of the same series; and the time that 1,000 series take.
func TestProtocol(t *testing.T) {
	folder := os.Getenv("BILAN_SERIES")
	if folder == "" {
		t.Skip("BILAN_SERIES names no folder of series")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no series in %s: %v", folder, err)
	}
	for _, period := range []string{"monthly", "quarterly"} {
		var all []series
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".csv")+"/"+period, func(t *testing.T) {
				list := readSeries(t, file, period)
				measurePoints(t, list)
				measureRanges(t, list, 0)
				all = append(all, list...)
			})
		}
		for _, back := range []int{0, 12, 24, 36} {
			t.Run(fmt.Sprintf("all/%s/%d periods before the end", period, back), func(t *testing.T) { measureRanges(t, all, back) })
		}
	}
}

// series is one series of a forecasting competition.
type series struct {
	id              string
	season          int
	history, future []float64
}

func readSeries(t *testing.T, file, period string) (list []series) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	byID := map[string]*series{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), ",")
		if len(cells) != 6 || cells[1] != period {
			continue
		}
		s := byID[cells[0]]
		if s == nil {
			s = &series{id: cells[0], season: map[string]int{"monthly": 12, "quarterly": 4}[period]}
			byID[cells[0]] = s
		}
		for _, field := range strings.Fields(cells[5]) {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				t.Fatal(err)
			}
			if cells[2] == "history" {
				s.history = append(s.history, v)
			} else {
				s.future = append(s.future, v)
			}
		}
	}
	for _, s := range byID {
		if len(s.future) > 0 && len(s.history) > s.season {
			list = append(list, *s)
		}
	}
	slices.SortFunc(list, func(a, b series) int { return strings.Compare(a.id, b.id) })
	return list
}

// measurePoints prints sMAPE and MASE of each method, and the paired interval of the sMAPE against Theta's.
func measurePoints(t *testing.T, list []series) {
	if len(list) == 0 {
		t.Skip("no series")
	}
	ways := []struct {
		name string
		way  func([]float64, int, int) []float64
	}{
		{"mean of three", meanOfThree}, {"Theta, as here", func(v []float64, s, h int) []float64 { return combined(v, h, SeasonalityOf(v, s), classic) }},
		{"Theta", Theta}, {"Comb S-H-D", CombSHD}, {"seasonal naive", SeasonalNaive},
		{"damped", func(v []float64, s, h int) []float64 { return combined(v, h, SeasonalityOf(v, s), damped) }},
		{"optimised", func(v []float64, s, h int) []float64 { return combined(v, h, SeasonalityOf(v, s), optimised) }},
	}
	var theta []float64
	smapes := map[string][]float64{}
	text := fmt.Sprintf("%d series\n%-16s %8s %8s\n", len(list), "", "sMAPE", "MASE")
	for _, w := range ways {
		var smape, mase []float64
		for _, s := range list {
			f := w.way(s.history, s.season, len(s.future))
			smape = append(smape, symmetric(f, s.future))
			if scale := naiveError(s.history, s.season); scale > 0 {
				mase = append(mase, absolute(f, s.future)/scale)
			}
		}
		smapes[w.name] = smape
		text += fmt.Sprintf("%-16s %8.3f %8.4f\n", w.name, mean(smape), mean(mase))
	}
	theta = smapes["Theta"]
	low, high := paired(smapes["mean of three"], theta)
	text += fmt.Sprintf("sMAPE of the mean of three − Theta's: 95 %% of the bootstrap within %.3f and %.3f (accepted up to 0.1)", low, high)
	t.Log(text)
}

func symmetric(f, a []float64) float64 {
	total := 0.0
	for i := range f {
		if d := math.Abs(f[i]) + math.Abs(a[i]); d > 0 {
			total += 200 * math.Abs(f[i]-a[i]) / d
		}
	}
	return total / float64(len(f))
}

func absolute(f, a []float64) float64 {
	total := 0.0
	for i := range f {
		total += math.Abs(f[i] - a[i])
	}
	return total / float64(len(f))
}

func naiveError(values []float64, season int) float64 {
	return absolute(values[season:], values[:len(values)-season])
}

// paired returns the 95 % bootstrap interval of the mean of a[i] − b[i].
func paired(a, b []float64) (low, high float64) {
	diffs := make([]float64, len(a))
	for i := range a {
		diffs[i] = a[i] - b[i]
	}
	r, means := newTestRandom(), make([]float64, 2000)
	for k := range means {
		for range diffs {
			means[k] += diffs[r.IntN(len(diffs))] / float64(len(diffs))
		}
	}
	slices.Sort(means)
	return means[50], means[1949]
}
