package figure

import "bilan/internal/config/scalar"

// Dimension is a breakdown of figures. With a dataset, its members are the rows of that roster, and Key, Label, Mail,
// Parent and Active name columns of it. Without one, its members are the values in the data.
type Dimension struct {
	Name      string            `yaml:"name" is:"languages" def:"the dimension's own name" eg:"Commercial" doc:"The name that is printed."`
	Dataset   string            `yaml:"dataset" is:"ref=dataset" eg:"reps" doc:"The roster: a dataset with one row per member. Without a roster the members are the values found in the data."`
	Key       string            `yaml:"key" eg:"rep_id" doc:"The roster's column that identifies a member. Needed with a roster."`
	Label     string            `yaml:"label" is:"languages" def:"the key" eg:"name" doc:"The roster's column with the name to print; per language, if the roster has a column for each. Without a roster, the same as 'name'."`
	Mail      string            `yaml:"mail" eg:"email" doc:"The roster's column with a member's address. Reports with 'each' send a member's edition there."`
	Parent    string            `yaml:"parent" eg:"team" doc:"The roster's column with the group that a member belongs to. The name of the parent column can be used as a dimension too."`
	Manager   string            `yaml:"manager" eg:"manager_id" doc:"The roster's column with the member's manager: a member's key or name, or an address. The edition of his group goes there."`
	KeyDigits int               `yaml:"key_digits" is:"min=1,max=18" eg:"3" doc:"How many digits the dimension's keys have. Shorter numbers get back the leading zeros that a spreadsheet removed."`
	Match     scalar.StringList `yaml:"match" is:"one=case|accents|order" def:"nothing is ignored" eg:"[case, accents, order]" doc:"What is ignored when a value of the data is compared with a member's key or label: case, accents, the order of words."`
	Active    Active            `yaml:"active" doc:"The roster's columns with a member's first and last day."`
	Order     []string          `yaml:"order" def:"the largest first" eg:"[Qualifié, Devis, Négociation]" doc:"The dimension's members, by key or label, in their natural order. Sections use this order; members that are not listed come last."`
	Bands     []scalar.Number   `yaml:"bands" eg:"[0, 5%, 10%, 15%]" doc:"Without a roster: the lower bounds of the bands into which the numbers of the dataset's column are divided. Each band is a member, and the numbers below the first bound are another member."`
	Aliases   map[string]string `yaml:"aliases" eg:"{LEFEVRE Julie: R07}" doc:"Values found in the data, and the key of the member that each one means."`
}

// LabelColumn returns the roster's column with a member's name; "" without a roster.
func (d Dimension) LabelColumn() string {
	switch {
	case d.Dataset == "":
		return ""
	case d.Label == "":
		return d.Key
	}
	return d.Label
}

// Heading returns the dimension's name for readers; "" if the YAML does not set one.
func (d Dimension) Heading() string {
	if d.Name == "" && d.Dataset == "" {
		return d.Label
	}
	return d.Name
}

// Active names the roster's columns with the first and last day of a member.
type Active struct {
	From  string `yaml:"from" eg:"hired_on" doc:"The column with the first day."`
	Until string `yaml:"until" eg:"left_on" doc:"The column with the last day. An empty cell means that the member is still active."`
}

// Dataset is a named query on a source, or on other datasets if Source is empty.
type Dataset struct {
	Source    string            `yaml:"source" is:"ref=source" eg:"exports" doc:"The source that the query runs on. Without a source the query runs on other datasets, each a table under its own name."`
	Query     string            `yaml:"query" is:"req,raw" eg:"select * from orders" doc:"One SELECT. ':period_start', ':period_end' (the day after the last), ':history_start' and ':today' are filled in; ${…} is not."`
	Keys      map[string]string `yaml:"keys" is:"keys=dimension" eg:"{rep: owner_id}" doc:"The column of each dimension."`
	Sale      string            `yaml:"sale" def:"each row is a sale" eg:"order_id" doc:"The column that identifies a sale, if a sale has several rows. An order of five lines then counts as one when the number of missing sales is computed."`
	KeyDigits int               `yaml:"key_digits" is:"min=1,max=18" eg:"3" doc:"How many digits the keys in 'keys' have, and the dataset's own keys if it is a roster. Shorter numbers get back the leading zeros that a spreadsheet removed."`
	Credit    Credit            `yaml:"credit" doc:"How rows are shared between the members of a dimension, such as a deal between two reps."`
	Common    bool              `yaml:"common" def:"false" eg:"true" doc:"Whether several members may have the same row, such as a price. Without this key a report with 'each' is held if they do, because the SQL may join the members without a condition."`
	Checks    Checks            `yaml:"checks" doc:"What must be true before its figures may be shown."`
	Photos    string            `yaml:"photos" is:"one=daily|never" def:"daily for sales.deals and sales.customers, else never" eg:"daily" doc:"Whether the daemon keeps a photo of the dataset each day, if it has no dates: pipelines and states can then show a past day."`
	Accept    Accept            `yaml:"accept" doc:"Doubts about its rows that are accepted until a day."`

	Entity string // the entity of a sales dataset; Query then only names the datasets to read, and the SQL is made once their columns are known
}

