// Package table defines columns and typed cells, in which all packages pass rows. It does not know where rows come from
// or how they are used.
package table

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"time"

	"github.com/shopspring/decimal"
)

// Kind is the type of a column.
type Kind int

// The kinds of columns. A Decimal is exact; a Real is a binary float and never money.
const (
	Text Kind = iota
	Integer
	Decimal
	Real
	Date
	Timestamp
	Bool
)

var kindNames = [...]string{"text", "integer", "decimal", "real", "date", "timestamp", "bool"}

// String returns the kind's name in the YAML.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Column is the name and type of a column.
type Column struct {
	Name  string
	Kind  Kind
	Scale int  // for Decimal: digits after the decimal point; −1 if only the data shows it
	Width int  // for Decimal: all digits; 0 if not known
	Zoned bool // for Timestamp: the cells are instants, whose day depends on the company's zone, and no local times
}

// Cell is one value: nil (null), string, int64, decimal.Decimal, float64, bool, or
// time.Time: a Date is midnight UTC of that day, a Timestamp an instant (or a naive time put in UTC).
type Cell = any

// Table holds all rows of an answer in memory, in order.
type Table struct {
	Columns []Column
	Rows    [][]Cell
}

// Column returns the index of the column with the exact name, −1 if there is none.
func (t *Table) Column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// Rows streams rows. Next returns io.EOF after the last row; the slice that it returns is valid until the next call. The
// receiver closes the Rows once, also after an error. They are not safe for concurrent use.
type Rows interface {
	Columns() []Column
	Next() ([]Cell, error)
	Close() error
}

// Rat returns a numeric cell as an exact rational; ok is false for null, text and non-finite floats. A float becomes
// the decimal with its first 15 digits, as in spreadsheets. With further digits, 0.29 would be more than 29 of 100, and
// 100.035 would round down.
func Rat(c Cell) (r *big.Rat, ok bool) {
	switch v := c.(type) {
	case int64:
		return new(big.Rat).SetInt64(v), true
	case decimal.Decimal:
		return v.Rat(), true
	case float64:
		return fromFloat(v)
	}
	return nil, false
}

func fromFloat(v float64) (*big.Rat, bool) {
	if v == math.Trunc(v) || math.IsNaN(v) { // whole numbers are exact in a float
		r := new(big.Rat).SetFloat64(v)
		return r, r != nil
	}
	return new(big.Rat).SetString(strconv.FormatFloat(v, 'g', 15, 64))
}

// Day returns the calendar day of a Date or Timestamp cell, as midnight UTC; false for any other cell.
func Day(c Cell) (time.Time, bool) {
	t, ok := c.(time.Time)
	if !ok {
		return time.Time{}, false
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), true
}
