package staging

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// checkHeads checks for an entity with lines that no two rows of its own table have the same id, and that lines match
// them.
func (s *Staging) checkHeads(ctx context.Context, e *sales.Entity) error {
	if e.Lines == nil {
		return nil
	}
	t, err := s.Bench.Query(ctx, fmt.Sprintf("select cast(id as varchar), count(*) from %s where id is not null group by 1 having count(*) > 1 order by 1 limit 3",
		table.Ident(sales.StagedDataset(e, sales.Dataset(e.Name)))), nil)
	if err != nil || len(t.Rows) == 0 {
		return s.checkLinesMatch(ctx, e, err)
	}
	s.addMistake(e.Path+".id", "the id of a head is on several rows, so their lines would count twice: "+diagnose.FormatRepeated(t), "map the column that identifies a head, or leave the others out with where:")
	return nil
}

// checkLinesMatch reports a mistake if none of the lines has the id of a row of the entity's own table.
func (s *Staging) checkLinesMatch(ctx context.Context, e *sales.Entity, err error) error {
	if err != nil {
		return err
	}
	t, err := s.Bench.Query(ctx, sales.UnmatchedLinesSQL(e), nil)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	s.addMistake(e.Lines.Path+".order", fmt.Sprintf("no line belongs to a row of the other table: the lines have the ids %s, and that table has %s", loaded.CellText(t.Rows[0][0]), loaded.CellText(t.Rows[0][1])),
		"map the column of the lines that contains the id of the order or invoice that they belong to")
	return nil
}

// checkPeriods checks that the months, quarters or years of an entity can be read.
func (s *Staging) checkPeriods(ctx context.Context, e *sales.Entity) error {
	for _, r := range e.Roles {
		if r.Kind != "month" && r.Kind != "quarter" && r.Kind != "year" {
			continue
		}
		t, err := s.Bench.Query(ctx, sales.UnreadableSQL(e, r, s.Kinds[r.Name]), nil)
		if err != nil {
			return err
		}
		if len(t.Rows) > 0 {
			s.addMistake(r.Path, fmt.Sprintf("%q is not a %s", loaded.CellText(t.Rows[0][0]), r.Kind),
				map[string]string{"month": "write 2026-01, 01/2026 or a day of it", "quarter": "write 2026-Q1 or T1 2026", "year": "write 2026"}[r.Kind]+
					"; from other columns an expression, such as make_date(an, mois, 1)")
		}
	}
	return nil
}

// checkCurrencies reports a mistake if amounts are in other currencies than the company's and there are no rates.
func (s *Staging) checkCurrencies(ctx context.Context, e *sales.Entity) error {
	if !e.Has("currency") || e.Name == "rates" || s.Model.Entity("rates") != nil {
		return nil
	}
	company := s.Model.Currency
	t, err := s.Bench.Query(ctx, fmt.Sprintf("select upper(trim(cast(currency as varchar))) as code, count(*) from %s where currency is not null group by 1 order by 2 desc, 1",
		table.Ident(sales.StagedDataset(e, sales.Dataset(e.Name)))), nil)
	if err != nil {
		return err
	}
	var others []string
	for _, row := range t.Rows {
		if code := loaded.CellText(row[0]); code != company && code != "" {
			n, _ := row[1].(int64)
			others = append(others, fmt.Sprintf("%s (%s)", code, rowCount(n)))
		}
	}
	if len(others) > 0 {
		s.addMistake(e.Path+".currency", "amounts are not all in "+company+", the company's currency: "+strings.Join(others, ", "),
			"add sales.rates with a table of currency, from_day and rate, or keep one currency with where:")
	}
	return nil
}

// disjointEntities lists pairs of entities that must have no row in common, because it would count twice.
var disjointEntities = [][2]string{{"orders", "invoices"}, {"quotes", "invoices"}}

// checkOverlap reports a mistake if rows of a table belong to two entities, even if the report uses only one of them.
func (s *Staging) checkOverlap(ctx context.Context, e *sales.Entity) error {
	for _, pair := range disjointEntities {
		first, invoices := s.Model.Entity(pair[0]), s.Model.Entity(pair[1])
		if first == nil || invoices == nil || e.Name != pair[0] && e.Name != pair[1] {
			continue
		}
		for _, dataset := range s.Program.Config.TableDatasets(e.From) {
			if err := s.checkSharedRows(ctx, first, invoices, dataset); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSharedRows reports a mistake if rows of a dataset belong to two entities. It ignores a wrong condition, which is
// reported when the entity with it is staged.
func (s *Staging) checkSharedRows(ctx context.Context, a, b *sales.Entity, dataset string) error {
	for _, e := range []*sales.Entity{a, b} {
		if !slices.Contains(s.Program.Config.TableDatasets(e.From), dataset) {
			return nil
		}
		if e.Where == "" {
			continue
		}
		if _, err := s.Bench.Condition(ctx, e.Where); err != nil {
			return ctx.Err()
		}
	}
	t, err := s.Bench.Query(ctx, sales.OverlapSQL(a, b, dataset), s.plan.Params)
	if err != nil {
		return ctx.Err()
	}
	if n, _ := t.Rows[0][0].(int64); n > 0 {
		verb := map[bool]string{true: " is", false: " are"}[n == 1]
		s.addMistake(b.Path, rowCount(n)+verb+" both "+a.Name+" and "+b.Name, "tell them apart with where: in each, such as type = 'Facture'")
	}
	return nil
}
