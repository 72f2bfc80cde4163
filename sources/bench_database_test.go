package sources

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/testdb"
)

const benchRows = 100_000

// BenchmarkQuery streams 100,000 rows of an ordinary table with every driver that has a server on this machine.
func BenchmarkQuery(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) {
		file := filepath.Join(b.TempDir(), "bench.db")
		sqliteExec(b, file, "create table orders (id integer, day date, amount decimal(12,2), customer text)",
			fmt.Sprintf(`insert into orders with recursive c(n) as (select 1 union all select n + 1 from c where n < %d)
				select n, date('2024-01-01', '+' || (n %% 1000) || ' days'), n / 100.0, 'customer ' || (n %% 97) from c`, benchRows))
		stream(b, config.Source{SQLite: file})
	})
	b.Run("postgres", func(b *testing.B) {
		if os.Getenv("BILAN_TEST_POSTGRES") == "" {
			b.Skip("no PostgreSQL")
		}
		dsn := testdb.Postgres(b)
		testdb.PostgresExec(b, dsn, fmt.Sprintf(`create table orders as select n as id, date '2024-01-01' + n %% 1000 as day, (n / 100.0)::numeric(12,2) as amount,
			'customer ' || n %% 97 as customer from generate_series(1, %d) n`, benchRows))
		stream(b, config.Source{Postgres: scalar.NewSecret(dsn)})
	})
	b.Run("mariadb", func(b *testing.B) {
		if os.Getenv("BILAN_TEST_MARIADB") == "" {
			b.Skip("no MariaDB")
		}
		dsn := testdb.MariaDB(b)
		testdb.MariaDBExec(b, dsn, "create table orders (id int, day date, amount decimal(12,2), customer varchar(40))",
			fmt.Sprintf("insert into orders select seq, date '2024-01-01' + interval seq %% 1000 day, seq / 100, concat('customer ', seq %% 97) from seq_1_to_%d", benchRows))
		stream(b, config.Source{MariaDB: scalar.NewSecret(dsn)})
	})
}

func stream(b *testing.B, src config.Source) {
	db := open(b, src)
	b.ReportAllocs()
	for b.Loop() {
		rows, err := db.Query(context.Background(), "select * from orders where day >= :history_start", anyParams)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for {
			if _, err = rows.Next(); err != nil {
				break
			}
			n++
		}
		if err != io.EOF || n != benchRows {
			b.Fatalf("%d rows, %v", n, err)
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(benchRows*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
