package expand

import (
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
)

// A table may have the name of an SQL keyword. For example, many programs export order.csv.
func TestTablesAreQuotedWhereTheyMustBe(t *testing.T) {
	files, mariadb, postgres := config.Source{Files: "data"}, config.Source{MariaDB: scalar.NewSecret("x")}, config.Source{Postgres: scalar.NewSecret("x")}
	for _, c := range []struct {
		src         config.Source
		table, want string
	}{
		{files, "order", `"order"`}, {files, "orders", "orders"}, {files, "Group", `"Group"`}, {files, "ventes 2026", `"ventes 2026"`},
		{mariadb, "shop.order", "shop.`order`"}, {postgres, "public.order", `public."order"`}, {postgres, `a"b`, `"a""b"`},
	} {
		if got := tableName(c.src, c.table); got != c.want {
			t.Errorf("%s is written %s, want %s", c.table, got, c.want)
		}
	}
}
