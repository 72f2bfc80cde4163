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

// Engine answers one SELECT in DuckDB's dialect over the datasets, each a table with its own name. It may return the
// same answer to several callers: nobody may change it.
type Engine interface {
	Query(ctx context.Context, sql string, params map[string]any) (*table.Table, error)
}

// Model is everything that figures are computed from, besides the data. It is read-only once built.
type Model struct {
	Calendar   *period.Calendar
	CutOff     period.Date // the first day of which nothing is known yet
	Metrics    map[string]*Metric
	Dimensions map[string]*Dimension
	Datasets   map[string]Dataset
	Targets    []Target // the first that answers a question wins

	Days map[Dates][]period.Date // days with rows, oldest first, where they are known already

	Bare bool // as of ComputePast
}

// Dates are a dataset's column of dates.
type Dates struct{ Dataset, Column string }

// Dataset names the column for each dimension.
type Dataset struct {
	Name   string
	Keys   map[string]string // dimension → column
	Sale   string            // the column that identifies a sale; "": each row is one
	Credit *Credit           // nil: each row is its own member's alone
}

// Credit shares a dataset's rows between the members of a dimension. The shares of a row add up to one; a row without
// shares is wholly its own member's.
type Credit struct {
	By      string // dimension
	Dataset string // one row per shared row and member
	ID      string // column in both datasets
	Member  string
	Share   string   // from 0 to 1, or from 0 to 100
	Amounts []string // columns that are multiplied with the share
	Kept    string   // the table that holds the answer of Model.SharesSQL; "" to ask it in each statement
}

// Dimension is a dimension of figures. With a roster, its members are the roster's rows; without, the values found in
// the data.
type Dimension struct {
	Name    string
	Roster  string // dataset, "" for none
	Key     string // roster columns from here on
	Label   string
	Parent  string            // also the name of the dimension it rolls up to
	From    string            // a member's first day
	Until   string            // a member's last day
	Aliases map[string]string // value found → roster key
	Order   []string          // keys or labels in the order of their meaning; empty: none
	Bands   []Band            // without a roster: the number in the data is cut into these, the lowest first
	Digits  int               // that a key of nothing but digits has; shorter ones get zeros in front. 0: as they are
}

// Target is the target of a metric, from a dataset or as a literal.
type Target struct {
	Metric   string
	Scenario Scenario            // "" for TargetScenario
	Share    Share               // "" for ByBusinessDays
	Dataset  string              // "" for a literal
	Per      period.Unit         // the grain; "" for a level that holds in every period
	Date     string              // column
	Value    string              // column
	Literal  *big.Rat            // when Dataset is "" and there are no Members
	Members  map[string]*big.Rat // literals by the key of the one dimension in By
	By       []string            // dimensions that the target is set for
	Scale    *big.Rat            // what a value is multiplied with, nil for 1
	Last     bool                // of two values for one period and slice the last counts, instead of failing
	From     period.Date         // first day it holds, zero for always
	Until    period.Date         // last day it holds, zero for always
}

// Child is the dimension with a roster that rolls up to dim and that the dataset has a column for.
func (m *Model) Child(ds Dataset, dim string) *Dimension {
	for _, name := range slices.Sorted(maps.Keys(ds.Keys)) {
		if d := m.Dimensions[name]; d != nil && d.Parent == dim && d.Roster != "" {
			return d
		}
	}
	return nil
}

// Cuts reports whether rows of the dataset can be cut by the dimension.
func (m *Model) Cuts(dataset, dim string) bool {
	ds := m.Datasets[dataset]
	return ds.Keys[dim] != "" || m.Child(ds, dim) != nil
}

// Blanks are the invisible characters around a key: spaces of every width, tabs, line breaks and the zero-width ones.
const Blanks = " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"

// Meant is the key that a value found in a cell means, as statements have it: trimmed, NFC, with its zeros, by its alias; "" for none.
func (d *Dimension) Meant(value string) string {
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
