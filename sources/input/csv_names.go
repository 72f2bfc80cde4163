package input

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"bilan/internal/locale"
	"bilan/internal/table"
	"bilan/sources/cell"
	"bilan/sources/csv"
)

// checkShortHeader examines a header with one name less than the rows have cells, where the extra cell is empty. Most
// programs that write such files end each row with a separator, which is harmless. But a separator may be missing in
// the header, and then all later names are above the wrong cells. Usually one of the columns shows that, which is an
// error.
func (in *File) checkShortHeader(r *cell.Reader, first csv.Record, below []csv.Record, quote byte) error {
	refused := func(why string) error {
		return fmt.Errorf("line %d: %d names above rows of %d cells, of which the last is empty, and %s: is a separator missing between two names? "+
			"(correct it; if the names are right, write csv: {header: true})", first.Line, len(in.Names), in.width, why)
	}
	for _, c := range first.Cells {
		if quote != 0 && bytes.IndexByte(c.B, quote) > 0 {
			return refused(fmt.Sprintf("the name %q has a quote in it", table.Shorten(string(r.Repaired(c.B)))))
		}
	}
	for i, name := range in.Names {
		fits := checkForName(name)
		if fits == nil {
			continue
		}
		if odd := misfittingCell(r, below, i, fits); odd != nil {
			return refused(fmt.Sprintf("%q is no %s", table.Shorten(string(r.Repaired(odd))), name))
		}
	}
	return nil
}

// misfittingCell is the first cell of column i that does not fit, if most cells do not; else nil.
func misfittingCell(r *cell.Reader, rows []csv.Record, i int, fits func(*cell.Reader, csv.Cell) bool) (odd []byte) {
	misfits, all := 0, 0
	for _, row := range rows {
		b := csv.Trim(row.Cells[i].B)
		if r.Null(b) {
			continue
		}
		if all++; !fits(r, row.Cells[i]) {
			if misfits++; odd == nil {
				odd = b
			}
		}
	}
	if misfits*2 <= all {
		return nil
	}
	return odd
}

// nameKinds are words in column names that indicate the type of the cells, in the seven languages, without accents.
var nameKinds = []struct {
	words []string
	fits  func(*cell.Reader, csv.Cell) bool
}{
	{[]string{"date", "datum", "fecha"}, func(r *cell.Reader, c csv.Cell) bool {
		return r.ReadCell(c)&(cell.AsDate|cell.AsNumber) != 0 || r.Short
	}},
	{[]string{"qty", "quantity", "quantite", "qte", "menge", "cantidad", "quantita", "aantal", "quantidade", "amount", "montant", "betrag", "importe",
		"importo", "bedrag", "price", "prix", "preis", "precio", "prezzo", "prijs", "preco", "revenue", "umsatz"},
		func(r *cell.Reader, c csv.Cell) bool { return r.ReadCell(c)&cell.AsNumber != 0 }},
	{[]string{"url", "email", "mail", "courriel"}, func(_ *cell.Reader, c csv.Cell) bool {
		return bytes.ContainsAny(c.B, "@/.") && !bytes.ContainsRune(csv.Trim(c.B), ' ')
	}},
}

// checkForName is the check for the cells of a column with this name; nil if the name indicates no type, or several.
func checkForName(name string) (fits func(*cell.Reader, csv.Cell) bool) {
	words := nameWords(name)
	for _, kind := range nameKinds {
		if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(kind.words, w) }) {
			continue
		}
		if fits != nil {
			return nil
		}
		fits = kind.fits
	}
	return fits
}

// nameWords are the words of a name in lower case and without accents. orderDate and URLPath have two words each.
func nameWords(name string) []string {
	var apart []rune
	runes := []rune(name)
	for i, c := range runes {
		if i > 0 && unicode.IsUpper(c) && (unicode.IsLower(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			apart = append(apart, ' ')
		}
		apart = append(apart, c)
	}
	return strings.FieldsFunc(locale.Unaccented(string(apart)), func(c rune) bool { return !unicode.IsLetter(c) })
}
