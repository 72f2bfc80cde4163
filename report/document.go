// Package report defines a document: sections of cards, tables, charts and text, in the form that the rooms for drawing
// and mailing read. Package build makes one.
package report

import (
	"math/big"
	"strings"
	"time"

	"bilan/report/finding"
	"bilan/report/metric"
	"bilan/report/prose"
)

// Document is a finished report. Its numbers are already written in the reader's language: a PDF or a mail is drawn
// from it without computing anything.
type Document struct {
	Report   string // the report's name in the YAML
	Lang     string // BCP 47
	Company  string
	Logo     []byte    `json:"-"` // PNG or empty
	Accent   string    // #rrggbb
	Author   string    // the report's owner
	Title    string    // the report's title
	Headline string    // the main message in one sentence, with its number
	Subtitle string    // the measure with its unit, the period, the scenarios
	PeriodID string    // 2026-W46
	Period   string    // PeriodID in words, with its dates: "semaine 46 (9–15 nov. 2026)"
	Subject  string    // the mail's subject, with the main number
	Preview  string    // what a mailbox shows beside the subject; "" for the headline
	Banner   string    // a doubt, or DRAFT; "" if the report has neither
	Created  time.Time // the cut-off, not the real time: the same data gives the same bytes
	Paper    Paper
	Trust    []string // the parts of the line about the data's sources and freshness
	Replaces string   `json:",omitempty"` // the text that names the earlier edition which this one replaces
	Remarks  []string `json:",omitempty"` // the owner's texts, below the headline
	Words    Words
	Sections []Section
}

// Paper is the size and layout of the pages. The zero Paper is A4 upright.
type Paper struct {
	Letter    bool   `json:",omitempty"` // 8.5 × 11 inches
	Landscape bool   `json:",omitempty"`
	Pages     int    `json:",omitempty"` // the largest number of pages, reached with less space and shorter lists; 0 for no limit
	AllRows   bool   `json:",omitempty"` // no list is shortened to reach Pages
	Header    string `json:",omitempty"` // on top of every page
	Footer    string `json:",omitempty"` // at the foot of every page; "" for company, title and period
}

// Words are the fixed words that drawing needs, in the document's language.
type Words struct {
	PageOf    string // "page %d sur %d"
	Continued string // "suite"
	Carried   string // "report": a total carried over to the next page
}

// Section is one part of the document.
type Section struct {
	Kind      string  // the YAML's word: "scorecard", "target_table" …
	Title     string  // the section's name without the unit, or a sentence about its figures
	Label     string  `json:",omitempty"` // the section's name if Title is a sentence, otherwise ""
	Unit      string  // unit and scale, once: "k€", "%", "" if the cells contain it
	Note      string  // period and scenarios
	Width     float64 `json:",omitempty"` // share of the page's width: 1/3, 1/2, 2/3; 0 and 1 are the full width
	NewPage   bool    `json:",omitempty"` // the section starts on a new page
	Blocks    []Block
	Signs     []Sign `json:",omitempty"` // the meanings of the signs in its cells, printed before the footnotes
	Footnotes []string
	Remarks   []string          `json:",omitempty"` // the owner's texts about its figures
	Insights  []finding.Insight `json:",omitempty"`
}

// Name is the section's name in few words: its Label, or its Title if it has no Label.
func (s *Section) Name() string {
	if s.Label != "" {
		return s.Label
	}
	return s.Title
}

// Notes are the texts below the section: the meaning of its signs, then the footnotes.
func (s *Section) Notes() []string {
	var list []string
	for _, sign := range s.Signs {
		list = append(list, sign.Text)
	}
	return append(list, s.Footnotes...)
}

// Changed is the mark after a number in a cell if the replaced edition had a different number. A Sign explains the
// mark.
const Changed = "*"

// Sign is a mark in the cells of a section with its meaning: the mark of a missing number, or Changed.
type Sign struct {
	Sign string // "n.d.", as in the cells
	Text string // "n.d. : pas de donnée pour cette période."
}

// Block is one thing to draw. Exactly one pointer is set.
type Block struct {
	Cards     *Cards       `json:",omitempty"`
	Table     *Table       `json:",omitempty"`
	Columns   *TimeChart   `json:",omitempty"`
	Line      *TimeChart   `json:",omitempty"`
	Series    *SeriesChart `json:",omitempty"`
	Bars      *BarChart    `json:",omitempty"`
	Waterfall *Waterfall   `json:",omitempty"`
	Donut     *Donut       `json:",omitempty"`
	Multiples *Multiples   `json:",omitempty"`
	Heat      *HeatMap     `json:",omitempty"`
	Funnel    *Funnel      `json:",omitempty"`
	Text      *Text        `json:",omitempty"`
}

// Tone is a business effect. It is never shown by colour alone: the text carries its sign and arrow.
type Tone int

// The tones.
const (
	Neutral Tone = 0
	Good    Tone = 1
	Bad     Tone = -1
	Warn    Tone = 2 // at risk
	Muted   Tone = 3 // no data, no target
)

// Cards is a row or two of key figures.
type Cards struct{ Cards []Card }

// Card is one key figure.
type Card struct {
	Label      string
	Value      string     // "412 k€"
	Exact      *Exact     `json:"-"` // the number that Value was rounded from; nil if Value is a sign
	Lines      []CardLine // comparisons with the target and with last year
	Status     string     // "en bonne voie", "" without a target
	StatusTone Tone
	Spark      []*float64 // oldest first, nil where there is no data
	SparkNote  string     // "13 semaines"
	SparkEnds  [2]string  // first and last value as text
}

