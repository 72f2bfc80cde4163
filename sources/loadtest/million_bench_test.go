package loadtest

import (
	"context"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkMillion loads a million French orders and computes five figures, alternately with DuckDB on a UTF-8 copy.
func BenchmarkMillion(b *testing.B) { againstDuckDB(b, 1_000_000, 7) }

// BenchmarkTenMillion does the same as BenchmarkMillion with ten million orders, a file of 840 MB.
func BenchmarkTenMillion(b *testing.B) { againstDuckDB(b, 10_000_000, 5) }

// againstDuckDB reports the ratios of Bilan's medians to DuckDB's over the pairs of runs: of the CPU time of all
// threads, and of the elapsed time. It measures the peak memory in a new process.
func againstDuckDB(b *testing.B, rows, pairs int) {
	dir := b.TempDir()
	writeOrders(b, dir, rows)
	var ours, theirs costs
	for b.Loop() {
		for range pairs {
			var want, got []string
			theirs.add(b, func() (err error) { want, err = byDuckDB(b.Context(), dir); return })
			ours.add(b, func() (err error) { got, err = byBilan(b.Context(), dir); return })
			if !slices.Equal(want, got) {
				b.Fatalf("the figures differ:\n%s\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
			}
		}
	}
	b.ReportMetric(0, "ns/op") // the time of many loads together means nothing
	b.ReportMetric(median(ours.cpu), "cpu-s/load")
	b.ReportMetric(median(theirs.cpu), "duckdb-cpu-s/load")
	b.ReportMetric(median(ours.cpu)/median(theirs.cpu), "x-duckdb-cpu")
	b.ReportMetric(median(ours.clock), "clock-s/load")
	b.ReportMetric(median(theirs.clock), "duckdb-clock-s/load")
	b.ReportMetric(median(ours.clock)/median(theirs.clock), "x-duckdb-clock")
	b.ReportMetric(peak(b, "bilan", dir), "peak-MB")
	b.ReportMetric(peak(b, "duckdb", dir), "duckdb-peak-MB")
}

// costs are the seconds of each run: CPU time, user and system, and elapsed time.
type costs struct{ cpu, clock []float64 }

func (c *costs) add(b *testing.B, fn func() error) {
	b.Helper()
	before, start := used(b), time.Now()
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	c.cpu, c.clock = append(c.cpu, used(b)-before), append(c.clock, time.Since(start).Seconds())
}

func used(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

const peakOf = "BILAN_PEAK_OF"

// peak loads the table in a new process and returns its peak memory in MB.
func peak(b *testing.B, who, dir string) float64 {
	b.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestPeak$", "-test.v")
	cmd.Env = append(os.Environ(), peakOf+"="+who+" "+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	_, rest, ok := strings.Cut(string(out), "VmHWM:")
	if !ok {
		b.Logf("no peak memory on this system:\n%s", out)
		return 0
	}
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1e3
}

// TestPeak is what the new process of the benchmarks runs.
func TestPeak(t *testing.T) {
	who, dir, ok := strings.Cut(os.Getenv(peakOf), " ")
	if !ok {
		t.Skip("only for the benchmark")
	}
	load := map[string]func(context.Context, string) ([]string, error){"bilan": byBilan, "duckdb": byDuckDB}[who]
	if _, err := load(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		t.Logf("%s", status)
	}
}
