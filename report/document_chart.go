package report

import "time"

// TimeChart shows one measure over time, left to right. Its values are in the section's unit (k€, not €),
// so an axis can be labelled from them.
type TimeChart struct {
	Categories []string    // under the axis, oldest first: "S46", "nov."
	Days       []time.Time `json:"-"` // the first day of each, at midnight UTC
	Groups     []TimeGroup // a second row of labels: the year or quarter; may be empty
	AC         []Point
	PL         []Point // empty when not compared
	PY         []Point
	PPY        []Point `json:",omitempty"` // two years back, of a line that shows three years
	FC         []Point // where a period that is not over lands, hatched, the actual so far in front of it; empty when there is no forecast
	Low, High  []Point `json:",omitempty"` // the range of a forecast, 8 times in 10; empty if there is none
	DeltaPL    []Point // variance tier, absolute; empty when there is none; against PY when there is no PL
	DeltaPLPct []Point // variance tier, per cent
	Running    bool    `json:",omitempty"` // each point is a running sum: its target is drawn from point to point, not as a level of a period
	Words      ChartWords
	Ticks      []Tick  // round values of a line's axis, lowest first; columns need none
	Scale      string  // charts of the same Scale share their axis on a page: the unit's name
	Max        float64 // the largest magnitude to show on that scale
	Alt        string  // the chart's message, for readers who cannot see it
}

// TimeGroup labels the categories from First on.
type TimeGroup struct {
	Label string
	First int
}

// Tick is one labelled value of an axis, in the chart's unit.
type Tick struct {
	Value float64
	Label string
}

// Point is one value of a chart with its label.
type Point struct {
	Value *float64 // nil: nothing is drawn, and Label has the reason
	Label string
	Exact *Exact `json:"-"` // what Value and Label were rounded from, in the measure's own unit
	Tone  Tone   `json:",omitempty"`
	Open  bool   `json:",omitempty"` // the period is not finished
	// Forecast marks a value, or a variance, that includes a forecast: it is hatched.
	Forecast bool `json:",omitempty"`
}

// ChartWords are the scenario names in the reader's language: R, Obj., N‑1.
type ChartWords struct {
	AC, PL, PY, DeltaPL, DeltaPLPct string
	FC                              string `json:",omitempty"`
	Range                           string `json:",omitempty"` // the name of the range: 8 fois sur 10
	PPY                             string `json:",omitempty"` // two years back: N‑2, 2024
	MagnifiedDelta                  string `json:",omitempty"` // "%s : barres d’écart agrandies %s fois.", with the mark and the number
	ReducedDelta                    string `json:",omitempty"` // "%s : barres d’écart tracées %s fois plus petites."
	Magnified                       string `json:",omitempty"` // the same as MagnifiedDelta of all the chart's bars
}

// BarChart shows one measure by a structure, top to bottom, with its variance, in the section's unit. The
// Total of a measure that adds up has only its texts: a bar of it would dwarf the others.
type BarChart struct {
	Head  string `json:",omitempty"` // what the bars are: "Région"; no eye needs it, the table read aloud does
	Bars  []Bar
	Words ChartWords // the reference is PL's or PY's name in PL
	RefIs Scenario
	Scale string
	Max   float64
	Alt   string
}

// Scenario is the kind of a reference.
type Scenario string

// The scenarios that a chart may set behind the actual.
const (
	PL Scenario = "PL"
	PY Scenario = "PY"
	PP Scenario = "PP"
	AC Scenario = "AC" // of a Step only
)

// Bar is one line of a BarChart.
type Bar struct {
	Label    string
	Kind     RowKind `json:",omitempty"`
	Value    *float64
	Text     string
	Ref      *float64 // the reference scenario, nil for none
	RefTxt   string   `json:",omitempty"` // its value as text
	Delta    *float64
	DeltaTxt string // "+12"
	PctTxt   string // "+4,2 %"
	Tone     Tone
	PctTone  Tone `json:",omitempty"` // of the per cent: Muted for a sign
	Beyond   bool `json:",omitempty"` // it would dwarf the others: it is cut at the end of the scale, with a mark

	Exact, RefExact, DeltaExact, PctExact *Exact `json:"-"` // what the texts were rounded from, nil for none
}

// Funnel shows the stages of a pipeline, or of a conversion, from first to last. The Total is text without a bar.
type Funnel struct {
	Stages  []FunnelStage
	Labels  FunnelLabels
	ByCount bool `json:",omitempty"` // the bars are counts, not amounts
	Alt     string
}

// FunnelLabels head the funnel's columns, "" for one that is not there.
type FunnelLabels struct {
	Stage, Count, Amount, Weighted string
	Conversion                     string `json:",omitempty"` // share of the stage before
	Overall                        string `json:",omitempty"` // share of the first stage
}

// FunnelStage is one bar of the funnel; its width is its amount, or its count.
type FunnelStage struct {
	Label    string
	Kind     RowKind `json:",omitempty"`
	Amount   float64
	Weighted float64
	CountTxt string
	AmtTxt   string
	WgtTxt   string

	ConvTxt string `json:",omitempty"`
	AllTxt  string `json:",omitempty"`
	Few     bool   `json:",omitempty"` // the conversion is of too few to be judged

	CountExact, AmtExact, WgtExact, ConvExact, AllExact *Exact `json:"-"` // what the texts were rounded from
}

// SeriesForm is the arrangement of several series over the same categories.
type SeriesForm string

