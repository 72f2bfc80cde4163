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
)

const (
	millionRows  = 1_000_000
	millionPairs = 7 // runs of each, in turn: the median is told
)

// BenchmarkMillion loads a million French orders and asks five figures, in turn with DuckDB on a UTF-8 copy. The
// ratio is of CPU time, of all threads. A load of its own in a fresh process tells the peak memory.
func BenchmarkMillion(b *testing.B) {
	dir := b.TempDir()
	writeOrders(b, dir, millionRows)
	var ours, theirs []float64
	for b.Loop() {
		for range millionPairs {
			var want, got []string
			theirs = append(theirs, cpu(b, func() (err error) { want, err = byDuckDB(b.Context(), dir); return }))
			ours = append(ours, cpu(b, func() (err error) { got, err = byBilan(b.Context(), dir); return }))
			if !slices.Equal(want, got) {
				b.Fatalf("the figures differ:\n%s\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
			}
		}
	}
	b.ReportMetric(0, "ns/op") // of fourteen loads: it says nothing
	b.ReportMetric(median(ours), "cpu-s/load")
	b.ReportMetric(median(theirs), "duckdb-cpu-s/load")
	b.ReportMetric(median(ours)/median(theirs), "x-duckdb")
	b.ReportMetric(peak(b, "bilan", dir), "peak-MB")
	b.ReportMetric(peak(b, "duckdb", dir), "duckdb-peak-MB")
}

// cpu is the seconds of CPU, user and system, that fn costs the process.
func cpu(b *testing.B, fn func() error) float64 {
	b.Helper()
	before := used(b)
	if err := fn(); err != nil {
		b.Fatal(err)
	}
	return used(b) - before
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

// peak loads in a fresh process and is the most memory that it ever held, in MB.
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

// TestPeak is the fresh process of BenchmarkMillion.
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
