package workbench

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"strings"
	"time"

	"bilan/internal/table"
	"bilan/sources/workbench/syntax"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"
)

// LoadRows makes the table schema.name of streamed rows, and closes them even after an error. It keeps a limited number
// of rows in memory. A Decimal column with the scale −1 gets the scale that its values need. n is the number of rows
// read.
func (w *Workbench) LoadRows(ctx context.Context, schema, name string, rows table.Rows) (n int64, err error) {
	defer func() { err = errors.Join(err, rows.Close()) }()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.locked {
		return 0, fmt.Errorf("load %s: %w", name, errLocked)
	}
	if err = w.checkUnused(schema, name); err != nil {
		return 0, err
	}
	l := &loading{w: w, schema: schema, name: name, columns: append([]table.Column(nil), rows.Columns()...)}
	if err = l.create(ctx); err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			l.drop(ctx)
		}
	}()
	for err == nil {
		var row []table.Cell
		if row, err = rows.Next(); err == nil {
			err = l.add(ctx, row)
		}
	}
	if !errors.Is(err, io.EOF) {
		_ = l.close()
		return l.rows, err
	}
	if err = l.close(); err != nil {
		return l.rows, explain(ctx, err, 0)
	}
	w.record(schema, name, "a query")
	w.largest = max(w.largest, l.rows)
	w.log.Info("table loaded", "source", schema, "table", name, "rows", l.rows)
	return l.rows, nil
}

// loading is one table that is being loaded.
type loading struct {
	w            *Workbench
	schema, name string
	columns      []table.Column // Scale is the scale so far
	real         []bool         // by column: the values are floats
	appender     *duckdb.Appender
	row          []driver.Value
	rows         int64
}

// flushEvery is the number of rows after which the appender is flushed.
const flushEvery = 1 << 16

func (l *loading) create(ctx context.Context) error {
	if err := checkNames(l.columns); err != nil {
		return err
	}
	defs := make([]string, len(l.columns))
	l.real = make([]bool, len(l.columns))
	for i, c := range l.columns {
		if c.Kind == table.Real {
			c = table.Column{Name: c.Name, Kind: table.Decimal, Scale: realScale, Width: 38}
			l.columns[i] = c
			l.real[i] = true
		}
		defs[i] = table.Ident(c.Name) + " " + columnType(c)
		if c.Kind == table.Decimal && c.Scale < 0 {
			l.columns[i].Scale, l.columns[i].Width = 0, 0
		}
	}
	l.row = make([]driver.Value, len(l.columns))
	if err := l.w.withSchema(ctx, l.schema); err != nil {
		return err
	}
	target := syntax.Qualified(l.schema, l.name)
	if err := l.w.exec(ctx, fmt.Sprintf("create table %s (%s)", target, strings.Join(defs, ", "))); err != nil {
		return err
	}
	return l.open()
}

func (l *loading) open() error {
	return l.w.conn.Raw(func(conn any) (err error) {
		l.appender, err = duckdb.NewAppenderFromConn(conn.(driver.Conn), syntax.SchemaName(l.schema), l.name)
		return err
	})
}

func (l *loading) close() error {
	if l.appender == nil {
		return nil
	}
	a := l.appender
	l.appender = nil
	return a.Close()
}

// drop removes an incomplete table.
func (l *loading) drop(ctx context.Context) {
	_ = l.w.exec(context.WithoutCancel(ctx), "drop table if exists "+syntax.Qualified(l.schema, l.name))
}

func (l *loading) add(ctx context.Context, row []table.Cell) error {
	if len(row) != len(l.columns) {
		return fmt.Errorf("row %d has %d cells where there are %d columns", l.rows+1, len(row), len(l.columns))
	}
	for i, cell := range row {
		v, err := l.value(ctx, i, cell)
		if err != nil {
			return fmt.Errorf("row %d, column %q: %w", l.rows+1, l.columns[i].Name, err)
		}
		l.row[i] = v
	}
	if err := l.appender.AppendRow(l.row...); err != nil {
		return explain(ctx, err, 0)
	}
	l.rows++
	if l.rows%flushEvery == 0 {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return explain(ctx, l.appender.Flush(), 0)
	}
	return nil
}

