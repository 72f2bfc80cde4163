package syntax

import (
	"encoding/hex"

	"bilan/internal/table"
)

// SchemaName is the engine's schema for a source, "main" for datasets. The engine ignores case and has schemas of its
// own. The bytes of the name in hexadecimal, after a prefix, can equal neither another source's schema nor one of the
// engine's.
func SchemaName(source string) string {
	if source == "" {
		return "main"
	}
	return "source_" + hex.EncodeToString([]byte(source))
}

// Qualified is the SQL name of a source's table, or of a dataset if source is "".
func Qualified(source, name string) string {
	return table.Ident(SchemaName(source)) + "." + table.Ident(name)
}
