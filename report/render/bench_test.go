package render

import (
	"bytes"
	"context"
	"io"
	"slices"
	"syscall"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"bilan/report"
	"bilan/report/reporttest"
	"bilan/report/typeface"
)

func benchmark(b *testing.B, d *report.Document) {
	b.ReportAllocs()
	for b.Loop() {
		out, err := PDF(context.Background(), d, Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(out)))
	}
}

// BenchmarkDocument draws the reference document: scorecard, twelve months, a target table of ten rows, funnel, bars
// and 200 detail rows.
func BenchmarkDocument(b *testing.B) { benchmark(b, reference()) }

// BenchmarkSample draws a document with every kind of block.
func BenchmarkSample(b *testing.B) { benchmark(b, reporttest.Sample()) }

func BenchmarkPage(b *testing.B) {
	d := reporttest.Sample()
	d.Sections = d.Sections[:2]
	benchmark(b, d)
}

// BenchmarkBlock draws a page with one chart.
func BenchmarkBlock(b *testing.B) {
	for _, c := range []struct {
		name string
		report.Block
	}{
		{"columns", report.Block{Columns: reporttest.Monthly()}}, {"forecast", report.Block{Columns: reporttest.Landing()}}, {"line", report.Block{Line: reporttest.Weekly()}},
		{"grouped", report.Block{Series: reporttest.ThreeYears()}}, {"stacked", report.Block{Series: reporttest.ByRegion(report.Stacked, 12)}},
		{"area", report.Block{Series: reporttest.ByRegion(report.Area, 52)}}, {"bars", report.Block{Bars: reporttest.BarsOf(reporttest.Wave(12, 400, 200, 1)...)}},
		{"waterfall", report.Block{Waterfall: reporttest.SmallSteps()}}, {"donut", report.Block{Donut: reporttest.Channels()}},
		{"multiples", report.Block{Multiples: reporttest.MultiplesOf(12, 12, report.PL)}}, {"heat", report.Block{Heat: reporttest.RegionHeat()}},
		{"cohorts", report.Block{Heat: reporttest.CohortHeat()}},
	} {
		b.Run(c.name, func(b *testing.B) { benchmark(b, reporttest.DocumentOf(reporttest.Block(c.Block))) })
	}
}

const (
	browserTurns = 7  // turns of each program, alternately; the median is reported
	browserDocs  = 3  // documents per turn of the browser
	ownDocs      = 40 // documents per turn of Bilan; enough for many clock ticks
)

// BenchmarkBrowser prints the reference document as tagged PDF with a Chromium that stays open, alternately with Bilan.
// It reports the ratio of the CPU times, of all processes.
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
			if _, err := PDF(context.Background(), d, Options{}); err != nil {
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
	b.ReportMetric(0, "ns/op") // the time of all turns together means nothing
	b.ReportMetric(median(ours)*1000, "cpu-ms/doc")
	b.ReportMetric(median(theirs)*1000, "browser-cpu-ms/doc")
	b.ReportMetric(median(theirs)/median(ours), "browser/bilan")
}

// onePage is a document of one page with a table of forty rows.
func onePage() *report.Document {
	d := reference()
	s := &d.Sections[5]
	t := *s.Blocks[0].Table
	t.Rows = t.Rows[:40]
	s.Blocks = []report.Block{{Table: &t}}
	d.Sections = d.Sections[5:]
	return d
}

// plainPage draws the same texts, columns and rules with fpdf alone and two Unicode fonts: no tags, no outline, no
// wrapping.
func plainPage(b *testing.B, d *report.Document) {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddUTF8FontFromBytes("sans", "", typeface.SourceRegular)
	pdf.AddUTF8FontFromBytes("sans", "B", typeface.SourceBold)
	pdf.AddPage()
	y := 60.0
	row := func(style string, cells int, text func(int) string) {
		pdf.SetFont("sans", style, 8.5)
		for c := range cells {
			pdf.Text(42.5+float64(c)*57, y, text(c))
		}
		pdf.Line(42.5, y+4, 552.78, y+4)
		y += 15
	}
	t := d.Sections[0].Blocks[0].Table
	for _, head := range []string{d.Company, d.Headline, d.Subtitle, d.Sections[0].Title} {
		row("B", 1, func(int) string { return head })
	}
	row("B", len(t.Columns), func(c int) string { return t.Columns[c].Label })
	for _, r := range t.Rows {
		row("", len(r.Cells), func(c int) string { return r.Cells[c].Text })
	}
	if err := pdf.Output(io.Discard); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkOnePage(b *testing.B) { benchmark(b, onePage()) }

// BenchmarkPlain draws a one-page document alternately with plain fpdf and with Bilan. It reports the ratio of the CPU
// times.
func BenchmarkPlain(b *testing.B) {
	const docs = 20
	d := onePage()
	if out, err := PDF(context.Background(), d, Options{}); err != nil || bytes.Count(out, []byte("/Type /Page\n")) != 1 {
		b.Fatalf("not one page (%v)", err)
	}
	turn := func(draw func()) float64 {
		before := ownTime(b)
		for range docs {
			draw()
		}
		return (ownTime(b) - before).Seconds() / docs
	}
	var ours, plain []float64
	for b.Loop() {
		for range browserTurns {
			plain = append(plain, turn(func() { plainPage(b, d) }))
			ours = append(ours, turn(func() { _, _ = PDF(context.Background(), d, Options{}) }))
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours)*1000, "cpu-ms/doc")
	b.ReportMetric(median(plain)*1000, "plain-cpu-ms/doc")
	b.ReportMetric(median(ours)/median(plain), "bilan/plain")
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

// ownTime is the CPU time of this process, user and system.
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