// value converts a cell for the appender. A cell that is not of the column's kind is an error, except that exact
// numbers are converted.
func (l *loading) value(ctx context.Context, i int, cell table.Cell) (driver.Value, error) {
	if cell == nil {
		return nil, nil
	}
	fits := false
	switch l.columns[i].Kind {
	case table.Decimal:
		if f, ok := cell.(float64); ok && l.real[i] {
			cell = roundFloat(f)
		}
		d, err := exactDecimal(cell)
		if err != nil {
			return nil, err
		}
		return l.decimal(ctx, i, d)
	case table.Integer:
		_, fits = cell.(int64)
	case table.Date, table.Timestamp:
		_, fits = cell.(time.Time)
	case table.Bool:
		_, fits = cell.(bool)
	default:
		_, fits = cell.(string)
	}
	if !fits {
		return nil, fmt.Errorf("%T in a column of type %s", cell, l.columns[i].Kind)
	}
	return cell, nil
}

// realScale is the number of decimals kept of a float; further digits are noise. A sum of floats differs from run to
// run, a sum of decimals does not.
const realScale = 6

// roundFloat converts a float to a decimal. NaN and infinity become a text, which exact refuses.
func roundFloat(f float64) table.Cell {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return fmt.Sprint(f)
	}
	return decimal.NewFromFloat(f).Round(realScale)
}

func exactDecimal(cell table.Cell) (decimal.Decimal, error) {
	switch v := cell.(type) {
	case decimal.Decimal:
		return v, nil
	case int64:
		return decimal.NewFromInt(v), nil
	case string:
		return decimal.NewFromString(strings.TrimSpace(v))
	}
	return decimal.Decimal{}, fmt.Errorf("%T in a column of type decimal", cell)
}

// decimal converts a value for a Decimal column. It changes the column's type if the value needs more decimals than the
// column has.
func (l *loading) decimal(ctx context.Context, i int, d decimal.Decimal) (driver.Value, error) {
	if need := scaleOf(d); need > l.columns[i].Scale {
		if err := l.widen(ctx, i, need); err != nil {
			return nil, err
		}
	}
	scale := l.columns[i].Scale
	unscaled := d.Coefficient()
	if shift := int(d.Exponent()) + scale; shift >= 0 {
		unscaled.Mul(unscaled, pow10(shift))
	} else {
		unscaled.Quo(unscaled, pow10(-shift))
	}
	if unscaled.CmpAbs(pow10(38)) >= 0 {
		return nil, fmt.Errorf("%s has more than 38 digits at %d decimals", d, scale)
	}
	width := uint8(38)
	if c := l.columns[i]; decimalType(c) == fmt.Sprintf("DECIMAL(18,%d)", c.Scale) {
		width = 18
		if unscaled.CmpAbs(pow10(18)) >= 0 {
			return nil, fmt.Errorf("%s has more than 18 digits", d)
		}
	}
	return duckdb.Decimal{Width: width, Scale: uint8(scale), Value: unscaled}, nil
}

// scaleOf is the number of decimals of a value without trailing zeros.
func scaleOf(d decimal.Decimal) int {
	scale := -int(d.Exponent())
	if scale <= 0 {
		return 0
	}
	c, ten, rest := d.Coefficient(), big.NewInt(10), new(big.Int)
	for scale > 0 {
		q, r := new(big.Int).QuoRem(c, ten, rest)
		if r.Sign() != 0 {
			break
		}
		c, scale = q, scale-1
	}
	return scale
}

func (l *loading) widen(ctx context.Context, i, scale int) error {
	if scale > 37 {
		return fmt.Errorf("a number with %d decimals: round it in the query", scale)
	}
	if err := l.close(); err != nil {
		return explain(ctx, err, 0)
	}
	l.columns[i].Scale, l.columns[i].Width = scale, 0
	alter := fmt.Sprintf("alter table %s alter column %s set data type %s",
		syntax.Qualified(l.schema, l.name), table.Ident(l.columns[i].Name), columnType(l.columns[i]))
	if err := l.w.exec(ctx, alter); err != nil {
		return err
	}
	return l.open()
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }
