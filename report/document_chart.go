package report

// TimeChart shows one measure over time, left to right. Its values are in the section's unit (k€, not €),
// so an axis can be labelled from them.
type TimeChart struct {
	Categories []string    // under the axis, oldest first: "S46", "nov."
	Groups     []TimeGroup // a second row of labels: the year or quarter; may be empty
	AC         []Point
	PL         []Point // empty when not compared
	PY         []Point
	DeltaPL    []Point // variance tier, absolute; empty when there is none; against PY when there is no PL
	DeltaPLPct []Point // variance tier, per cent
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
	Value *float64 // nil: nothing is drawn, and Label says why
	Label string
	Tone  Tone `json:",omitempty"`
	Open  bool `json:",omitempty"` // the period is not finished
}

// ChartWords are the scenario names as the reader says them: R, Obj., N‑1.
type ChartWords struct {
	AC, PL, PY, DeltaPL, DeltaPLPct string
	MagnifiedDelta                  string `json:",omitempty"` // "%s : barres d’écart agrandies %s fois.", with the mark and the number
	Magnified                       string `json:",omitempty"` // the same of all the chart's bars
}

// BarChart shows one measure by a structure, top to bottom, with its variance, in the section's unit. The
// Total of a measure that adds up has only its texts: a bar of it would dwarf the others.
type BarChart struct {
	Bars  []Bar
	Words ChartWords // the reference is PL's or PY's name in PL
	RefIs Scenario
	Scale string
	Max   float64
	Alt   string
}

// Scenario is what a reference is.
type Scenario string

// The scenarios that a chart may set behind the actual.
const (
	PL Scenario = "PL"
	PY Scenario = "PY"
	PP Scenario = "PP"
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
}

// Funnel shows the stages of a pipeline from first to last. The Total is text without a bar.
type Funnel struct {
	Stages []FunnelStage
	Labels FunnelLabels
	Alt    string
}

// FunnelLabels head the funnel's columns.
type FunnelLabels struct{ Stage, Count, Amount, Weighted string }

// FunnelStage is one bar of the funnel; its width is its amount.
type FunnelStage struct {
	Label    string
	Kind     RowKind `json:",omitempty"`
	Amount   float64
	Weighted float64
	CountTxt string
	AmtTxt   string
	WgtTxt   string
}
