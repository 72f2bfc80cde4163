package config

import (
	"time"

	"bilan/internal/config/scalar"
)

// Source is where data comes from. Exactly one of the keys above Timezone is set.
type Source struct {
	Postgres      scalar.Secret `yaml:"postgres" eg:"\"${CRM_DATABASE_URL}\"" doc:"A PostgreSQL database, as postgres://user:password@host/database."`
	PostgresFile  string        `yaml:"postgres_file" is:"path" eg:"/run/secrets/crm" doc:"A file that contains the value of 'postgres', so that the YAML contains no secret."`
	MySQL         scalar.Secret `yaml:"mysql" eg:"\"${SHOP_DATABASE_URL}\"" doc:"A MySQL database, as user:password@tcp(host:3306)/database."`
	MySQLFile     string        `yaml:"mysql_file" is:"path" eg:"/run/secrets/shop" doc:"A file that contains the value of 'mysql', so that the YAML contains no secret."`
	MariaDB       scalar.Secret `yaml:"mariadb" eg:"\"${SHOP_DATABASE_URL}\"" doc:"A MariaDB database, written as for MySQL."`
	MariaDBFile   string        `yaml:"mariadb_file" is:"path" eg:"/run/secrets/shop" doc:"A file that contains the value of 'mariadb', so that the YAML contains no secret."`
	SQLServer     scalar.Secret `yaml:"sqlserver" eg:"\"${ERP_DATABASE_URL}\"" doc:"A SQL Server database, as sqlserver://user:password@host?database=name."`
	SQLServerFile string        `yaml:"sqlserver_file" is:"path" eg:"/run/secrets/erp" doc:"A file that contains the value of 'sqlserver', so that the YAML contains no secret."`
	SQLite        string        `yaml:"sqlite" is:"path" eg:"data/shop.db" doc:"An SQLite file."`
	Files         string        `yaml:"files" is:"path" eg:"examples/data" doc:"A folder: every .csv, .tsv, .xlsx, .parquet and .json below it is a table."`
	Timezone      scalar.Zone   `yaml:"timezone" is:"zone" def:"the report's zone" eg:"UTC" doc:"The time zone in which instants from this source become days, in every report."`
	Timeout       time.Duration `yaml:"timeout" def:"5m" eg:"30s" doc:"How long one query may take."`
	MaxRows       int64         `yaml:"max_rows" is:"min=1" def:"5000000" eg:"100000" doc:"How many rows one query may return."`

	CSV    Dialect              `yaml:"csv" doc:"The format of the folder's text files. Settings that are not given are detected."`
	Tables map[string]FileTable `yaml:"tables" doc:"Tables that need settings of their own."`
}

// Dialect is the format of a delimited file. What is not set is detected and logged.
type Dialect struct {
	Locale    string            `yaml:"locale" is:"preset" eg:"fr" doc:"A preset for decimal, thousands, dates and delimiter: 'fr' is ; and 1 234,56 and dd/mm/yyyy."`
	Encoding  string            `yaml:"encoding" is:"encoding" eg:"windows-1252" doc:"The encoding: utf-8, windows-1252, iso-8859-15, utf-16 …"`
	Delimiter string            `yaml:"delimiter" is:"blank,delimiter" eg:"\";\"" doc:"The character between cells, or 'tab'."`
	Quote     string            `yaml:"quote" is:"quote" def:"the double quote, or the single quote if the first rows use it" eg:"none" doc:"The character around cells that contain the delimiter, or 'none'."`
	Escape    string            `yaml:"escape" is:"one=backslash|none" def:"what the first rows show" eg:"backslash" doc:"The character before a quote inside a quoted cell, instead of a second quote."`
	Decimal   string            `yaml:"decimal" is:"decimal" eg:"\",\"" doc:"The decimal sign."`
	Thousands string            `yaml:"thousands" is:"blank,thousands" eg:"\" \"" doc:"The sign between thousands, or 'none'. A space also means no-break spaces; several signs may be given."`
	Dates     string            `yaml:"dates" is:"dates" eg:"dd/mm/yyyy" doc:"How days are written."`
	Nulls     []string          `yaml:"nulls" is:"empty" eg:"[\"\", \"#N/A\"]" doc:"Words that mean an empty cell."`
	SkipLines int               `yaml:"skip_lines" is:"min=0" def:"0" eg:"2" doc:"Lines before the header."`
	Header    *bool             `yaml:"header" def:"true" eg:"false" doc:"Whether the first line names the columns."`
	Names     scalar.StringList `yaml:"names" eg:"[id, rep, amount]" doc:"The columns' names in file order, for files without a header line."`
	Footer    int               `yaml:"footer" is:"min=0" def:"0" eg:"1" doc:"Lines at the end that are not rows, such as a total."`
	Columns   map[string]string `yaml:"columns" is:"type" eg:"{amount: decimal(2)}" doc:"Types by column: text, integer, decimal, decimal(4), real, date, timestamp, bool."`
	BadRows   string            `yaml:"bad_rows" is:"one=fail|skip" def:"fail" eg:"skip" doc:"What happens with a row that does not fit: the report fails, or the row is set aside and counted on the page."`
	TotalRows string            `yaml:"total_rows" is:"one=fail|skip|keep" def:"fail" eg:"skip" doc:"What happens with totals and subtotals among the rows: the report fails, they are left out, or they are rows like the others."`
}

// FileTable describes one table in files.
type FileTable struct {
	File     string            `yaml:"file" is:"req" eg:"orders-*.csv" doc:"The file below the folder, or a pattern for several that are one table."`
	Sheet    string            `yaml:"sheet" def:"the first sheet" eg:"2026" doc:"The sheet of an .xlsx file."`
	Range    string            `yaml:"range" is:"cells" def:"the whole sheet" eg:"B4:F200" doc:"The part of the sheet that is the table, if the sheet has several tables: columns (A:D), cells (B4:F200), or columns from a row on (B4:F)."`
	CSV      Dialect           `yaml:"csv" doc:"The format of this file. Keys that are not given have the values of the folder's 'csv'."`
	Columns  map[string]string `yaml:"columns" is:"type" eg:"{month: date}" doc:"Types by column, as in 'csv'."`
	FillDown scalar.StringList `yaml:"fill_down" eg:"[region, rep]" doc:"Columns that the export fills only once for several rows: an empty cell in them takes the value above it."`
	Wide     Wide              `yaml:"wide" doc:"Unfolds a sheet with one column per month into one row per month."`
}

// Wide converts a sheet with one column per month to rows per month.
type Wide struct {
	Columns string `yaml:"columns" is:"req,range" eg:"janv..déc" doc:"The first and the last column."`
	Into    string `yaml:"into" is:"req" eg:"month" doc:"The name of the new date column."`
	Value   string `yaml:"value" is:"req" eg:"quota" doc:"The name of the new value column."`
	Year    int    `yaml:"year" is:"min=1900,max=2200" eg:"2026" doc:"The year of the months, if the headings do not contain it."`
}
