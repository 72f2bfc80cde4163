package postgres

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"

	"bilan/internal/table"
	"bilan/sources/driver"
)

const moneyOID = 790

// column is the type of a result column and the function that parses its values.
func (s *session) column(name string, oid uint32, modifier int32) (table.Column, func([]byte) (table.Cell, error)) {
	kind, read := table.Text, textCell
	scale, width := 0, 0
	switch oid {
	case pgtype.Int2OID, pgtype.Int4OID, pgtype.Int8OID, pgtype.OIDOID:
		kind, read = table.Integer, integerCell
	case pgtype.BoolOID:
		kind, read = table.Bool, func(v []byte) (table.Cell, error) { return len(v) > 0 && v[0] == 't', nil }
	case pgtype.NumericOID:
		kind, scale, width = table.Decimal, numericScale(modifier), numericWidth(modifier)
		read = func(v []byte) (table.Cell, error) { return driver.DecimalCell(string(v)) }
	case moneyOID:
		kind, scale, read = table.Decimal, int(s.money), s.moneyCell
	case pgtype.Float4OID, pgtype.Float8OID:
		kind, read = table.Real, driver.RealCell
	case pgtype.DateOID:
		kind, read = table.Date, pgDateCell
	case pgtype.TimestampOID:
		kind, read = table.Timestamp, pgStampCell
	case pgtype.TimestamptzOID:
		kind, read = table.Timestamp, s.instantCell
	case pgtype.ByteaOID:
		read = byteaCell
	}
	return table.Column{Name: name, Kind: kind, Scale: scale, Width: width}, read
}

// numericScale is the scale s in the type modifier of numeric(p,s); UnknownScale for numeric without one. A negative
// scale rounds to tens, so its numbers are whole.
func numericScale(modifier int32) int {
	if modifier < 4 {
		return driver.UnknownScale
	}
	scale := (modifier - 4) & 0x7ff
	if scale > 1023 {
		return 0
	}
	return int(scale)
}

func numericWidth(modifier int32) int {
	if modifier < 4 {
		return 0
	}
	return int((modifier - 4) >> 16)
}

func textCell(v []byte) (table.Cell, error) { return string(v), nil }

func integerCell(v []byte) (table.Cell, error) {
	n, err := strconv.ParseInt(string(v), 10, 64)
	return n, err
}

// moneyCell parses an amount in the format of the server's locale. Its digits are the amount in the smallest unit of
// the currency.
func (s *session) moneyCell(v []byte) (table.Cell, error) {
	text := string(v)
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%q is not an amount", text)
	}
	if strings.ContainsAny(text, "-−(") {
		n = -n
	}
	return decimal.New(n, -s.money), nil
}

// pgDateCell parses a date. Infinity is not a day and becomes null.
func pgDateCell(v []byte) (table.Cell, error) {
	if isInfinity(v) {
		return nil, nil
	}
	return driver.DateCell(string(v))
}

func pgStampCell(v []byte) (table.Cell, error) {
	if isInfinity(v) {
		return nil, nil
	}
	return driver.TimestampCell(string(v))
}

func isInfinity(v []byte) bool { return strings.HasSuffix(string(v), "infinity") }

// instantCell parses a timestamptz such as 2026-03-29 01:30:00+01 as wall time in the session's zone.
func (s *session) instantCell(v []byte) (table.Cell, error) {
	if isInfinity(v) {
		return nil, nil
	}
	text := string(v)
	for _, layout := range []string{"2006-01-02 15:04:05Z07", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05Z07:00:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return driver.WallTime(t, s.zone), nil
		}
	}
	return nil, fmt.Errorf("%q is not a time that a report can show", text)
}

func byteaCell(v []byte) (table.Cell, error) {
	text, ok := strings.CutPrefix(string(v), `\x`)
	if !ok {
		return nil, errors.New("the server writes bytea in an unknown form")
	}
	raw, err := hex.DecodeString(text)
	return string(raw), err
}
