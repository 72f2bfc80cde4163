package mysql

import "testing"

func TestMySQLConfig(t *testing.T) {
	tests := []struct{ dsn, addr, user, database, tls string }{
		{"mysql://u:p%40@db.example/shop", "db.example:3306", "u", "shop", "preferred"},
		{"mariadb://u:p@[::1]:3307/shop?ssl-mode=disabled", "[::1]:3307", "u", "shop", "false"},
		{"mysql://u@localhost", "localhost:3306", "u", "", ""},
		{"mysql://u:p@db.example/shop?ssl-mode=REQUIRED&charset=latin1&multiStatements=true&parseTime=true", "db.example:3306", "u", "shop", "skip-verify"},
		{"mysql://u:p@x/shop?socket=/run/mysqld.sock", "/run/mysqld.sock", "u", "shop", ""},
		{"u:p@tcp(db.example:3306)/shop?tls=true", "db.example:3306", "u", "shop", "true"},
		{"u:p://x@tcp(127.0.0.1:3306)/shop", "127.0.0.1:3306", "u", "shop", ""},
		{"postgres://u:p@h/shop", "", "", "", ""},
		{"u:p@tcp(h", "", "", "", ""},
	}
	for _, tt := range tests {
		cfg, err := parseDSN(tt.dsn)
		if tt.addr == "" {
			if err == nil {
				t.Errorf("%s was read", tt.dsn)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.dsn, err)
			continue
		}
		if cfg.Addr != tt.addr || cfg.User != tt.user || cfg.DBName != tt.database || cfg.TLSConfig != tt.tls {
			t.Errorf("%s: %s %s %s %q", tt.dsn, cfg.Addr, cfg.User, cfg.DBName, cfg.TLSConfig)
		}
		if cfg.MultiStatements || cfg.ParseTime || cfg.AllowAllFiles || cfg.InterpolateParams {
			t.Errorf("%s is unsafe", tt.dsn)
		}
	}
	if cfg, err := parseDSN("mysql://u:p@db.example/shop?ssl-mode=verify_identity"); err != nil || cfg.TLS == nil || cfg.TLS.ServerName != "db.example" || cfg.TLS.InsecureSkipVerify {
		t.Errorf("%v", err)
	}
}
