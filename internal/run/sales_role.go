package run

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/sales"
	"bilan/internal/table"
)

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
