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

// Document is a finished report, every number already written as its reader writes it. It draws as PDF and
// as mail; nothing in it has to be computed again.
type Document struct {
	Report   string // the report's name in the YAML
	Lang     string // BCP 47
	Company  string
	Logo     []byte    `json:"-"` // PNG or empty
	Accent   string    // #rrggbb
	Author   string    // owner
	Title    string    // the report's title
	Headline string    // the sentence about what the document shows, with its number
	Subtitle string    // which measure and unit, which period, which scenarios
	PeriodID string    // 2026-W46
	Period   string    // in words, with its dates: "semaine 46 (9–15 nov. 2026)"
	Subject  string    // of the mail, with the figure
	Preview  string    // what a mailbox shows beside the subject; "" for the headline
	Banner   string    // a doubt or DRAFT, "" when the report is sound
	Created  time.Time // the cut-off: the same data gives the same bytes
	Paper    Paper
	Trust    []string // the parts of the trust line
	Replaces string   `json:",omitempty"` // which edition this one cancels and replaces
	Remarks  []string `json:",omitempty"` // texts of the owner, below the headline
	Words    Words
	Sections []Section
}

// Paper is the size and layout of the pages. The zero Paper is A4 upright.
type Paper struct {
	Letter    bool   `json:",omitempty"` // 8.5 × 11 inches
	Landscape bool   `json:",omitempty"`
	Pages     int    `json:",omitempty"` // at most so many pages, set closer and smaller where that helps; 0 for any number
	AllRows   bool   `json:",omitempty"` // no list is cut for it
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
	Title     string  // what it shows, without the unit; or a sentence on that
	Label     string  `json:",omitempty"` // what it shows where Title is a sentence, "" else
	Unit      string  // unit and scale, once: "k€", "%", "" if the cells contain it
	Note      string  // period and scenarios
	Width     float64 `json:",omitempty"` // share of the page's width: 1/3, 1/2, 2/3; 0 and 1 are all of it. Neighbours that fit are in one row.
	NewPage   bool    `json:",omitempty"` // it starts a page
	Blocks    []Block
	Signs     []Sign            `json:",omitempty"` // what its signs mean, before the footnotes
	Footnotes []string          // what else is to be said
	Remarks   []string          `json:",omitempty"` // texts of the owner about its figures
	Insights  []finding.Insight `json:",omitempty"`
}

// Name is what the section shows, in few words.
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

// Changed follows a number in its cell that is another one than in the edition that this one replaces. The sign with its meaning is the mark alone.
const Changed = "*"

// Sign is the mark of a number that is not there, or Changed, with what it means.
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
	Exact      *Exact     `json:"-"` // what Value was rounded from, nil where it is a sign
	Lines      []CardLine // against target, against last year
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
	Exact *Exact `json:"-"` // what Text was rounded from

	Ref     *Exact `json:"-"` // what the number in Label was rounded from, nil for none
	RefText string `json:"-"` // that number: "430 k€"
}

// Table is a grid with a header that repeats on each page.
type Table struct {
	Columns []Column
	Rows    []Row
	Caption string // "200 lignes", "50 premières lignes sur 1 204"
	Alt     string `json:",omitempty"` // its message, for a mail that shows nothing of it

	Shorter []string `json:"-"` // captions of a list that may be cut: of its first row alone, of its first two …; empty where no row may go
}

// Column is the heading of a table's column.
type Column struct {
	Label string
	Unit  string // "k€", printed under the label when it differs from the section's
	Align Align
	Kind  ColumnKind
	Grow  float64 // share of the spare width; 0 for a column as wide as its widest cell
	Role  Role    `json:",omitempty"`
	Key   string  `json:",omitempty"` // what the marks of its bullets mean, for those who see them; "" where there is nothing to explain
}

// Role is what a column of a target table shows, for a narrow drawing that keeps only some of them.
type Role string

// The roles. A phone shows name, gap and attainment, and where there is neither, target and actual. A column of a further period
// has none.
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
)

// RowKind sets a row apart.
type RowKind int

// The kinds of rows. A Total is ruled off; Unassigned is set in muted text; a Subtotal is of the group of rows above it.
const (
	Body RowKind = iota
	Total
	Unassigned
	Subtotal
)

// Row is one line of a table; it is never torn over two pages.
type Row struct {
	Kind    RowKind `json:",omitempty"`
	Cells   []Cell
	Carried []string `json:",omitempty"` // running totals up to and with this row, by column; a page that follows it opens with them
}

// Cell is one field of a row.
type Cell struct {
	Text     string
	Tone     Tone    `json:",omitempty"`
	Forecast bool    `json:",omitempty"` // it holds a forecast: set on a hatched ground
	Bullet   *Bullet `json:",omitempty"` // nil leaves the field blank

	Status Tone     `json:",omitempty"` // of a share of a target, or a number with conditions, that is judged: on track, at risk or off track
	Alt    string   `json:",omitempty"` // the text with its status in words, if a mark shows the status
	Share  *float64 `json:",omitempty"` // of a share of a target: the number for a bar; 1 is the whole target

	Exact *Exact `json:"-"` // what the text was rounded from, nil where the text is all
}

// Bullet is a bullet graph after Stephen Few: a dark bar for the actual, a short line for the target, three
// grey ranges. All are in the metric's unit on one linear scale from zero to Max, shared by the column.
type Bullet struct {
	Actual  *float64
	Target  *float64
	AtRisk  *float64 // end of the darkest range
	Good    *float64 // end of the middle range; the lightest ends at Max
	Landing *float64 `json:",omitempty"` // where an open period is forecast to end: hatched, from the actual on
	Plain   bool     `json:",omitempty"` // the actual alone, as a bar
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

// OwnNote is a section's note without the document's own period, which pages say in the subtitle and at their foot.
func (d *Document) OwnNote(s *Section) string {
	if period, scenarios, _ := strings.Cut(s.Note, Dash); period == d.Period {
		return scenarios
	}
	return s.Note
}

// Dash joins parts of one line.
const Dash = " — "

// Exact is the value from which a printed number or day was rounded. A workbook contains it, in a format that shows it
// as the text does.
type Exact struct {
	Value  *big.Rat  // in the measure's own unit: €, days, orders; a ratio of what is written in per cent or points
	Per    *big.Rat  // one of the text's unit in the measure's: 1000 of "412 k€", 1/100 of "4,2 %"
	Digits int       // of the text after the decimal sign
	Time   time.Time // of a cell that is a day or an instant, which has no Value

	Whose metric.Whose // whose rows the value is computed from, if figures have that
}

// Mute takes every verdict's colour from a line.
func (r *Row) Mute() {
	for i := range r.Cells {
		r.Cells[i].Tone, r.Cells[i].Status = Muted, Neutral
	}
}

// Listing is the content of a table section for further calculations: every row, including those that the page leaves
// out, without totals. A cell that is empty in the data is the zero Cell.
type Listing struct {
	Title   string
	Columns []Column
	Rows    [][]Cell
}
