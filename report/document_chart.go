package report

import "time"

// TimeChart shows one measure over time, left to right. Its values are in the section's unit (k€, not €), as the labels
// of its axis.
type TimeChart struct {
	Categories []string    // under the axis, oldest first: "S46", "nov."
	Days       []time.Time `json:"-"` // the first day of each category, at midnight UTC
	Groups     []TimeGroup // a second row of labels: the year or quarter; may be empty
	AC         []Point
	PL         []Point // empty if the chart compares with no target
	PY         []Point
	PPY        []Point `json:",omitempty"` // two years back, if a line shows three years
	FC         []Point // forecasts of open periods, hatched behind the actual so far; empty if there is none
	Low, High  []Point `json:",omitempty"` // the range that contains the result 8 times in 10; empty if there is none
	DeltaPL    []Point // the absolute variances from PL, or from PY if there is no PL; empty if there are none
	DeltaPLPct []Point // the same variances in per cent
	Running    bool    `json:",omitempty"` // each point is a running sum: a line joins its targets, instead of a level for each period
	Words      ChartWords
	Ticks      []Tick  // round values of a line chart's axis, lowest first; empty for columns
	Scale      string  // the unit's name; charts of a page with the same Scale share one axis
	Max        float64 // the largest magnitude to show on that axis
	Alt        string  // the chart's message, for readers who cannot see it
}

// TimeGroup is a label for the categories from First to the next group.
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
	Value *float64 // nil if nothing is drawn: Label then has the reason
	Label string
	Exact *Exact `json:"-"` // the number that Value and Label were rounded from, in the measure's unit
	Tone  Tone   `json:",omitempty"`
	Open  bool   `json:",omitempty"` // the period is not finished
	// Forecast marks a value or variance that includes a forecast: its drawing is hatched.
	Forecast bool `json:",omitempty"`
}

// ChartWords are the scenario names in the reader's language: R, Obj., N‑1.
type ChartWords struct {
	AC, PL, PY, DeltaPL, DeltaPLPct string
	FC                              string `json:",omitempty"`
	Range                           string `json:",omitempty"` // the name of the range: 8 fois sur 10
	PPY                             string `json:",omitempty"` // two years back: N‑2, 2024
	MagnifiedDelta                  string `json:",omitempty"` // "%s : barres d’écart agrandies %s fois."; the values are the mark and the factor
	ReducedDelta                    string `json:",omitempty"` // "%s : barres d’écart tracées %s fois plus petites."
	Magnified                       string `json:",omitempty"` // MagnifiedDelta for all bars of the chart
}

// BarChart shows one measure by member, top to bottom, with its variance, in the section's unit. The Total of an
// additive measure has texts but no bar, because its bar would be much longer than the others.
type BarChart struct {
	Head  string `json:",omitempty"` // the dimension of the bars, for screen readers: "Région"
	Bars  []Bar
	Words ChartWords // PL is the name of the reference, also if that is last year
	RefIs Scenario
	Scale string
	Max   float64
	Alt   string
}

// Scenario is the kind of a reference.
type Scenario string

// The scenarios that a chart may draw behind the actual.
const (
	PL Scenario = "PL"
	PY Scenario = "PY"
	PP Scenario = "PP"
	AC Scenario = "AC" // only for a Step
)

// Bar is one line of a BarChart.
type Bar struct {
	Label    string
	Kind     RowKind `json:",omitempty"`
	Value    *float64
	Text     string
	Ref      *float64 // the value of the reference scenario, nil for none
	RefTxt   string   `json:",omitempty"` // Ref as text
	Delta    *float64
	DeltaTxt string // "+12"
	PctTxt   string // "+4,2 %"
	Tone     Tone
	PctTone  Tone `json:",omitempty"` // the tone of PctTxt: Muted if that is a sign
	Beyond   bool `json:",omitempty"` // the bar is too long for the scale: it ends there, with a mark

	Exact, RefExact, DeltaExact, PctExact *Exact `json:"-"` // the numbers that the texts were rounded from, nil for none
}

// Funnel shows the stages of a pipeline, or of a conversion, from first to last. The Total is text without a bar.
type Funnel struct {
	Stages  []FunnelStage
	Labels  FunnelLabels
	ByCount bool `json:",omitempty"` // the bars are counts, not amounts
	Alt     string
}

// FunnelLabels are the headings of the funnel's columns, "" for a column that it does not have.
type FunnelLabels struct {
	Stage, Count, Amount, Weighted string
	Conversion                     string `json:",omitempty"` // as a share of the previous stage
	Overall                        string `json:",omitempty"` // as a share of the first stage
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
	Few     bool   `json:",omitempty"` // too few are in the previous stage to judge the conversion

	CountExact, AmtExact, WgtExact, ConvExact, AllExact *Exact `json:"-"` // the numbers that the texts were rounded from
}

// SeriesForm is the arrangement of several series over the same categories.
type SeriesForm string

