package config

import "time"

// Source is where data lives: exactly one of Postgres … Files is set.
type Source struct {
	Postgres      Secret        `yaml:"postgres"`
	PostgresFile  string        `yaml:"postgres_file"`
	MySQL         Secret        `yaml:"mysql"`
	MySQLFile     string        `yaml:"mysql_file"`
	MariaDB       Secret        `yaml:"mariadb"`
	MariaDBFile   string        `yaml:"mariadb_file"`
	SQLServer     Secret        `yaml:"sqlserver"`
	SQLServerFile string        `yaml:"sqlserver_file"`
	SQLite        string        `yaml:"sqlite"` // path
	Files         string        `yaml:"files"`  // folder
	Timezone      string        `yaml:"timezone"`
	Timeout       time.Duration `yaml:"timeout"`  // per statement; default 5m
	MaxRows       int64         `yaml:"max_rows"` // per query; default 5,000,000

	CSV    Dialect              `yaml:"csv"`
	Tables map[string]FileTable `yaml:"tables"`
}

// Dialect is how a delimited file is written. What is not given is detected and said.
type Dialect struct {
	Locale    string            `yaml:"locale"`   // fr | en | … : a preset for decimal, thousands, dates, delimiter
	Encoding  string            `yaml:"encoding"` // utf-8, windows-1252, iso-8859-15, utf-16 …
	Delimiter string            `yaml:"delimiter"`
	Quote     string            `yaml:"quote"`
	Decimal   string            `yaml:"decimal"`
	Thousands string            `yaml:"thousands"`
	Dates     string            `yaml:"dates"` // dd/mm/yyyy
	Nulls     []string          `yaml:"nulls"`
	SkipLines int               `yaml:"skip_lines"`
	Header    *bool             `yaml:"header"`   // default true
	Footer    int               `yaml:"footer"`   // lines at the end that are no rows
	Columns   map[string]string `yaml:"columns"`  // name → text | integer | decimal | decimal(4) | real | date | timestamp | bool
	BadRows   string            `yaml:"bad_rows"` // fail | skip
}

// FileTable names one table by hand.
type FileTable struct {
	File    string            `yaml:"file"` // path or glob below the folder
	Sheet   string            `yaml:"sheet"`
	CSV     Dialect           `yaml:"csv"`
	Columns map[string]string `yaml:"columns"`
	Wide    Wide              `yaml:"wide"`
}

// Wide unfolds a sheet with one column per month into one row per month.
type Wide struct {
	Columns string `yaml:"columns"` // janv..déc : first and last column
	Into    string `yaml:"into"`    // name of the new date column
	Value   string `yaml:"value"`   // name of the new value column
	Year    int    `yaml:"year"`
}
