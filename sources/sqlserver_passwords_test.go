package sources

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

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
			_, err := OpenDatabase(context.Background(), "crm", config.Source{SQLServer: scalar.NewSecret(dsn)}, nil, quiet)
			hides(t, err, password)
		}
	}
}
