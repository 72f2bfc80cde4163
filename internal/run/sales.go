package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/config"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// entity makes the canonical dataset of an entity from the datasets that hold its tables, now that their columns are known.
// What the mapping says wrongly is config.Mistakes.
func (d *data) entity(ctx context.Context, plan *Plan, name, entity string) error {
	s := staging{data: d, plan: plan, model: d.p.Config.SalesModel(), kinds: map[string]table.Kind{}}
	if e := s.model.Entity(entity); e != nil {
		if err := s.entity(ctx, e); err != nil {
			return err
		}
	}
	return d.bench.Derive(ctx, "", name, s.model.Compile(entity, s.kinds), plan.Params)
}

// staging turns an entity's tables into rows with its roles as columns.
type staging struct {
	*data
	plan     *Plan
	model    *sales.Model
	kinds    map[string]table.Kind // of the staged columns
	mistakes config.Mistakes
}

func (s *staging) wrong(path, message, hint string) {
	s.mistakes.Add(s.p.Config.At(path, message, hint))
}

// entity stages the rows of an entity and its lines, and holds them against what the canonical SQL takes for granted.
func (s *staging) entity(ctx context.Context, e *sales.Entity) error {
	parts := []*sales.Entity{e}
	if e.Lines != nil {
		parts = append(parts, e.Lines)
	}
	for _, part := range parts {
		if err := s.stage(ctx, part, sales.Dataset(e.Name)); err != nil {
			return err
		}
	}
	for _, check := range []func(context.Context, *sales.Entity) error{s.heads, s.periods, s.currencies, s.overlap} {
		if err := check(ctx, e); err != nil {
			return err
		}
	}
	return s.mistakes.Err()
}

func (s *staging) stage(ctx context.Context, e *sales.Entity, of string) error {
	var list []sales.From
	for i, dataset := range s.p.Config.Tables(e.From) {
		columns, err := s.bench.Describe(ctx, "", dataset)
		if err != nil {
			return err
		}
		t := mappedTable{dataset: dataset, name: e.From[i], columns: columns}
		f := sales.From{Dataset: dataset, SQL: map[string]string{}}
		for _, r := range e.Roles {
			sql, err := s.role(ctx, t, r)
			if err != nil {
				return err
			}
			f.SQL[r.Name] = sql
		}
		if err := s.where(ctx, t, e); err != nil {
			return err
		}
		list = append(list, f)
	}
	if err := s.mistakes.Err(); err != nil {
		return err
	}
	name := sales.Staged(e, of)
	if err := s.bench.Derive(ctx, "", name, sales.Stage(e, list), s.plan.Params); err != nil {
		return config.Mistakes{s.p.Config.At(e.Path, err.Error(), "")}
	}
	columns, err := s.bench.Describe(ctx, "", name)
	for _, c := range columns {
		s.kinds[c.Name] = c.Kind
	}
	return err
}

// mappedTable is one of an entity's tables.
type mappedTable struct {
	dataset, name string // the name as the YAML has it
	columns       []table.Column
}

// role is the SQL of a role over a table: the column of that name, or the expression that it is.
func (s *staging) role(ctx context.Context, t mappedTable, r sales.Role) (string, error) {
	column, found := sales.Column(r.Text, t.columns)
	switch {
	case found > 1:
		s.wrong(r.Path, fmt.Sprintf("%s has %d columns that are called like %q", t.name, found, r.Text), "write the one that is meant exactly as it is called, with its case and accents")
		return "", nil
	case found == 1:
		s.column(ctx, t, r, column)
		return ident(column), nil
	case plainRole.MatchString(r.Text):
		s.missing(t, r.Path, r.Text)
		return "", nil
	}
	if _, err := s.bench.Scalar(ctx, r.Text); err != nil {
		if !strings.ContainsAny(r.Text, operators) {
			s.missing(t, r.Path, r.Text)
		} else {
			s.mistakes.Add(sqlMistake(s.p.Config, r.Path, r.Text, err))
		}
		return "", ctx.Err()
	}
	kind, filled, err := s.probe(ctx, t, r.Path, r.Text)
	if err != nil || !filled {
		return r.Text, err
	}
	if want, ok := wantedOf[r.Kind]; ok && !slices.Contains(want.kinds, kind) {
		s.wrong(r.Path, fmt.Sprintf("it gives %s, and %s is needed", kind, want.noun), "write cast(… as "+castTo[want.cast]+")")
	}
	return r.Text, nil
}

