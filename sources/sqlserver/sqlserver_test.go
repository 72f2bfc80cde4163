package sqlserver

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"bilan/internal/table"
	"bilan/sources/driver"
	"bilan/sources/params"
)

func TestSQLServerConfig(t *testing.T) {
	cfg, err := parseDSN("sqlserver://bilan:p%40ss@db.example:1444?database=shop&encrypt=true&log=63")
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Host != "db.example" || cfg.Port != 1444 || cfg.Database != "shop" || cfg.User != "bilan" || cfg.Password != "p@ss" {
		t.Errorf("read as %s:%d %s %s", cfg.Host, cfg.Port, cfg.Database, cfg.User)
	}
	if !cfg.ReadOnlyIntent || cfg.LogFlags != 0 || cfg.Encryption != msdsn.EncryptionRequired || cfg.Encoding.Timezone != time.UTC {
		t.Errorf("unsafe: %+v", cfg.ReadOnlyIntent)
	}
	if cfg, err = parseDSN("server=db.example;user id=bilan;password={p;w}"); err != nil || cfg.Password == "" || cfg.ReadOnlyIntent {
		t.Errorf("%v %v", cfg.ReadOnlyIntent, err)
	}
}

func TestSQLServerKinds(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	s := &session{zone: zone}
	plus2 := time.FixedZone("", 7200)
	tests := []struct {
		name  string
		scale int
		value any
		want  string
	}{
		{"INT", driver.UnknownScale, int64(7), "integer 7"},
		{"BIT", driver.UnknownScale, true, "bool true"},
		{"DECIMAL", 3, []byte("12345678901234567890.125"), "decimal(3) 12345678901234567890.125"},
		{"NUMERIC", driver.UnknownScale, []byte("1.5"), "decimal(-1) 1.5"},
		{"MONEY", driver.UnknownScale, []byte("12.3400"), "decimal(4) 12.34"},
		{"SMALLMONEY", 0, []byte("-0.0100"), "decimal(4) -0.01"},
		{"FLOAT", driver.UnknownScale, 0.1, "real 0.1"},
		{"REAL", driver.UnknownScale, float64(float32(0.1)), "real 0.1"},
		{"DATE", driver.UnknownScale, time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), "date 2026-01-31"},
		{"DATETIME2", driver.UnknownScale, time.Date(2026, 1, 31, 8, 30, 0, 250e6, time.UTC), "timestamp 2026-01-31T08:30:00.25"},
		{"SMALLDATETIME", driver.UnknownScale, time.Date(2026, 1, 31, 8, 30, 0, 0, time.UTC), "timestamp 2026-01-31T08:30:00"},
		{"DATETIMEOFFSET", driver.UnknownScale, time.Date(2026, 3, 29, 2, 30, 0, 0, plus2), "timestamp 2026-03-29T01:30:00"},
		{"DATETIMEOFFSET", driver.UnknownScale, time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC), "timestamp 2026-03-29T00:30:00"},
		{"TIME", driver.UnknownScale, time.Date(1, 1, 1, 8, 30, 0, 5e8, time.UTC), `text "08:30:00.5"`},
		{"UNIQUEIDENTIFIER", driver.UnknownScale, []byte{0x67, 0x45, 0x23, 0x01, 0xAB, 0x89, 0xEF, 0xCD, 1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}, `text "01234567-89AB-CDEF-0123-456789ABCDEF"`},
		{"NVARCHAR", driver.UnknownScale, "é😀", `text "é😀"`},
		{"VARBINARY", driver.UnknownScale, []byte{0xC3, 0xA9}, `text "é"`},
		{"XML", driver.UnknownScale, "<a/>", `text "<a/>"`},
	}
	for _, tt := range tests {
		column, read := s.column("x", tt.name, 0, tt.scale)
		cell, err := read(tt.value)
		if got := cellWritten(column, cell); got != tt.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", tt.name, got, err, tt.want)
		}
	}
}

// cellWritten writes a cell with its column's type, such as "decimal(3) 1.125".
func cellWritten(column table.Column, cell table.Cell) string {
	kind := column.Kind.String()
	switch cell := cell.(type) {
	case string:
		return fmt.Sprintf("%s %q", kind, cell)
	case time.Time:
		if column.Kind == table.Date {
			return kind + " " + cell.Format(time.DateOnly)
		}
		return kind + " " + cell.Format("2006-01-02T15:04:05.999")
	}
	if column.Kind == table.Decimal {
		kind += fmt.Sprintf("(%d)", column.Scale)
	}
	return fmt.Sprint(kind, " ", cell)
}

func TestExplainSQLServer(t *testing.T) {
	tests := []struct {
		err  mssql.Error
		want string
	}{
		{mssql.Error{Number: 18456, Message: "Login failed for user 'bilan'."}, "the server refused the login (Login failed for user 'bilan'.): check user and password"},
		{mssql.Error{Number: 4060, Message: `Cannot open database "nosuch" requested by the login.`}, "no such database (Cannot open"},
		{mssql.Error{Number: 208, Message: "Invalid object name 'dbo.ordres'."}, "Invalid object name"},
		{mssql.Error{Number: 229, Message: "The SELECT permission was denied"}, "not allowed (The SELECT permission"},
		{mssql.Error{Number: 102, Message: "Incorrect syntax near 'x'.", LineNo: 3}, "line 3: Incorrect syntax near 'x'."},
	}
	for _, tt := range tests {
		p := Explain(errors.Join(tt.err), &params.Bound{})
		if !strings.HasPrefix(p.Text(), tt.want) {
			t.Errorf("got %s, want %s", p.Text(), tt.want)
		}
	}
	if p := Explain(tests[2].err, nil); p.Kind != driver.NoTable || p.MissingTable != "dbo.ordres" {
		t.Errorf("%+v", p)
	}
	if p := Explain(mssql.Error{Number: 1222}, nil); p.Kind != driver.TooLong {
		t.Errorf("%+v", p)
	}
}

func TestSQLServerWarnings(t *testing.T) {
	s := &session{config: msdsn.Config{Host: "db.example"}, noSnapshot: true}
	if said := s.warnings("sa", 1, 1, 1); len(said) != 3 || !strings.Contains(said[0], "is sysadmin") {
		t.Errorf("%q", said)
	}
	s = &session{config: msdsn.Config{Host: "127.0.0.1"}}
	if said := s.warnings("bilan", 0, 0, 0); len(said) != 0 {
		t.Errorf("%q", said)
	}
	if got := nameOf("dbo", "sales", "Order ]Details"); got != "sales.[Order ]]Details]" {
		t.Error(got)
	}
}
