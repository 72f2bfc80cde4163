package sources

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	mssql "github.com/microsoft/go-mssqldb"
	"github.com/microsoft/go-mssqldb/msdsn"

	"bilan/internal/config"
	"bilan/internal/table"
)

func TestSQLServerConfig(t *testing.T) {
	cfg, err := sqlServerConfig("sqlserver://bilan:p%40ss@db.example:1444?database=shop&encrypt=true&log=63")
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Host != "db.example" || cfg.Port != 1444 || cfg.Database != "shop" || cfg.User != "bilan" || cfg.Password != "p@ss" {
		t.Errorf("read as %s:%d %s %s", cfg.Host, cfg.Port, cfg.Database, cfg.User)
	}
	if !cfg.ReadOnlyIntent || cfg.LogFlags != 0 || cfg.Encryption != msdsn.EncryptionRequired || cfg.Encoding.Timezone != time.UTC {
		t.Errorf("unsafe: %+v", cfg.ReadOnlyIntent)
	}
	if cfg, err = sqlServerConfig("server=db.example;user id=bilan;password={p;w}"); err != nil || cfg.Password == "" || cfg.ReadOnlyIntent {
		t.Errorf("%v %v", cfg.ReadOnlyIntent, err)
	}
}

func TestSQLServerPasswords(t *testing.T) {
	for _, password := range oddPasswords {
		encoded := url.UserPassword("bilan", password).String()
		for _, dsn := range []string{
			"sqlserver://" + encoded + "@127.0.0.1:1?database=x",
			"sqlserver://" + encoded + "@127.0.0.1:1?database=x&encrypt=bogus",
			"sqlserver://" + encoded + "@nosuch.invalid?dial+timeout=1",
			"sqlserver://bilan:" + password + "@127.0.0.1:1",
			"server=127.0.0.1;port=1;user id=bilan;password={" + password + "}",
			"server=127.0.0.1;port=x;user id=bilan;password=" + password,
			"odbc:server=127.0.0.1;port=1;user id=bilan;password={" + strings.ReplaceAll(password, "}", "}}") + "}",
			"mssql://" + encoded + "@host",
		} {
			_, err := OpenDatabase(context.Background(), "crm", config.Source{SQLServer: config.NewSecret(dsn)}, nil, quiet)
			hides(t, err, password)
		}
	}
}

func TestSQLServerKinds(t *testing.T) {
	s := &sqlServerSession{zone: zoneOf(t, "Europe/Paris")}
	plus2 := time.FixedZone("", 7200)
	tests := []struct {
		name  string
		scale int
		value any
		want  string
	}{
		{"INT", unknownScale, int64(7), "integer 7"},
		{"BIT", unknownScale, true, "bool true"},
		{"DECIMAL", 3, []byte("12345678901234567890.125"), "decimal(3) 12345678901234567890.125"},
		{"NUMERIC", unknownScale, []byte("1.5"), "decimal(-1) 1.5"},
		{"MONEY", unknownScale, []byte("12.3400"), "decimal(4) 12.34"},
		{"SMALLMONEY", 0, []byte("-0.0100"), "decimal(4) -0.01"},
		{"FLOAT", unknownScale, 0.1, "real 0.1"},
		{"REAL", unknownScale, float64(float32(0.1)), "real 0.1"},
		{"DATE", unknownScale, time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC), "date 2026-01-31"},
		{"DATETIME2", unknownScale, time.Date(2026, 1, 31, 8, 30, 0, 250e6, time.UTC), "timestamp 2026-01-31T08:30:00.25"},
		{"SMALLDATETIME", unknownScale, time.Date(2026, 1, 31, 8, 30, 0, 0, time.UTC), "timestamp 2026-01-31T08:30:00"},
		{"DATETIMEOFFSET", unknownScale, time.Date(2026, 3, 29, 2, 30, 0, 0, plus2), "timestamp 2026-03-29T01:30:00"},
		{"DATETIMEOFFSET", unknownScale, time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC), "timestamp 2026-03-29T00:30:00"},
		{"TIME", unknownScale, time.Date(1, 1, 1, 8, 30, 0, 5e8, time.UTC), `text "08:30:00.5"`},
		{"UNIQUEIDENTIFIER", unknownScale, []byte{0x67, 0x45, 0x23, 0x01, 0xAB, 0x89, 0xEF, 0xCD, 1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF}, `text "01234567-89AB-CDEF-0123-456789ABCDEF"`},
		{"NVARCHAR", unknownScale, "é😀", `text "é😀"`},
		{"VARBINARY", unknownScale, []byte{0xC3, 0xA9}, `text "é"`},
		{"XML", unknownScale, "<a/>", `text "<a/>"`},
	}
	for _, tt := range tests {
		column, read := s.column("x", tt.name, 0, tt.scale)
		cell, err := read(tt.value)
		got := strings.TrimPrefix(shown(&table.Table{Columns: []table.Column{column}, Rows: [][]table.Cell{{cell}}}), "x ")
		if got = strings.ReplaceAll(got, "\n", " "); got != tt.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", tt.name, got, err, tt.want)
		}
	}
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
		p := explainSQLServer(errors.Join(tt.err), &Bound{})
		if !strings.HasPrefix(p.text(), tt.want) {
			t.Errorf("got %s, want %s", p.text(), tt.want)
		}
	}
	if p := explainSQLServer(tests[2].err, nil); p.kind != noTable || p.object != "dbo.ordres" {
		t.Errorf("%+v", p)
	}
	if p := explainSQLServer(mssql.Error{Number: 1222}, nil); p.kind != tooLong {
		t.Errorf("%+v", p)
	}
}

func TestSQLServerWarnings(t *testing.T) {
	s := &sqlServerSession{config: msdsn.Config{Host: "db.example"}, shared: true}
	if said := s.judge("sa", 1, 1, 1); len(said) != 3 || !strings.Contains(said[0], "is sysadmin") {
		t.Errorf("%q", said)
	}
	s = &sqlServerSession{config: msdsn.Config{Host: "127.0.0.1"}}
	if said := s.judge("bilan", 0, 0, 0); len(said) != 0 {
		t.Errorf("%q", said)
	}
	if got := sqlServerName("dbo", "sales", "Order ]Details"); got != "sales.[Order ]]Details]" {
		t.Error(got)
	}
}
