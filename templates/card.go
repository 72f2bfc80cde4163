package templates

import (
	"bilan/internal/locale"
	"bilan/report"
)

// card is one key figure.
type card struct {
	Label, Value string
	Lines        []cardLine
	Status       *mark  // of a figure that is compared with a target, else nil
	NoStatus     string // text for a figure without a status
}

type cardLine struct {
	Label, Text string
	Tone        tone
}

// rowsOfTwo arranges cards in rows of two. An odd last card is alone.
func rowsOfTwo(cards []report.Card, words *locale.Locale) (rows [][]card) {
	for i, c := range cards {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		last := len(rows) - 1
		rows[last] = append(rows[last], newCard(c, words))
	}
	return rows
}

func newCard(c report.Card, words *locale.Locale) card {
	out := card{Label: clip(c.Label, 80), Value: clip(c.Value, 40)}
	if out.Status = newMark(c.StatusTone, words); out.Status != nil {
		out.Status.Word = clip(c.Status, 60)
	} else {
		out.NoStatus = clip(c.Status, 60)
	}
	for _, l := range c.Lines {
		out.Lines = append(out.Lines, cardLine{Label: clip(l.Label, 80), Text: clip(l.Text, 60), Tone: tone(l.Tone)})
	}
	return out
}

// tone is an effect on the business, as a colour and a style class. Each colour has a contrast of at least 4.5:1 on
// white.
type tone report.Tone

// Class names the tone for the style sheet, "" for none.
func (t tone) Class() string {
	switch report.Tone(t) {
	case report.Good:
		return "good"
	case report.Bad:
		return "bad"
	case report.Warn:
		return "warn"
	case report.Muted:
		return "muted"
	}
	return "ink"
}

// Color is the colour as an inline style, for mail readers that drop style sheets.
func (t tone) Color() string {
	switch report.Tone(t) {
	case report.Good:
		return "#1a6b35"
	case report.Bad:
		return "#b3261e"
	case report.Warn:
		return "#8a5300"
	case report.Muted:
		return "#5f6875"
	}
	return "#1c2430"
}
