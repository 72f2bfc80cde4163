package workbench

import (
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"

	"bilan/internal/table"
)

// read reads all rows into memory.
func (w *Workbench) read(rows *sql.Rows) (*table.Table, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	t := &table.Table{Columns: make([]table.Column, len(types))}
	cells, into := make([]any, len(types)), make([]any, len(types))
	for i, typ := range types {
		t.Columns[i] = columnOf(typ.Name(), typ.DatabaseTypeName())
		into[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := make([]table.Cell, len(cells))
		for i, c := range cells {
			row[i] = w.convert(c, t.Columns[i])
		}
		t.Rows = append(t.Rows, row)
	}
	return t, rows.Err()
}

// columnOf converts DuckDB's type to a column. A type without a corresponding kind becomes text.
func columnOf(name, typ string) table.Column {
	c := table.Column{Name: name}
	base, _, _ := strings.Cut(typ, "(")
	switch base {
	case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER":
		c.Kind = table.Integer
	case "UBIGINT", "HUGEINT", "UHUGEINT":
		c.Kind = table.Decimal
	case "FLOAT", "DOUBLE":
		c.Kind = table.Real
	case "DATE":
		c.Kind = table.Date
	case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS":
		c.Kind = table.Timestamp
	case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE":
		c.Kind, c.Zoned = table.Timestamp, true
	case "BOOLEAN":
		c.Kind = table.Bool
	case "DECIMAL":
		c.Kind = table.Decimal
		_, _ = fmt.Sscanf(typ, "DECIMAL(%d,%d)", &c.Width, &c.Scale)
	}
	if strings.HasSuffix(typ, "]") {
		c = table.Column{Name: name}
	}
	return c
}

// convert converts a value of the driver. Exact numbers stay exact. An instant is converted to the company's zone, so that
// its day is the company's day.
func (w *Workbench) convert(v any, c table.Column) table.Cell {
	switch v := v.(type) {
	case nil, string, int64, float64, bool:
		return v
	case int8:
		return int64(v)
	case int16:
		return int64(v)
	case int32:
		return int64(v)
	case uint8:
		return int64(v)
	case uint16:
		return int64(v)
	case uint32:
		return int64(v)
	case uint64:
		return decimal.NewFromBigInt(new(big.Int).SetUint64(v), 0)
	case *big.Int:
		return decimal.NewFromBigInt(v, 0)
	case float32:
		return float64(v)
	case duckdb.Decimal:
		return decimal.NewFromBigInt(v.Value, -int32(v.Scale))
	case time.Time:
		return w.moment(v, c)
	}
	return compoundText(v)
}

func (w *Workbench) moment(v time.Time, c table.Column) table.Cell {
	switch {
	case c.Kind == table.Text: // TIME and similar types
		return v.Format("15:04:05.999999")
	case c.Zoned:
		return v.In(w.zone)
	}
	return v.UTC()
}

// compoundText writes a list, a struct or another compound value.
func compoundText(v any) string {
	switch v := v.(type) {
	case []byte:
		if len(v) == 16 {
			return fmt.Sprintf("%x-%x-%x-%x-%x", v[:4], v[4:6], v[6:8], v[8:10], v[10:])
		}
		return hex.EncodeToString(v)
	case duckdb.Interval:
		return fmt.Sprintf("%d months %d days %d us", v.Months, v.Days, v.Micros)
	case duckdb.Map:
		return fmt.Sprint(v)
	}
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

// parameterValue is a parameter value for the driver. A time at midnight UTC becomes a DATE, so that `:today - 7` is a DATE too.
func parameterValue(v any) any {
	switch v := v.(type) {
	case time.Time:
		if v.Equal(time.Date(v.Year(), v.Month(), v.Day(), 0, 0, 0, 0, time.UTC)) {
			return duckdb.Typed(v, duckdb.TYPE_DATE)
		}
		return v
	case interface{ Time() time.Time }: // a calendar day
		return duckdb.Typed(v.Time(), duckdb.TYPE_DATE)
	case int:
		return int64(v)
	}
	return v
}
