package mysql

import (
	"database/sql"
	"fmt"
	"strings"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// column is the type of a result column and the function that reads its values. TINYINT(1) is an integer, because MySQL
// has no boolean.
func (s *session) column(t *sql.ColumnType) (table.Column, driver.Reader) {
	name := t.DatabaseTypeName()
	column := table.Column{Name: t.Name()}
	var read driver.Reader
	column.Kind, read = s.kind(name)
	if width, scale, ok := t.DecimalSize(); ok && column.Kind == table.Decimal && scale >= 0 && scale <= 38 {
		column.Scale, column.Width = int(scale), int(width)
	}
	return column, read
}

func (s *session) kind(name string) (table.Kind, driver.Reader) {
	switch strings.TrimPrefix(name, "UNSIGNED ") {
	case "BIGINT":
		if strings.HasPrefix(name, "UNSIGNED") {
			return table.Decimal, driver.ReadDecimal
		}
		return table.Integer, driver.ReadInteger
	case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "YEAR":
		return table.Integer, driver.ReadInteger
	case "BIT":
		return table.Integer, bitCell
	case "DECIMAL":
		return table.Decimal, driver.ReadDecimal
	case "FLOAT", "DOUBLE":
		return table.Real, driver.ReadReal
	case "DATE":
		return table.Date, mysqlDate
	case "DATETIME":
		return table.Timestamp, mysqlStamp
	case "TIMESTAMP":
		return table.Timestamp, s.instant
	}
	return table.Text, driver.ReadText
}

func bitCell(v any) (table.Cell, error) {
	raw, ok := v.([]byte)
	if !ok {
		return driver.ReadInteger(v)
	}
	n := uint64(0)
	for _, b := range raw {
		n = n<<8 | uint64(b)
	}
	if int64(n) < 0 {
		return nil, fmt.Errorf("the bits %x make a number above 9223372036854775807, which a report cannot show", raw)
	}
	return int64(n), nil
}

// zeroDate is how MySQL writes a missing date. It becomes null.
const zeroDate = "0000-00-00"

func mysqlDate(v any) (table.Cell, error) {
	if text := driver.TextOf(v); text != zeroDate {
		return driver.DateCell(text)
	}
	return nil, nil
}

func mysqlStamp(v any) (table.Cell, error) {
	if text := driver.TextOf(v); !strings.HasPrefix(text, zeroDate) {
		return driver.TimestampCell(text)
	}
	return nil, nil
}

// instant reads a TIMESTAMP, which the server writes in the session's zone, as wall time in the source's zone.
func (s *session) instant(v any) (table.Cell, error) {
	cell, err := mysqlStamp(v)
	if t, ok := driver.CellTime(cell); ok && s.utc {
		return driver.WallTime(t, s.zone), nil
	}
	return cell, err
}