// The forms. Areas are stacked too; a single series is a plain area. Lines are independent of each other.
const (
	Grouped SeriesForm = "grouped"
	Stacked SeriesForm = "stacked"
	Area    SeriesForm = "area"
	Lines   SeriesForm = "lines"
)

// SeriesChart shows one measure over time in several series, left to right, in the section's unit.
type SeriesChart struct {
	Form       SeriesForm
	Categories []string    // under the axis, oldest first
	Days       []time.Time `json:"-"` // the first day of each, at midnight UTC
	Groups     []TimeGroup // a second row of labels; may be empty
	Series     []Series    // grouped: from left to right; stacked and area: from the axis up
	Totals     []Point     // over each stack, as its Value and Label; empty for Grouped and Lines
	Ticks      []Tick      // round values of an axis of areas or lines, lowest first; columns need none
	Words      ChartWords
	Scale      string // charts of the same Scale share their axis on a page
	Max        float64
	Alt        string
}

// Series is one of a chart's series. Its points may be labelled; which labels have room is the drawing's affair.
type Series struct {
	Name   string
	Look   Look
	Points []Point
}

// Look is the kind of a series, as IBCS draws it; parts of a whole have shades of their own.
type Look string

// The looks.
const (
	LookAC     Look = "AC"     // solid dark
	LookPY     Look = "PY"     // solid lighter
	LookPPY    Look = "PPY"    // two years back: lightest
	LookPL     Look = "PL"     // outlined
	LookFC     Look = "FC"     // hatched
	LookPart   Look = "part"   // a member: a shade by its place
	LookOthers Look = "others" // all other members: the lightest shade
	LookNobody Look = "nobody" // rows that match no member: nearly white with a thin edge, like no member
)

// Waterfall shows the steps from a reference to the actual, top to bottom, one per member, in the section's unit.
type Waterfall struct {
	Head  string `json:",omitempty"` // what the steps are: "Région"
	Steps []Step
	Words ChartWords
	Scale string // charts of the same Scale share their axis on a page
	Max   float64
	Alt   string
}

// Step is one bar of a Waterfall. The first and the last are whole amounts, those between go from where the one before
// ended.
type Step struct {
	Label   string
	Is      Scenario `json:",omitempty"` // PL, PY, PP or AC for a whole amount from zero; "" for a difference
	Kind    RowKind  `json:",omitempty"`
	From    float64  // where it begins; 0 for a whole amount
	To      float64  // where it ends
	Text    string   // "11 540", "+320"
	PctTxt  string   `json:",omitempty"` // of a difference, in per cent of the member's own reference
	Tone    Tone     `json:",omitempty"`
	PctTone Tone     `json:",omitempty"` // of the per cent: Muted for a sign
	Open    bool     `json:",omitempty"` // of a period that is not finished

	Exact, PctExact *Exact `json:"-"` // what the texts were rounded from
}

// Donut shows the parts of a whole, the largest first from twelve o'clock on, clockwise.
type Donut struct {
	Parts []Part
	Total string // "4,81 M€", in its middle
	Exact *Exact `json:"-"` // what Total was rounded from
	Label string // "CA HT", under it
	Alt   string
}

// Part is one part of a Donut. Its share of all values is its angle.
type Part struct {
	Label  string
	Value  float64 // never negative
	Text   string  // "1 204"
	Share  string  // "25 %"
	Others bool    `json:",omitempty"`

	Exact, ShareExact *Exact `json:"-"` // what the texts were rounded from
}

// Multiples are small charts of one measure, all on one scale: the same height is the same amount.
type Multiples struct {
	Categories []string    `json:",omitempty"` // the periods, oldest first, for those who read the numbers; no chart has room for them
	Days       []time.Time `json:"-"`          // the first day of each, at midnight UTC
	Panels     []Panel
	Words      ChartWords
	First      string // what the time axes begin and end with: "déc. 2025", "nov. 2026"
	Last       string
	Scale      string
	Max        float64
	Low        float64 // the smallest value, 0 or negative
	Line       bool    // drawn as lines, for what does not add up
	Alt        string
}

// Panel is one of the small charts.
type Panel struct {
	Title string
	Kind  RowKind `json:",omitempty"`
	Text  string  // its value in the last period: "412 k€"
	Delta string  `json:",omitempty"` // against what it is compared with
	Tone  Tone    `json:",omitempty"`
	AC    []Point
	Ref   []Point  `json:",omitempty"`
	RefIs Scenario `json:",omitempty"`

	Beyond bool `json:",omitempty"` // it would dwarf the others: its columns are cut at the end of the scale, with a mark

	DeltaExact *Exact `json:"-"` // what Delta was rounded from
}

// HeatMap is a grid of shaded cells. The shade is never the only carrier: each cell writes its number.
type HeatMap struct {
	Head    string      // over the rows' names: "Région", "Cohorte"
	Extra   string      `json:",omitempty"` // over a column of numbers after the names: "Clients"
	Columns []string    // "janv.", "+1"
	Days    []time.Time `json:"-"` // the first day of each, at midnight UTC; none of ages
	Rows    []HeatRow
	Caption string `json:",omitempty"`
	Alt     string
}

// HeatRow is one line of a HeatMap.
type HeatRow struct {
	Label string
	Kind  RowKind `json:",omitempty"`
	Extra string  `json:",omitempty"`
	Cells []HeatCell
}

// HeatCell is one cell. Shade runs from 0, white, to 1, the darkest; a Tone gives it the business effect's colour.
type HeatCell struct {
	Text  string // "" for future periods
	Shade float64
	Tone  Tone   `json:",omitempty"`
	Exact *Exact `json:"-"` // what the text was rounded from
}
