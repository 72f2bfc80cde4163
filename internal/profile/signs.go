package profile

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bilan/internal/guess"
)

// countrySigns returns hints at the country of a text file, such as a currency sign, from its first bytes. Parsed cells
// have no currency sign any more. A workbook gives no hints.
func (f *file) countrySigns() guess.Signs {
	const limit = 64 << 10
	if !slices.Contains([]string{".csv", ".tsv", ".txt"}, strings.ToLower(filepath.Ext(f.info.Origin))) {
		return guess.Signs{}
	}
	in, err := os.Open(filepath.Join(f.src.Files, filepath.FromSlash(f.info.Origin)))
	if err != nil {
		return guess.Signs{} // nothing is known
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, limit))
	if err != nil {
		return guess.Signs{}
	}
	return guess.SignsOf(text)
}
