package sources

import (
	"database/sql"
	"fmt"
	"strings"

	"bilan/internal/table"
)

// column types a result column. TINYINT(1) stays an integer: MySQL has no boolean.
func (s *mysqlSession) column(t *sql.ColumnType) (table.Column, reader) {
	name := t.DatabaseTypeName()
	column := table.Column{Name: t.Name()}
	var read reader
	column.Kind, read = s.kind(name)
	if width, scale, ok := t.DecimalSize(); ok && column.Kind == table.Decimal && scale >= 0 && scale <= 38 {
		column.Scale, column.Width = int(scale), int(width)
	}
	return column, read
}

func (s *mysqlSession) kind(name string) (table.Kind, reader) {
	switch strings.TrimPrefix(name, "UNSIGNED ") {
	case "BIGINT":
		if strings.HasPrefix(name, "UNSIGNED") {
			return table.Decimal, anyDecimal
		}
		return table.Integer, anyInteger
	case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "YEAR":
		return table.Integer, anyInteger
	case "BIT":
		return table.Integer, bitCell
	case "DECIMAL":
		return table.Decimal, anyDecimal
	case "FLOAT", "DOUBLE":
		return table.Real, anyReal
	case "DATE":
		return table.Date, mysqlDate
	case "DATETIME":
		return table.Timestamp, mysqlStamp
	case "TIMESTAMP":
		return table.Timestamp, s.instant
	}
	return table.Text, anyText
}

func bitCell(v any) (table.Cell, error) {
	raw, ok := v.([]byte)
	if !ok {
		return anyInteger(v)
	}
	n := uint64(0)
	for _, b := range raw {
		n = n<<8 | uint64(b)
	}
	if int64(n) < 0 {
		return nil, fmt.Errorf("the bits %x are no whole number that a report can hold", raw)
	}
	return int64(n), nil
}

// zeroDate is what MySQL writes for "no date": it becomes null.
const zeroDate = "0000-00-00"

func mysqlDate(v any) (table.Cell, error) {
	if text := textOf(v); text != zeroDate {
		return dateCell(text)
	}
	return nil, nil
}

func mysqlStamp(v any) (table.Cell, error) {
	if text := textOf(v); !strings.HasPrefix(text, zeroDate) {
		return stampCell(text)
	}
	return nil, nil
}

// instant reads a TIMESTAMP, which the server writes in the session's zone.
func (s *mysqlSession) instant(v any) (table.Cell, error) {
	cell, err := mysqlStamp(v)
	if t, ok := cellTime(cell); ok && s.utc {
		return wall(t, s.zone), nil
	}
	return cell, err
}