// Credit splits rows between the members of a dimension. A row without shares belongs only to its own member.
type Credit struct {
	By      string            `yaml:"by" is:"req,ref=dimension" eg:"rep" doc:"The dimension between whose members the rows are shared."`
	Dataset string            `yaml:"dataset" is:"req,ref=dataset" eg:"splits" doc:"The dataset with one row per shared row and member."`
	ID      string            `yaml:"id" is:"req" eg:"order_id" doc:"The column that identifies a sale, in both datasets."`
	Member  string            `yaml:"member" is:"req" eg:"rep_id" doc:"The dataset's column with the member."`
	Share   string            `yaml:"share" is:"req" eg:"share" doc:"The dataset's column with the share: from 0 to 1, or from 0 to 100. The shares of one sale add up to 100 %."`
	Amounts scalar.StringList `yaml:"amounts" is:"req" eg:"[amount]" doc:"The columns with amounts that are shared. In a metric's value, the column 'credit' is the share: sum(credit) counts a shared sale once."`
}

// Checks are the conditions that a dataset must meet before its figures may be shown.
type Checks struct {
	Fresh   Fresh             `yaml:"fresh" eg:"order_date" doc:"A date column: its newest value is printed, and must not be older than was usual in the last 12 months, or than 'within'. May be written as the bare column."`
	Rows    scalar.RowCount   `yaml:"rows" is:"rows" eg:"\">= 1\"" doc:"How many rows there must be: a comparison, a number or a range such as 10..200."`
	Unique  scalar.StringList `yaml:"unique" eg:"order_id" doc:"Columns in which every value is unique."`
	NotNull scalar.StringList `yaml:"not_null" eg:"[owner_id, amount]" doc:"Columns without empty cells."`
	Sum     []Control         `yaml:"sum" is:"single" eg:"{column: amount, equals: 1204.50}" doc:"Sums that must equal a control total."`
	NoRows  []Query           `yaml:"no_rows" is:"single" eg:"select * from orders where amount < 0" doc:"Queries on datasets that must return no row. Each may be written as the bare SELECT."`
}

// Fresh requires that the newest value of a date column is recent: at most Within before the cut-off or, without
// Within, as recent as the dataset's last 12 months let expect. In the YAML, it may be written as only the column.
type Fresh struct {
	Column string      `yaml:"column" is:"req,bare" eg:"order_date" doc:"The date column."`
	Within *scalar.Age `yaml:"within" def:"learned from the data" eg:"3 days" doc:"How old the newest value may be: '3 days' are business days, '3 calendar days' are not. Without this key the limit is derived from the data, if rows come regularly."`
}

// Control compares a column's sum with a control total.
type Control struct {
	Column    string        `yaml:"column" is:"req" eg:"amount" doc:"The column that is summed."`
	Equals    scalar.Total  `yaml:"equals" is:"req,raw,total" eg:"select total from closing" doc:"The control total: a number, or a SELECT on datasets that gives one."`
	Tolerance scalar.Number `yaml:"tolerance" is:"positive" def:"0" eg:"0.01" doc:"How far the sum and the control total may differ."`
}

// Query is a SELECT, and the sentence to print if it returns rows. In the YAML, it may be written as only the SELECT.
type Query struct {
	SQL string `yaml:"query" is:"req,bare,raw" eg:"select * from orders where amount < 0" doc:"The SELECT."`
	Say string `yaml:"say" is:"languages" eg:"orders with a negative amount" doc:"What the message says if the query returns rows."`
}