// The forms. The series of Stacked and Area are added up; those of Grouped and Lines start at zero.
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
	Days       []time.Time `json:"-"` // the first day of each category, at midnight UTC
	Groups     []TimeGroup // a second row of labels; may be empty
	Series     []Series    // Grouped: from left to right; Stacked and Area: from the axis up
	Totals     []Point     // the sum of each stack, drawn above it; empty for Grouped and Lines
	Ticks      []Tick      // round values of the axis of areas or lines, lowest first; empty for columns
	Words      ChartWords
	Scale      string // the unit's name; charts of a page with the same Scale share one axis
	Max        float64
	Alt        string
}

// Series is one of a chart's series. The drawing omits the labels of points that have no room.
type Series struct {
	Name   string
	Look   Look
	Points []Point
}

// Look is the appearance of a series: that of its scenario in IBCS, or a shade for a member.
type Look string

// The looks.
const (
	LookAC     Look = "AC"     // solid dark
	LookPY     Look = "PY"     // solid lighter
	LookPPY    Look = "PPY"    // two years back: lightest
	LookPL     Look = "PL"     // outlined
	LookFC     Look = "FC"     // hatched
	LookPart   Look = "part"   // a member: a shade by its position
	LookOthers Look = "others" // all other members: the lightest shade
	LookNobody Look = "nobody" // rows that match no member: nearly white with a thin edge
)

// Waterfall shows the steps from one amount to another, top to bottom, in the section's unit: a step per member, or per
// metric.
type Waterfall struct {
	Head  string `json:",omitempty"` // the dimension of the steps: "Région"
	Steps []Step
	Words ChartWords
	Scale string // the unit's name; charts of a page with the same Scale share one axis
	Max   float64
	Alt   string
}

// Step is one bar of a Waterfall. The first and the last bar are amounts and start at zero. Each bar between them is a
// difference, which starts at the end of the previous bar, or an amount so far.
type Step struct {
	Label   string
	Is      Scenario `json:",omitempty"` // PL, PY, PP or AC for an amount, "" for a difference
	Kind    RowKind  `json:",omitempty"`
	From    float64  // the bar's start on the scale; 0 for an amount
	To      float64  // the bar's end on the scale
	Text    string   // "11 540", "+320"
	PctTxt  string   `json:",omitempty"` // a difference in per cent of the member's reference
	Tone    Tone     `json:",omitempty"`
	PctTone Tone     `json:",omitempty"` // the tone of PctTxt: Muted if that is a sign
	Open    bool     `json:",omitempty"` // the period is not finished

	Exact, PctExact *Exact `json:"-"` // the numbers that the texts were rounded from
}

// Donut shows the parts of a total, clockwise from twelve o'clock, the largest first.
type Donut struct {
	Parts []Part
	Total string // "4,81 M€", in the middle
	Exact *Exact `json:"-"` // the number that Total was rounded from
	Label string // "CA HT", below Total
	Alt   string
}

// Part is one part of a Donut. Its angle is its share of the sum of all values.
type Part struct {
	Label  string
	Value  float64 // never negative
	Text   string  // "1 204"
	Share  string  // "25 %"
	Others bool    `json:",omitempty"`

	Exact, ShareExact *Exact `json:"-"` // the numbers that the texts were rounded from
}

// Multiples are small charts of one measure, all on one scale: the same height is the same amount.
type Multiples struct {
	Categories []string    `json:",omitempty"` // the periods, oldest first: not drawn, for workbooks and screen readers
	Days       []time.Time `json:"-"`          // the first day of each category, at midnight UTC
	Panels     []Panel
	Words      ChartWords
	First      string // the label at the start of the time axes: "déc. 2025"
	Last       string // the label at their end: "nov. 2026"
	Scale      string
	Max        float64
	Low        float64 // the smallest value, 0 or negative
	Line       bool    // lines instead of columns, for a measure that is not additive
	Alt        string
}

// Panel is one of the small charts.
type Panel struct {
	Title string
	Kind  RowKind `json:",omitempty"`
	Text  string  // the value in the last period: "412 k€"
	Delta string  `json:",omitempty"` // the difference from the reference in the last period
	Tone  Tone    `json:",omitempty"`
	AC    []Point
	Ref   []Point  `json:",omitempty"`
	RefIs Scenario `json:",omitempty"`

	Beyond bool `json:",omitempty"` // its columns are too high for the scale: they end there, with a mark

	DeltaExact *Exact `json:"-"` // the number that Delta was rounded from
}

// HeatMap is a grid of shaded cells. Each cell also contains its number, so that nothing is shown by shade alone.
type HeatMap struct {
	Head    string      // the heading of the rows' names: "Région", "Cohorte"
	Extra   string      `json:",omitempty"` // the heading of the numbers beside the names: "Clients"; "" for none
	Columns []string    // periods or ages: "janv.", "+1"
	Days    []time.Time `json:"-"` // the first day of each column's period, at midnight UTC; empty if the columns are ages
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

// HeatCell is one cell. Its Shade is from 0, white, to 1, the darkest, in the colour of its Tone.
type HeatCell struct {
	Text  string // "" for future periods
	Shade float64
	Tone  Tone   `json:",omitempty"`
	Exact *Exact `json:"-"` // the number that Text was rounded from
}
