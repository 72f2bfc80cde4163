package sources

import (
	"errors"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"bilan/internal/table"
)

// column types a result column by SQL Server's name for its type.
func (s *sqlServerSession) column(name, typeName string, width, scale int) (table.Column, reader) {
	kind, read := s.kind(typeName)
	switch {
	case kind != table.Decimal:
		width, scale = 0, 0
	case typeName == "MONEY" || typeName == "SMALLMONEY":
		width, scale = 19, 4
	}
	return table.Column{Name: name, Kind: kind, Scale: scale, Width: width}, read
}

func (s *sqlServerSession) kind(typeName string) (table.Kind, reader) {
	switch typeName {
	case "TINYINT", "SMALLINT", "INT", "BIGINT":
		return table.Integer, anyInteger
	case "BIT":
		return table.Bool, anyBool
	case "DECIMAL", "NUMERIC", "MONEY", "SMALLMONEY":
		return table.Decimal, anyDecimal
	case "FLOAT":
		return table.Real, anyReal
	case "REAL":
		return table.Real, singleReal
	case "DATE":
		return table.Date, naiveDay
	case "DATETIME", "DATETIME2", "SMALLDATETIME":
		return table.Timestamp, naiveTime
	case "DATETIMEOFFSET":
		return table.Timestamp, s.instant
	case "TIME":
		return table.Text, clockText
	case "UNIQUEIDENTIFIER":
		return table.Text, guidText
	}
	return table.Text, anyText
}

func anyBool(v any) (table.Cell, error) {
	switch v := v.(type) {
	case bool:
		return v, nil
	case int64:
		return v != 0, nil
	}
	return nil, errors.New("is neither true nor false")
}

func singleReal(v any) (table.Cell, error) {
	if f, ok := v.(float64); ok {
		return anyReal(float32(f))
	}
	return anyReal(v)
}

func naiveTime(v any) (table.Cell, error) {
	t, ok := v.(time.Time)
	if !ok {
		return nil, errors.New("the driver gave no time")
	}
	return wall(t, t.Location()), nil
}

func naiveDay(v any) (table.Cell, error) {
	c, err := naiveTime(v)
	day, _ := table.Day(c)
	return day, err
}

func (s *sqlServerSession) instant(v any) (table.Cell, error) {
	t, ok := v.(time.Time)
	if !ok {
		return nil, errors.New("the driver gave no time")
	}
	return wall(t, s.zone), nil
}

func clockText(v any) (table.Cell, error) {
	if t, ok := v.(time.Time); ok {
		return t.Format("15:04:05.999999999"), nil
	}
	return textOf(v), nil
}

// guidText writes the sixteen bytes in the order that SQL Server shows them.
func guidText(v any) (table.Cell, error) {
	var id mssql.UniqueIdentifier
	if err := id.Scan(v); err != nil {
		return nil, err
	}
	return id.String(), nil
}
