package workbench

import "strings"

// Ident quotes a name of a column, table or schema for SQL.
func Ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// schemaName is the engine's schema for a source. The engine's own schemas are taken, main by the datasets.
func schemaName(source string) string {
	switch strings.ToLower(source) {
	case "":
		return "main"
	case "main", "temp", "system", "memory", "pg_catalog", "information_schema":
		return source + "_source"
	}
	return source
}

func qualified(source, name string) string { return Ident(schemaName(source)) + "." + Ident(name) }
