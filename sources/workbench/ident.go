package workbench

import (
	"encoding/hex"
	"strings"
)

// Ident quotes a name of a column, table or schema for SQL.
func Ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// schemaName is the engine's schema for a source, main for the datasets. The engine folds case and has schemas of its
// own; the bytes of the name in hexadecimal, behind a prefix, are no other source's schema and none of the engine's.
func schemaName(source string) string {
	if source == "" {
		return "main"
	}
	return "source_" + hex.EncodeToString([]byte(source))
}

func qualified(source, name string) string { return Ident(schemaName(source)) + "." + Ident(name) }
