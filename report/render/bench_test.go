package render

import (
	"context"
	"slices"
	"syscall"
	"testing"
	"time"

	"bilan/report"
)

func benchmark(b *testing.B, d *report.Document) {
	b.ReportAllocs()
	for b.Loop() {
		out, err := PDF(context.Background(), d)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

// BenchmarkDocument draws the reference document: scorecard, twelve months, a target table of ten rows, funnel, bars and
// 200 rows of detail. BenchmarkBrowser draws it in turn with a browser.
func BenchmarkDocument(b *testing.B) { benchmark(b, reference()) }

// BenchmarkSample draws a report with every block: more charts, bullets, sparklines and prose.
func BenchmarkSample(b *testing.B) { benchmark(b, sample()) }

func BenchmarkPage(b *testing.B) {
	d := sample()
	d.Sections = d.Sections[:2]
	benchmark(b, d)
}

const (
	browserTurns = 7  // of each, in turn: the median is told
	browserDocs  = 3  // documents in a turn of the browser
	ownDocs      = 40 // and in one of ours: its time must be many ticks long
)

// BenchmarkBrowser prints the reference document with a Chromium that is kept open and warm, tagged, in turn with Bilan, and
// tells how many times more CPU it takes, all its processes together.
func BenchmarkBrowser(b *testing.B) {
	c := openBrowser(b)
	d, html := reference(), referenceFacts().html()
	var ours, theirs []float64
	theirTurn := func(n int) float64 {
		before := must(b)(c.used())
		for range n {
			if _, err := c.print(html); err != nil {
				b.Fatal(err)
			}
		}
		return (must(b)(c.used()) - before).Seconds() / float64(n)
	}
	ourTurn := func(n int) float64 {
		before := ownTime(b)
		for range n {
			if _, err := PDF(context.Background(), d); err != nil {
				b.Fatal(err)
			}
		}
		return (ownTime(b) - before).Seconds() / float64(n)
	}
	theirTurn(2)
	ourTurn(5)
	for b.Loop() {
		for range browserTurns {
			theirs = append(theirs, theirTurn(browserDocs))
			ours = append(ours, ourTurn(ownDocs))
		}
	}
	b.ReportMetric(0, "ns/op") // of all turns together: it says nothing
	b.ReportMetric(median(ours)*1000, "cpu-ms/doc")
	b.ReportMetric(median(theirs)*1000, "browser-cpu-ms/doc")
	b.ReportMetric(median(theirs)/median(ours), "browser/bilan")
}

func must(b *testing.B) func(time.Duration, error) time.Duration {
	return func(d time.Duration, err error) time.Duration {
		b.Helper()
		if err != nil {
			b.Skip(err)
		}
		return d
	}
}

// ownTime is this process's CPU time, user and system.
func ownTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func median(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}
