// Package table defines columns and typed cells, the form in which all packages pass rows. It does not know where rows
// come from or how they are used.
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

// String is the kind's name as the YAML writes it.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return fmt.Sprintf("kind(%d)", int(k))
	}
	return kindNames[k]
}

// Column names and types one column.
type Column struct {
	Name  string
	Kind  Kind
	Scale int  // digits after the decimal point, Decimal only; −1: not known, whoever loads it looks at the data
	Width int  // digits in all, Decimal only; 0: not known
	Zoned bool // Timestamp only: instants, which become days in the company's zone; else a time as written
}

// Cell is one value: nil (null), string, int64, decimal.Decimal, float64, bool, or
// time.Time: a Date is midnight UTC of that day, a Timestamp an instant (or a naive time put in UTC).
type Cell = any

// Table contains all rows of one answer in memory, in order.
type Table struct {
	Columns []Column
	Rows    [][]Cell
}

// Column finds a column's index by its exact name, −1 if there is none.
func (t *Table) Column(name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}

// Rows streams rows. Next returns io.EOF after the last row; the slice it returns is valid until the
// next call. Whoever received the Rows closes them, once, also after an error. Not safe for concurrent use.
type Rows interface {
	Columns() []Column
	Next() ([]Cell, error)
	Close() error
}

// Rat is a numeric cell as an exact rational; ok is false for null, text and non-finite floats. A float is the decimal
// that it represents: digits beyond the 15th are noise, because of which 29 of 100 would be less than 0.29 and 100.035
// would round down. Spreadsheets read floats the same way.
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

// Day is a Date or Timestamp cell's calendar day at midnight UTC.
func Day(c Cell) (time.Time, bool) {
	t, ok := c.(time.Time)
	if !ok {
		return time.Time{}, false
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC), true
}