// castTo is what people cast to for a want's type.
var castTo = map[string]string{"date": "date", "double": "decimal(18,2)"}

// operators are signs of which an expression has some; a text without any that cannot be read is a column's name.
const operators = `()'"*+=<>/|:`

// plainRole is a text that can only be a column's name.
var plainRole = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// wantedOf is what a column of a kind of role must hold.
var wantedOf = map[string]want{"day": wantDate, "amount": wantNumber, "number": wantNumber, "ratio": wantNumber}

func (s *staging) missing(t mappedTable, path, text string) {
	s.wrong(path, fmt.Sprintf("%s has no column %q", t.name, text), columnHint(text, t.columns))
}

// column holds a column against the kind of its role.
func (s *staging) column(ctx context.Context, t mappedTable, r sales.Role, column string) {
	if r.Kind == "amount" && withTax.MatchString(sales.Fold(column)) {
		s.wrong(r.Path, fmt.Sprintf("%q includes tax, and amounts are before tax", column), beforeTax(column, t.columns))
		return
	}
	want, ok := wantedOf[r.Kind]
	if !ok {
		return
	}
	at := place{name: t.dataset, column: column}
	if source, name, raw := strings.Cut(t.dataset, "/"); raw && isFolder(s.p.Config.Sources[source]) {
		at = place{source: source, name: name, column: column}
	}
	if bad := s.fits(ctx, s.plan, r.Path, at, want); bad != nil {
		s.wrong(bad.path, strings.ReplaceAll(bad.message, strconv.Quote(t.dataset), t.name), bad.hint)
	}
}

// withTax is a folded name of an amount that includes tax.
var withTax = regexp.MustCompile(`ttc|taxincl|incl\.?tax|bruttobetrag|iva?incl`)

func beforeTax(column string, columns []table.Column) string {
	for _, c := range columns {
		if f := sales.Fold(c.Name); strings.Replace(sales.Fold(column), "ttc", "ht", 1) == f {
			return fmt.Sprintf("write %s", c.Name)
		}
	}
	return fmt.Sprintf(`map the amount before tax; where there is none write an expression, such as %s / 1.2`, ident(column))
}

// where judges an entity's condition over a table.
func (s *staging) where(ctx context.Context, t mappedTable, e *sales.Entity) error {
	if e.Where == "" {
		return nil
	}
	path := e.Path + ".where"
	if _, err := s.bench.Condition(ctx, e.Where); err != nil {
		s.mistakes.Add(sqlMistake(s.p.Config, path, e.Where, err))
		return ctx.Err()
	}
	_, _, err := s.probe(ctx, t, path, e.Where)
	return err
}

// probe asks a piece of SQL of a table, and what it gives; filled tells of a first value that is there.
func (s *staging) probe(ctx context.Context, t mappedTable, path, sql string) (kind table.Kind, filled bool, err error) {
	query, before := sales.Probe(t.dataset, sql)
	answer, err := s.bench.First(ctx, 1, query, s.plan.Params)
	if ctx.Err() != nil {
		return 0, false, ctx.Err()
	}
	if err != nil {
		var at *SQLError
		if errors.As(err, &at) {
			moved := *at
			moved.Offset = max(-1, moved.Offset-before)
			if name := missing.FindStringSubmatch(moved.Message); name != nil {
				moved.Message, moved.Hint = fmt.Sprintf("%s has no column %q", t.name, name[1]), columnHint(name[1], t.columns)
			}
			err = &moved
		}
		s.mistakes.Add(sqlMistake(s.p.Config, path, sql, err))
		return 0, false, nil
	}
	filled = len(answer.Rows) > 0 && answer.Rows[0][0] != nil
	return answer.Columns[0].Kind, filled, nil
}

