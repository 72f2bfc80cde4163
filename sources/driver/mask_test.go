package driver

import "testing"

func TestMask(t *testing.T) {
	tests := []struct{ dsn, text, want string }{
		{"postgres://u:p%40ss@h/db", "p@ss p%40ss pass", "••• ••• pass"},
		{"postgres://u:p@ss@h/db", "parse p@ss", "parse •••"},
		{"host=h password='it\\'s' user=u", "it's it\\'s u", "••• ••• u"},
		{"host=h PASSWORD = secret dbname=x", "secret x", "••• x"},
		{"postgres://h/db?user=u&password=secret&sslmode=require", "secret require", "••• require"},
		{"server=h;user id=u;pwd={a;b};database=x", "a;b x", "••• x"},
		{"u:secret@tcp(h:3306)/db", "using secret on h", "using ••• on h"},
		{"u:ab@tcp(h)/db", "cabin ab, ab. (ab)", "cabin •••, •••. (•••)"},
		{"postgres://u@h/db", "u@h", "u@h"},
		{"/data/shop.db", "shop", "shop"},
	}
	for _, tt := range tests {
		m := &Mask{}
		m.AddDSN(tt.dsn)
		if got := m.Clean(tt.text); got != tt.want {
			t.Errorf("%s: %q became %q, want %q", tt.dsn, tt.text, got, tt.want)
		}
	}
}
