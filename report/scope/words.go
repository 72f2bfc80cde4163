package scope

import (
	"math/big"
	"slices"
	"strings"

	"bilan/report"
	"bilan/report/metric"
	"bilan/report/prose"
)

// Count writes a whole number.
func (s *Scope) Count(n int64) string { return s.Locale.Number(new(big.Rat).SetInt64(n), 0) }

// TotalName is the label of the last line: "total", or "overall" for a ratio, whose members do not add up.
func (s *Scope) TotalName(m *metric.Metric) string {
	if m.AddsUp {
		return s.Word("total")
	}
	return s.Word("overall")
}

// NBSP is a no-break space, which keeps a number and its unit on one line.
const NBSP = "\u00a0"

// Title is the title that the YAML gives to the section, or else the program's text for key.
func (s *Scope) Title(own, key string, args ...any) string {
	if own = prose.Tidy(own); own != "" {
		return own
	}
	return s.Word(key, args...)
}

// Status is the text for a status and its tone; "" for none.
func (s *Scope) Status(st metric.Status) (string, report.Tone) {
	switch st {
	case metric.OnTrack:
		return s.Word("status.on_track"), report.Good
	case metric.AtRisk:
		return s.Word("status.at_risk"), report.Warn
	case metric.OffTrack:
		return s.Word("status.off_track"), report.Bad
	}
	return "", report.Neutral
}

// SparkPeriods is the number of periods that a sparkline shows.
const SparkPeriods = 13

// ListFew lists the first NamesShown names and counts the others: "A. Martin, B. Dupont et 3 autres".
func (s *Scope) ListFew(names []string) string {
	if more := len(names) - NamesShown; more > 0 {
		names = append(slices.Clone(names[:NamesShown]), s.Locale.Plural("trust.more", int64(more)))
	}
	return s.Locale.List(names)
}

// Nothing is the content of a section that has nothing to show.
func (s *Scope) Nothing() []report.Block { return s.Sentence(s.Word("nothing")) }

// Sentence is a paragraph with one sentence, in place of a chart.
func (s *Scope) Sentence(text string) []report.Block {
	return []report.Block{{Text: &report.Text{Paragraphs: []report.Paragraph{{Kind: report.Prose, Runs: []report.Run{{Text: text}}}}}}}
}

// OneFullStop leaves one of several full stops at the end of a sentence, as after the abbreviation "n.d.".
func OneFullStop(sentence string) string {
	if rest := strings.TrimRight(sentence, "."); len(sentence)-len(rest) > 1 {
		return rest + "."
	}
	return sentence
}

// NamesShown is the largest number of names that Few lists.
const NamesShown = 3
