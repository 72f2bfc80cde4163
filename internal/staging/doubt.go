package staging

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"bilan/internal/loaded"
	"bilan/internal/locale"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// fewestUnknownKeys is how many different values of a key must match nothing before the mapping counts as wrong. A single
// value may be a new rep.
const fewestUnknownKeys = 2

// CheckKeys checks that at least one value of each key in the canonical rows is a member of the key's entity.
func (s *Staging) CheckKeys(ctx context.Context, e *sales.Entity) error {
	columns := s.Model.Columns(e.Name)
	for _, r := range e.Roles {
		of := s.Model.Entity(r.Of)
		if r.Kind != "key" || of == nil || of.Name == e.Name || !slices.Contains(columns, r.Name) {
			continue
		}
		t, err := s.Bench.Query(ctx, sales.UnknownKeysSQL(e, r), nil)
		if err != nil {
			return err
		}
		n, _ := t.Rows[0][0].(int64)
		known, _ := t.Rows[0][1].(int64)
		if members, _ := t.Rows[0][2].(int64); members == 0 || known > 0 || n < fewestUnknownKeys {
			continue
		}
		s.addMistake(r.Path, fmt.Sprintf("none of its %d values is in %s: %s; the values there are %s", n, of.Path, loaded.CellText(t.Rows[0][3]), loaded.CellText(t.Rows[0][4])),
			fmt.Sprintf("map the column that identifies one of %[1]s, or other columns to id: and name: below %[1]s", of.Path))
	}
	return s.mistakes.Err()
}

// currencyName matches the name of a column with currencies, in the form of sales.Fold.
var currencyName = regexp.MustCompile(`^(code_?)?(devise|monnaie|currency|waehrung|wahrung|moneda|valuta|moeda)(_?(code|id|iso|isocode))?$`)

// checkForeignCurrency reports a mistake if a column of the table that is not mapped names other currencies than the
// company's. Lines are skipped, because they have the currency of their head.
func (s *Staging) checkForeignCurrency(ctx context.Context, t mappedTable, e *sales.Entity) error {
	i := slices.IndexFunc(e.Roles, func(r sales.Role) bool {
		_, plain := sales.FindColumn(r.Text, t.columns)
		return r.Kind == "amount" && (plain == 1 || r.Text == "") // an expression may convert the amounts
	})
	if e.Has("currency") || e.Name == "lines" || i < 0 || len(s.mistakes) > 0 {
		return nil
	}
	for _, c := range t.columns {
		if !currencyName.MatchString(sales.Fold(c.Name)) {
			continue
		}
		found, err := s.Bench.Query(ctx, sales.CurrenciesSQL(e, t.dataset, c.Name, s.Model.Currency), s.plan.Params)
		if err != nil {
			return err
		}
		if len(found.Rows) > 0 {
			s.addMistake(e.Roles[i].Path, fmt.Sprintf("%s has amounts that are not in %s, the company's currency, by its column %q: %s", t.name, s.Model.Currency, c.Name, countedRows(found)),
				"keep one currency with where:, convert them with an expression, or, for orders and invoices, map currency: and sales.rates")
		}
	}
	return nil
}

// countedRows writes values with their numbers of rows: "USD (3 rows)".
func countedRows(t *table.Table) string {
	list := make([]string, len(t.Rows))
	for i, row := range t.Rows {
		n, _ := row[1].(int64)
		list[i] = fmt.Sprintf("%s (%s)", loaded.CellText(row[0]), rowCount(n))
	}
	return strings.Join(list, ", ")
}

func rowCount(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// withoutTax matches the name of an amount before tax, without accents.
var withoutTax = regexp.MustCompile(`(^|[^a-z])(ht|hors.?taxes?|untaxed|excl[a-z]*.?(tax|vat)|(tax|vat).?excl[a-z]*)([^a-z]|$)`)

// netColumn returns the column that probably has the same amounts before tax: none of them is larger than in column, and
// the difference of the sums is plausible for a tax. It returns "" if there is none.
func (s *Staging) netColumn(ctx context.Context, t mappedTable, column string) (string, error) {
	numeric := func(name string) bool {
		return slices.ContainsFunc(t.columns, func(c table.Column) bool {
			return c.Name == name && (c.Kind == table.Integer || c.Kind == table.Decimal || c.Kind == table.Real)
		})
	}
	if withoutTax.MatchString(locale.Unaccented(column)) || !numeric(column) {
		return "", nil
	}
	for _, c := range t.columns {
		if c.Name == column || !withoutTax.MatchString(locale.Unaccented(c.Name)) || !numeric(c.Name) {
			continue
		}
		found, err := s.Bench.Query(ctx, sales.TaxedSQL(t.dataset, column, c.Name), nil)
		if err != nil {
			return "", err
		}
		if taxed, _ := found.Rows[0][0].(bool); taxed {
			return c.Name, nil
		}
	}
	return "", nil
}
