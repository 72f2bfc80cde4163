package sqlite

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// family is the affinity of a declared SQLite type.
type family int

const (
	anyFamily family = iota // an expression, or a column without a type
	textFamily
	integerFamily
	realFamily
	decimalFamily
	boolFamily
	dateFamily
	timestampFamily
	blobFamily
)

// familyOf derives the affinity from the letters of a declared type, much as SQLite does.
func familyOf(declared string) family {
	d := strings.ToUpper(declared)
	switch {
	case d == "":
		return anyFamily
	case containsAny(d, "BOOL"):
		return boolFamily
	case containsAny(d, "TIMESTAMP", "DATETIME"):
		return timestampFamily
	case containsAny(d, "DATE"):
		return dateFamily
	case containsAny(d, "INT"):
		return integerFamily
	case containsAny(d, "CHAR", "TEXT", "CLOB", "UUID", "JSON", "TIME"):
		return textFamily
	case containsAny(d, "REAL", "FLOA", "DOUB"):
		return realFamily
	case containsAny(d, "DEC", "NUM", "MONEY", "CURRENCY"):
		return decimalFamily
	case containsAny(d, "BLOB"):
		return blobFamily
	}
	return anyFamily
}

var declaredScale = regexp.MustCompile(`\(\s*\d+\s*,\s*(\d+)\s*\)`)

// sqliteColumn counts the values of a column by type.
type sqliteColumn struct {
	name   string
	family family
	scale  int // declared decimals, UnknownScale if not declared

	integers, reals, texts, blobs int64
	notBool, notDay, notTime      bool // at least one value is not a boolean, a day, a time
	clock                         bool // at least one time is not midnight, or has a zone
	huge                          bool // at least one float does not fit into a decimal
	widest                        int  // most digits after the decimal point
	buffer                        [32]byte
}

func newSQLiteColumn(name, declared string) *sqliteColumn {
	c := &sqliteColumn{name: name, family: familyOf(declared), scale: driver.UnknownScale}
	if m := declaredScale.FindStringSubmatch(declared); m != nil {
		c.scale, _ = strconv.Atoi(m[1])
	}
	return c
}

// examine examines one value and returns its size in bytes, beyond its place in the row.
func (c *sqliteColumn) examine(v any) int {
	switch v := v.(type) {
	case int64:
		c.integers++
		c.notBool = c.notBool || v != 0 && v != 1
	case float64:
		c.reals++
		c.examineReal(v)
	case []byte:
		c.blobs++
		return len(v)
	case string:
		c.texts++
		c.examineText(v)
		return len(v)
	}
	return 0
}

func (c *sqliteColumn) examineReal(f float64) {
	switch c.family {
	case realFamily, anyFamily:
		return
	}
	if c.huge = c.huge || math.Abs(f) >= 1e18 || f != 0 && math.Abs(f) < 1e-12; !c.huge {
		text := strconv.AppendFloat(c.buffer[:0], f, 'f', -1, 64)
		if point := bytes.IndexByte(text, '.'); point >= 0 {
			c.widest = max(c.widest, len(text)-point-1)
		}
	}
}

func (c *sqliteColumn) examineText(text string) {
	if c.notTime {
		return
	}
	t, zoned, day := parseTime(text)
	c.notTime = t.IsZero()
	c.notDay = c.notDay || !day
	c.clock = c.clock || zoned || t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0 || t.Nanosecond() != 0
}

// decide chooses the column's type: the declared one if every value fits it, else the narrowest that fits all values,
// else text. Texts with dates become dates, because SQLite has no date type.
func (c *sqliteColumn) decide(zone *time.Location) (table.Column, driver.Reader) {
	column := table.Column{Name: c.name, Kind: c.kind()}
	switch column.Kind {
	case table.Integer:
		return column, driver.ReadInteger
	case table.Decimal:
		column.Scale = max(c.scale, c.widest)
		if c.integers+c.reals == 0 {
			column.Scale = c.scale
		}
		return column, sqliteDecimal
	case table.Real:
		return column, sqliteReal
	case table.Bool:
		return column, driver.ReadBool
	case table.Date, table.Timestamp:
		return column, func(v any) (table.Cell, error) { return timeCell(driver.TextOf(v), zone) }
	}
	return column, driver.ReadText
}

func (c *sqliteColumn) kind() table.Kind {
	numbers := c.integers + c.reals
	switch {
	case c.blobs > 0:
		return table.Text
	case numbers+c.texts == 0:
		return c.emptyKind()
	case numbers == 0:
		return c.textKind()
	case c.texts > 0, c.family == textFamily:
		return table.Text
	}
	return c.numberKind()
}

func (c *sqliteColumn) textKind() table.Kind {
	switch {
	case c.notTime:
		return table.Text
	case !c.notDay, c.family == dateFamily && !c.clock:
		return table.Date
	}
	return table.Timestamp
}

func (c *sqliteColumn) numberKind() table.Kind {
	switch {
	case c.family == realFamily || c.huge:
		return table.Real
	case c.family == decimalFamily:
		return table.Decimal
	case c.reals == 0 && c.family == boolFamily && !c.notBool:
		return table.Bool
	case c.reals == 0:
		return table.Integer
	case c.family == anyFamily:
		return table.Real
	}
	return table.Decimal
}

// emptyKind is the type of a column without values.
func (c *sqliteColumn) emptyKind() table.Kind {
	return map[family]table.Kind{integerFamily: table.Integer, realFamily: table.Real, decimalFamily: table.Decimal,
		boolFamily: table.Bool, dateFamily: table.Date, timestampFamily: table.Timestamp}[c.family]
}

// sqliteDecimal converts a float through its shortest text: 0.1 is stored as 0.1000000000000000055, but means 0.1.
func sqliteDecimal(v any) (table.Cell, error) {
	if f, ok := v.(float64); ok {
		return driver.DecimalCell(strconv.FormatFloat(f, 'f', -1, 64))
	}
	return driver.ReadDecimal(v)
}

func sqliteReal(v any) (table.Cell, error) {
	switch v := v.(type) {
	case int64:
		return float64(v), nil
	case float64:
		if math.IsInf(v, 0) {
			return nil, fmt.Errorf("%v is not a number that can be reported: filter it out or make it null", v)
		}
	}
	return driver.ReadReal(v)
}
