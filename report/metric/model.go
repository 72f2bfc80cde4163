package metric

import (
	"context"
	"maps"
	"math/big"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Engine answers SELECTs in DuckDB's dialect. Each dataset is a table with its name. Callers must not change an answer,
// because several callers may get the same one.
type Engine interface {
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
}

// Model is all definitions that figures are computed from. It must not change once it is used.
type Model struct {
	Calendar   *period.Calendar
	CutOff     period.Date // the first day that is not known yet
	Metrics    map[string]*Metric
	Dimensions map[string]*Dimension
	Datasets   map[string]Dataset
	Targets    []Target // the first one that applies has precedence

	Days map[DateColumn][]period.Date // the days with rows, oldest first; columns whose days are not known yet are missing

	Bare bool // figures have no comparisons and no number of sales, as for book.ComputePast
}

// DateColumn identifies a column of dates.
type DateColumn struct{ Dataset, Column string }

// Dataset is the columns of a dataset: for each dimension, for sales, for shares.
type Dataset struct {
	Name   string
	Keys   map[string]string // dimension → column
	Sale   string            // the column that identifies a sale; "" if each row is a sale
	Credit *Credit           // nil if each row belongs to one member
}

// Credit divides a dataset's rows between the members of a dimension. The shares of a row sum to 1. A row without
// shares belongs to the member in its own column.
type Credit struct {
	By      string   // the dimension
	Dataset string   // the dataset of shares: a row for each shared row and member
	ID      string   // the column that identifies a row in both datasets
	Member  string   // the column of members in the dataset of shares
	Share   string   // the column of shares: from 0 to 1, or from 0 to 100
	Amounts []string // the columns that are multiplied with the share
	Kept    string   // the table with the result of query.SharesSQL; "" to compute it in each statement
}

// Dimension is a dimension of figures. Its members are the rows of its roster or, without a roster, the values in the
// data.
type Dimension struct {
	Name    string
	Roster  string            // the roster's dataset, "" for none
	Key     string            // the roster's column of keys
	Label   string            // the roster's column of labels
	Parent  string            // the roster's column of the coarser dimension, and the name of that dimension
	From    string            // the roster's column of a member's first day
	Until   string            // the roster's column of a member's last day
	Aliases map[string]string // the roster's key for each other spelling in the data
	Order   []string          // keys or labels in their order; empty for no order
	Bands   []Band            // without a roster: the ranges that divide the numbers in the data, lowest first
	Digits  int               // keys of digits get leading zeros up to this length; 0 to leave them as they are
}

// Target is the target of a metric, from a dataset or as a literal.
type Target struct {
	Metric   string
	Scenario Scenario            // "" for TargetScenario
	Share    Share               // "" for ByBusinessDays
	Dataset  string              // "" for a literal
	Per      period.Unit         // the unit of a value's period (the grain); "" for a level that applies in every period
	Date     string              // the dataset's column of dates
	Value    string              // the dataset's column of values
	Literal  *big.Rat            // the value if Dataset is "" and Members is empty
	Members  map[string]*big.Rat // values by the key of a member of the only dimension in By
	By       []string            // the dimensions that the target is set for
	Scale    *big.Rat            // values are multiplied by it; nil for 1
	Last     bool                // the last one of two values for one period and slice counts, instead of an error
	From     period.Date         // the first day of the target, zero for no limit
	Until    period.Date         // the last day of the target, zero for no limit
}

// Child is the dimension whose Parent is dim, if it has a roster and the dataset has a column for it; else nil.
func (m *Model) Child(ds Dataset, dim string) *Dimension {
	for _, name := range slices.Sorted(maps.Keys(ds.Keys)) {
		if d := m.Dimensions[name]; d != nil && d.Parent == dim && d.Roster != "" {
			return d
		}
	}
	return nil
}

// CanGroup reports whether the rows of a dataset can be grouped by the dimension dim, directly or through its Child.
func (m *Model) CanGroup(dataset, dim string) bool {
	ds := m.Datasets[dataset]
	return ds.Keys[dim] != "" || m.Child(ds, dim) != nil
}

// Blanks are the invisible characters that are trimmed from keys: spaces of every width, tabs, line breaks and
// zero-width characters.
const Blanks = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"

// KeyOf is the key that the value of a cell stands for: trimmed, in NFC, with leading zeros, and replaced by its alias.
// SQL statements do the same. It is "" for an empty cell.
func (d *Dimension) KeyOf(value string) string {
	key := norm.NFC.String(strings.Trim(value, Blanks))
	if key == "" {
		return ""
	}
	if digits := len(key); d.Digits > digits && strings.Trim(key, "0123456789") == "" {
		key = strings.Repeat("0", d.Digits-digits) + key
	}
	for from, to := range d.Aliases {
		if norm.NFC.String(strings.TrimSpace(from)) == key {
			return norm.NFC.String(strings.TrimSpace(to))
		}
	}
	return key
}
