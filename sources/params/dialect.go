package params

// Dialect says how a database engine writes strings, names and comments, as far as the search for parameters needs it.
type Dialect struct {
	Name string

	Backslash     bool // '…' and "…" have backslash escapes
	ANSIQuotes    bool // "…" is a name, without backslash escapes
	escapeStrings bool // E'…' has backslash escapes
	dollarQuotes  bool // $$…$$, $tag$…$tag$
	backticks     bool // `…`
	brackets      bool // […] is a name
	doubledEnd    bool // ]] inside […] is one ]
	slices        bool // a[1:2] is an array slice
	nested        bool // /* /* */ */
	hashComments  bool // # to the end of the line
	spacedDashes  bool // -- begins a comment only before white space
	codeComments  bool // /*! … */ is executed
	positional    string

	starts    []string // words that may begin a statement
	forbidden []string // words outside quotes that make a statement more than a SELECT
}

// The dialects of the databases. MariaDB has the dialect of MySQL.
var (
	selects  = []string{"SELECT", "WITH", "VALUES", "TABLE"}
	Postgres = Dialect{Name: "postgres", escapeStrings: true, dollarQuotes: true, slices: true, nested: true,
		positional: "$", starts: selects}
	MySQL = Dialect{Name: "mysql", Backslash: true, backticks: true, hashComments: true, spacedDashes: true,
		codeComments: true, positional: "?", starts: selects, forbidden: []string{"INTO"}}
	SQLServer = Dialect{Name: "sqlserver", brackets: true, doubledEnd: true, nested: true,
		starts: []string{"SELECT", "WITH"}, forbidden: sqlServerForbidden}
	SQLite = Dialect{Name: "sqlite", backticks: true, brackets: true, positional: "?@$",
		starts: []string{"SELECT", "WITH", "VALUES"}}
)

// SQL Server accepts several statements without a semicolon between them. These words begin such statements. They are
// reserved there, so that none can be an unquoted column name.
var sqlServerForbidden = []string{"ALTER", "BACKUP", "BEGIN", "BULK", "COMMIT", "CREATE", "DBCC", "DECLARE", "DELETE",
	"DENY", "DROP", "EXEC", "EXECUTE", "GRANT", "INSERT", "INTO", "KILL", "OPENDATASOURCE", "OPENQUERY", "OPENROWSET",
	"PRINT", "RAISERROR", "RECONFIGURE", "RESTORE", "REVERT", "REVOKE", "ROLLBACK", "SAVE", "SET", "SHUTDOWN",
	"TRUNCATE", "UPDATE", "USE", "WAITFOR", "WHILE"}
