package syntax

import (
	"encoding/hex"

	"bilan/internal/table"
)

// SchemaName is the engine's schema for a source, main for the datasets. The engine folds case and has schemas of its
// own; the bytes of the name in hexadecimal, after a prefix, are neither another source's schema nor one of the
// engine's.
func SchemaName(source string) string {
	if source == "" {
		return "main"
	}
	return "source_" + hex.EncodeToString([]byte(source))
}

// Qualified is a dataset of a source as SQL names it.
func Qualified(source, name string) string {
	return table.Ident(SchemaName(source)) + "." + table.Ident(name)
}
