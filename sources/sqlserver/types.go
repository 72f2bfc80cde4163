package sqlserver

import (
	"errors"
	"time"

	mssql "github.com/microsoft/go-mssqldb"

	"bilan/internal/table"
	"bilan/sources/driver"
)

// column is the type of a result column, by SQL Server's name for it, and the function that reads its values.
func (s *session) column(name, typeName string, width, scale int) (table.Column, driver.Reader) {
	kind, read := s.kind(typeName)
	switch {
	case kind != table.Decimal:
		width, scale = 0, 0
	case typeName == "MONEY" || typeName == "SMALLMONEY":
		width, scale = 19, 4
	}
	return table.Column{Name: name, Kind: kind, Scale: scale, Width: width}, read
}

func (s *session) kind(typeName string) (table.Kind, driver.Reader) {
	switch typeName {
	case "TINYINT", "SMALLINT", "INT", "BIGINT":
		return table.Integer, driver.ReadInteger
	case "BIT":
		return table.Bool, driver.ReadBool
	case "DECIMAL", "NUMERIC", "MONEY", "SMALLMONEY":
		return table.Decimal, driver.ReadDecimal
	case "FLOAT":
		return table.Real, driver.ReadReal
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
	return table.Text, driver.ReadText
}

func singleReal(v any) (table.Cell, error) {
	if f, ok := v.(float64); ok {
		return driver.ReadReal(float32(f))
	}
	return driver.ReadReal(v)
}

func naiveTime(v any) (table.Cell, error) {
	t, ok := v.(time.Time)
	if !ok {
		return nil, errors.New("the driver gave no time")
	}
	return driver.WallTime(t, t.Location()), nil
}

func naiveDay(v any) (table.Cell, error) {
	c, err := naiveTime(v)
	day, _ := table.Day(c)
	return day, err
}

func (s *session) instant(v any) (table.Cell, error) {
	t, ok := v.(time.Time)
	if !ok {
		return nil, errors.New("the driver gave no time")
	}
	return driver.WallTime(t, s.zone), nil
}

func clockText(v any) (table.Cell, error) {
	if t, ok := v.(time.Time); ok {
		return t.Format("15:04:05.999999999"), nil
	}
	return driver.TextOf(v), nil
}

// guidText writes the bytes of a UNIQUEIDENTIFIER in the order in which SQL Server shows them.
func guidText(v any) (table.Cell, error) {
	var id mssql.UniqueIdentifier
	if err := id.Scan(v); err != nil {
		return nil, err
	}
	return id.String(), nil
}