// heads demands that no two heads have the same id, where lines are joined with them.
func (s *staging) heads(ctx context.Context, e *sales.Entity) error {
	if e.Lines == nil {
		return nil
	}
	t, err := s.bench.Query(ctx, fmt.Sprintf("select cast(id as varchar), count(*) from %s where id is not null group by 1 having count(*) > 1 order by 1 limit 3",
		ident(sales.Staged(e, sales.Dataset(e.Name)))), nil)
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	s.wrong(e.Path+".id", "heads stand twice, so their lines would count twice: "+repeated(t), "map the column that identifies a head, or leave the others out with where:")
	return nil
}

// periods demands that what objectives are dated by can be read.
func (s *staging) periods(ctx context.Context, e *sales.Entity) error {
	for _, r := range e.Roles {
		if r.Kind != "month" && r.Kind != "quarter" && r.Kind != "year" {
			continue
		}
		t, err := s.bench.Query(ctx, sales.Unread(e, r, s.kinds[r.Name]), nil)
		if err != nil {
			return err
		}
		if len(t.Rows) > 0 {
			s.wrong(r.Path, fmt.Sprintf("%q is no %s", cellText(t.Rows[0][0]), r.Kind),
				map[string]string{"month": "write 2026-01, 01/2026 or a day of it", "quarter": "write 2026-Q1 or T1 2026", "year": "write 2026"}[r.Kind]+
					"; from other columns an expression, such as make_date(an, mois, 1)")
		}
	}
	return nil
}

// currencies refuses amounts of several currencies without rates.
func (s *staging) currencies(ctx context.Context, e *sales.Entity) error {
	if !e.Has("currency") || e.Name == "rates" || s.model.Entity("rates") != nil {
		return nil
	}
	own := s.model.Currency
	t, err := s.bench.Query(ctx, fmt.Sprintf("select upper(trim(cast(currency as varchar))) as code, count(*) from %s where currency is not null group by 1 order by 2 desc, 1",
		ident(sales.Staged(e, sales.Dataset(e.Name)))), nil)
	if err != nil {
		return err
	}
	var others []string
	for _, row := range t.Rows {
		if code := cellText(row[0]); code != own && code != "" {
			others = append(others, fmt.Sprintf("%s (%v rows)", code, row[1]))
		}
	}
	if len(others) > 0 {
		s.wrong(e.Path+".currency", "amounts are not all in "+own+", the company's currency: "+strings.Join(others, ", "),
			"add sales.rates with a table of currency, from_day and rate, or keep one currency with where:")
	}
	return nil
}

// overlap refuses rows of a table that two entities take for theirs.
func (s *staging) overlap(ctx context.Context, e *sales.Entity) error {
	if e.Name != "invoices" {
		return nil
	}
	for _, name := range []string{"orders", "quotes"} {
		other := s.model.Entity(name)
		if other == nil {
			continue
		}
		for _, dataset := range s.p.Config.Tables(e.From) {
			if !slices.Contains(s.p.Config.Tables(other.From), dataset) {
				continue
			}
			t, err := s.bench.Query(ctx, sales.Both(e, other, dataset), s.plan.Params)
			if err != nil {
				return err
			}
			if n, _ := t.Rows[0][0].(int64); n > 0 {
				s.wrong(e.Path, fmt.Sprintf("%d rows are both %s and %s", n, name, e.Name), "tell them apart with where: in each, such as type = 'Facture'")
			}
		}
	}
	return nil
}