// CardLine is one comparison on a card.
type CardLine struct {
	Label string // "vs obj. 430 k€"
	Text  string // "▼ −4,2 %"
	Tone  Tone
	Exact *Exact `json:"-"` // the number that Text was rounded from

	Ref     *Exact `json:"-"` // the number that the one in Label was rounded from; nil if Label has none
	RefText string `json:"-"` // the number as Label writes it: "430 k€"
}

// Table is a grid with a header that repeats on each page.
type Table struct {
	Columns []Column
	Rows    []Row
	Caption string // "200 lignes", "50 premières lignes sur 1 204"
	Alt     string `json:",omitempty"` // the table's message, for a mail that does not show the table

	ShorterCaptions []string `json:"-"` // captions of the table if only its first row is printed, only its first two …; empty if all rows must be printed
}

// Column is the heading of a table's column.
type Column struct {
	Label string
	Unit  string // "k€", printed under the label when it differs from the section's
	Align Align
	Kind  ColumnKind
	Grow  float64 // share of the spare width; 0 for a column as wide as its widest cell
	Role  Role    `json:",omitempty"`
	Key   string  `json:",omitempty"` // the legend of the bullets' marks, "" if they need none
}

// Role is the number that a column of a target table contains. A narrow layout selects columns by their roles.
type Role string

// The roles. A phone shows name, gap and attainment; or name, target and actual if there is neither gap nor attainment.
// The columns of an additional period have no role.
const (
	RoleName       Role = "name"
	RoleTarget     Role = "target"
	RoleActual     Role = "actual"
	RoleGap        Role = "gap"
	RoleAttainment Role = "attainment"
)

// Align is a column's side.
type Align int

// The sides. Numbers are right-aligned.
const (
	Left Align = iota
	Right
	Center
)

// ColumnKind is the kind of a column's cells.
type ColumnKind int

// The kinds of columns.
const (
	TextColumn ColumnKind = iota
	BulletColumn
	SparkColumn // sparklines, each on its own scale
)

// Drawn reports whether the column's cells are drawn, and have no text.
func (c *Column) Drawn() bool { return c.Kind == BulletColumn || c.Kind == SparkColumn }

// RowKind is the kind of a row: a member, a total, a subtotal …
type RowKind int

// The kinds of rows. A line is drawn above a Total; Unassigned is in muted text; a Subtotal sums the group of rows
// above it.
const (
	Body RowKind = iota
	Total
	Unassigned
	Subtotal
)

// Row is one row of a table. A page break never divides it.
type Row struct {
	Kind    RowKind `json:",omitempty"`
	Cells   []Cell
	Carried []string `json:",omitempty"` // running totals including this row, by column; if the page ends after it, the next page begins with them
}

// Cell is one field of a row.
type Cell struct {
	Text     string
	Tone     Tone       `json:",omitempty"`
	Forecast bool       `json:",omitempty"` // the cell contains a forecast: its background is hatched
	Bullet   *Bullet    `json:",omitempty"` // nil for a cell without a bullet
	Spark    []*float64 `json:",omitempty"` // for a SparkColumn: the values of the last periods, the oldest first; nil where there is no data

	Status Tone     `json:",omitempty"` // the judgement of a share of a target, or of a number with conditions: Good is on track, Warn at risk, Bad off track
	Alt    string   `json:",omitempty"` // Text followed by the status in words, if a mark shows the status
	Share  *float64 `json:",omitempty"` // the share of a target, for a bar: 1 is the full target; nil for another number

	Exact *Exact `json:"-"` // the number that Text was rounded from; nil for a cell without a number
}

// Bullet is a bullet graph after Stephen Few: a dark bar for the actual, a short line for the target, three grey
// ranges. All values are in the metric's unit. The scale is linear from zero to Max; all bullets of a column share it.
type Bullet struct {
	Actual  *float64
	Target  *float64
	AtRisk  *float64 // end of the darkest range
	Good    *float64 // end of the middle range; the lightest ends at Max
	Landing *float64 `json:",omitempty"` // the forecast for the end of an open period; the bar is hatched from the actual to it
	Plain   bool     `json:",omitempty"` // only the bar of the actual, without target and ranges
	Max     float64
}

// Text is prose from a subset of Markdown.
type (
	Text          = prose.Text
	Paragraph     = prose.Paragraph
	ParagraphKind = prose.ParagraphKind
	Run           = prose.Run
)

// The styles of paragraphs.
const (
	Prose    = prose.Plain
	Heading  = prose.Heading
	ListItem = prose.ListItem
)

// NoteWithoutPeriod is a section's note without its period if that is the document's period, which the subtitle already
// names.
func (d *Document) NoteWithoutPeriod(s *Section) string {
	if period, scenarios, _ := strings.Cut(s.Note, Dash); period == d.Period {
		return scenarios
	}
	return s.Note
}

// Dash separates the parts of a line: period and scenarios.
const Dash = " — "

// Exact is the value from which a printed number or day was rounded. A workbook contains it, in a format that shows it
// as the text does.
type Exact struct {
	Value  *big.Rat  // in the measure's unit: €, days, orders; a ratio, such as 0.042, if the text is in per cent or points
	Per    *big.Rat  // the text's unit, in the measure's unit: 1000 for "412 k€", 1/100 for "4,2 %"
	Digits int       // the text's number of decimals
	Time   time.Time // the day or instant that the text was written from, if Value is nil

	Whose metric.Whose // the owner of the rows that the value is computed from
}

// Mute removes the colours and the status of all cells of a row.
func (r *Row) Mute() {
	for i := range r.Cells {
		r.Cells[i].Tone, r.Cells[i].Status = Muted, Neutral
	}
}

// Listing is the content of a table section for further calculations: all rows, including those that the page omits,
// without totals. A value that is missing in the data is the zero Cell.
type Listing struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
}
