package foresight

import (
	"encoding/csv"
	"fmt"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bilan/internal/period"
)

// TestDailyLandings computes the landings of past months from real data. BILAN_DAILY names a folder of CSV files: a
// line of headings, then a day (2026-11-15) and its amount on each line. The test prints the mean error of the run rate
// and of the landing that Bilan shows, in per cent of the month's total, after 0, 5, 10 and 15 business days:
//
//	BILAN_DAILY=FOLDER go test ./report/foresight -run DailyLandings -v
//
// BILAN_HOLIDAYS=FR leaves out the holidays of France.
func TestDailyLandings(t *testing.T) {
	folder := os.Getenv("BILAN_DAILY")
	if folder == "" {
		t.Skip("BILAN_DAILY names no folder of daily tables")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables in %s: %v", folder, err)
	}
	var text strings.Builder
	for _, file := range files {
		d := readDaily(t, file)
		for _, done := range []int{0, 5, 10, 15} {
			n, rate, chosen, how := d.errors(done)
			fmt.Fprintf(&text, "%-18s day %2d, %2d months: run rate %5.1f %%, chosen %5.1f %%  %v\n", strings.TrimSuffix(filepath.Base(file), ".csv"), done, n, rate, chosen, how)
			if n > 0 && done > 0 && chosen > 1.02*rate {
				t.Errorf("%s, day %d: the chosen landing misses %.1f %%, the run rate %.1f", file, done, chosen, rate)
			}
		}
	}
	t.Log("\n" + text.String())
}

// daily is an amount for each day, with a calendar.
type daily struct {
	*period.Calendar
	by          map[period.Date]*big.Rat
	first, last period.Date
}

func readDaily(t *testing.T, file string) *daily {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := period.NewCalendar(period.Options{Holidays: os.Getenv("BILAN_HOLIDAYS")})
	if err != nil {
		t.Fatal(err)
	}
	d := &daily{Calendar: cal, by: map[period.Date]*big.Rat{}}
	for _, row := range rows[1:] {
		day, err := period.ParseDate(row[0])
		amount, ok := new(big.Rat).SetString(row[1])
		if err != nil || !ok {
			t.Fatalf("%s: %v: %v", file, row, err)
		}
		if d.by[day] = amount; d.first.IsZero() || day.Before(d.first) {
			d.first = day
		}
		if d.last.Before(day) {
			d.last = day
		}
	}
	return d
}

func (d *daily) sum(p period.Period) *big.Rat {
	total := new(big.Rat)
	for day := p.Start; day.Before(p.End); day = day.AddDays(1) {
		if v := d.by[day]; v != nil {
			total.Add(total, v)
		}
	}
	return total
}

// errors returns the mean errors over all complete months except the first one, after a number of business days, and
// how often each method was used.
func (d *daily) errors(done int) (n int, rate, chosen float64, how map[string]int) {
	how = map[string]int{}
	month := d.Shift(d.Containing(period.Month, d.first), 1)
	if d.first.AddDays(-3).Before(month.Start) && d.first.Day > 3 {
		month = d.Shift(month, 1)
	}
	for ; month.Close.Compare(d.last.AddDays(4)) <= 0; month = d.Shift(month, 1) {
		came, _ := d.sum(month).Float64()
		cut := month.Start
		for k := 0; k < done; cut = cut.AddDays(1) {
			if d.BusinessDays(cut, cut.AddDays(1)) > 0 {
				k++
			}
		}
		open := month
		open.End = cut
		covers := func(p period.Period) bool { return d.first.AddDays(-4).Before(p.Start) }
		past := &Past{Calendar: Calendar{d.Calendar, cut}, Covers: covers, MonthTotal: d.sum, TotalOf: d.sum}
		so, _ := d.sum(open).Float64()
		pace := so * float64(d.BusinessDays(month.Start, month.Close)) / float64(max(1, done))
		lands, by := pace, "run_rate"
		if f := past.Forecast(month); f.IsForecast() {
			lands, _ = f.Value.Float64()
			by = string(f.Method)
		} else if factor, method := past.Pace(open); factor != nil {
			times, _ := factor.Float64()
			lands, by = so*times, string(method)
		} else {
			continue
		}
		how[by]++
		n, rate, chosen = n+1, rate+100*math.Abs(pace-came)/came, chosen+100*math.Abs(lands-came)/came
	}
	return n, rate / float64(max(1, n)), chosen / float64(max(1, n)), how
}
