package sources

import (
	"log/slog"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// TestUnreadableStringsSayNothingOfThemselves opens sources with connection strings that drivers reject with an error
// that quotes a part of the string.
func TestUnreadableStringsSayNothingOfThemselves(t *testing.T) {
	for _, c := range []struct {
		kind, dsn string
		want      string
	}{
		{"postgres", "host=h password=hunter two2 dbname=x", "a value with a space needs quotes: password='two words'"},
		{"postgres", "host=h password='hunter two2 dbname=x", "write postgres://user:password@host:5432/database"},
		{"postgres", "password hunter two2", "write postgres://user:password@host:5432/database"},
		{"postgres", "postgres://u:hunter:two2@h:hunter/x", "cannot be read"},
		{"postgres", "postgres://u:hunter%zz@h/x", "%40 for @"},
		{"postgres", "postgres://u:x@h/x?sslmode=hunter", "sslmode is one of disable"},
		{"postgres", "host=h port=hunter user=u", "the port is a number"},
		{"postgres", "host=h connect_timeout=hunter", "connect_timeout is a number of seconds"},
		{"postgres", "host=h target_session_attrs=hunter", "target_session_attrs is one of"},
		{"postgres", "host=h channel_binding=hunter", "channel_binding is one of"},
		{"mysql", "u:hunter two2@h", "write mysql://user:password@host:3306/database"},
		{"mysql", "u:hunter@tcp(h)/x?timeout=two2", "write mysql://user:password@host:3306/database"},
		{"mysql", "mysql://u:x@h/x?timeout=hunter", "the option timeout was refused"},
		{"mysql", "mysql://u:x@h/x?hunter=two2&tls=hunter", "was refused"},
		{"mysql", "mysql://u:x@h/x?ssl-ca=/hunter", "ssl-ca: no such file or directory"},
		{"mariadb", "mariadb://u:hunter%zz@h/x", "%40 for @"},
		{"sqlserver", "sqlserver://u:hunter%zz@h", "%40 for @"},
		{"sqlserver", "sqlserver://u:x@h?encrypt=hunter", "write sqlserver://user:password@host:1433?database=name"},
		{"sqlserver", "odbc:server=h;password={hunter", "write sqlserver://user:password@host:1433?database=name"},
	} {
		secret := scalar.NewSecret(c.dsn)
		src := config.Source{}
		switch c.kind {
		case "postgres":
			src.Postgres = secret
		case "mysql":
			src.MySQL = secret
		case "mariadb":
			src.MariaDB = secret
		default:
			src.SQLServer = secret
		}
		_, err := OpenDatabase(t.Context(), "crm", src, nil, slog.New(slog.DiscardHandler))
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter") || strings.Contains(err.Error(), "two2") {
			t.Errorf("%s %s: %v", c.kind, c.dsn, err)
		}
	}
}
