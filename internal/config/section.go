package config

// Section is one part of a report. Exactly one of its pointers is set: the YAML key names the kind.
type Section struct {
	Scorecard   *Scorecard   `yaml:"scorecard"`
	TargetTable *TargetTable `yaml:"target_table"`
	Trend       *Trend       `yaml:"trend"`
	Pipeline    *Pipeline    `yaml:"pipeline"`
	Breakdown   *Breakdown   `yaml:"breakdown"`
	Table       *Table       `yaml:"table"`
	Text        *Text        `yaml:"text"`
}

// Scorecard is 1 to 8 cards. It may be written as the bare list of its metrics.
type Scorecard struct {
	Title   string   `yaml:"title"`
	Metrics []string `yaml:"metrics"`
	Period  string   `yaml:"period"` // default: the report's first period
}

// TargetTable sets a metric against its target, a line per member of a dimension.
type TargetTable struct {
	Title  string `yaml:"title"`
	Metric string `yaml:"metric"`
	By     string `yaml:"by"`
	Period string `yaml:"period"`
}

// Trend shows a metric over the last periods.
type Trend struct {
	Title   string     `yaml:"title"`
	Metric  string     `yaml:"metric"`
	Last    string     `yaml:"last"`    // "13 weeks", "12 months", "8 quarters"
	Compare StringList `yaml:"compare"` // target, last_year
	As      string     `yaml:"as"`      // columns | line
}

// Pipeline is the open opportunities by stage.
type Pipeline struct {
	Title       string     `yaml:"title"`
	Dataset     string     `yaml:"dataset"`
	ID          string     `yaml:"id"`
	Stage       string     `yaml:"stage"`
	Stages      []string   `yaml:"stages"` // in order, open ones only
	Won         StringList `yaml:"won"`
	Lost        StringList `yaml:"lost"`
	Amount      string     `yaml:"amount"`
	Close       string     `yaml:"close"`
	Probability string     `yaml:"probability"` // column, 0 to 1 or 0 to 100
}

// Breakdown is bars of a metric by a dimension, sorted by size, with variance.
type Breakdown struct {
	Title   string `yaml:"title"`
	Metric  string `yaml:"metric"`
	By      string `yaml:"by"`
	Period  string `yaml:"period"`
	Compare string `yaml:"compare"` // target | last_year | previous
	Limit   int    `yaml:"limit"`   // default 12; the rest is one bar "others"
}

// Table is the answer of any SELECT on datasets.
type Table struct {
	Title   string        `yaml:"title"`
	Query   string        `yaml:"query"`
	Columns []TableColumn `yaml:"columns"` // default: all, by their SQL names
	Limit   int           `yaml:"limit"`   // default 1000; what is cut is said
}

// TableColumn says how one column of a table is shown.
type TableColumn struct {
	Column   string `yaml:"column"`
	Label    string `yaml:"label"`
	Unit     string `yaml:"unit"`
	Decimals *int   `yaml:"decimals"`
	Total    bool   `yaml:"total"`
}

// Text is a paragraph in a subset of Markdown. It may be written as the bare string.
type Text struct {
	Title string `yaml:"title"`
	Body  string `yaml:"body"`
}
