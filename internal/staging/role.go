package staging

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"bilan/internal/diagnose"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/sales"
	"bilan/internal/table"
)

// roleSQL returns the SQL of a role over a table: the quoted name of the column that its text names, or its expression.
func (s *Staging) roleSQL(ctx context.Context, t mappedTable, r sales.Role) (string, error) {
	column, found := sales.FindColumn(r.Text, t.columns)
	switch {
	case found > 1:
		s.addMistake(r.Path, fmt.Sprintf("%s has %d columns named like %q", t.name, found, r.Text), "write its name exactly as in the table, with its case and accents")
		return "", nil
	case found == 1:
		return table.Ident(column), s.checkColumn(ctx, t, r, column)
	case plainRole.MatchString(r.Text):
		s.addMissingColumn(t, r.Path, r.Text)
		return "", nil
	}
	if _, err := s.Bench.Scalar(ctx, r.Text); err != nil {
		if !strings.ContainsAny(r.Text, operators) {
			s.addMissingColumn(t, r.Path, r.Text)
		} else {
			s.mistakes.Add(plans.SQLMistake(s.Program.Config, r.Path, r.Text, err))
		}
		return "", ctx.Err()
	}
	kind, filled, err := s.probe(ctx, t, r.Path, r.Text)
	if err != nil || !filled {
		return r.Text, err
	}
	if want, ok := wantedOf[r.Kind]; ok && !slices.Contains(want.Kinds, kind) {
		s.addMistake(r.Path, fmt.Sprintf("it gives %s, and %s is needed", kind, want.Noun), "write cast(… as "+castTo[want.Cast]+")")
	}
	return r.Text, nil
}

// castTo is by wanted type the SQL type that a hint suggests.
var castTo = map[string]string{"date": "date", "double": "decimal(18,2)"}

// operators are the characters of expressions. A text that has none of them and is not valid SQL is taken for the name
// of a column.
const operators = `()'"*+=<>/|:`

// plainRole matches a text that can only be the name of a column.
var plainRole = regexp.MustCompile(`^[\pL_][\pL\d_]*$`)

// wantedOf is the type that a column must have for each kind of role.
var wantedOf = map[string]diagnose.Want{"day": diagnose.WantDate, "amount": diagnose.WantNumber, "number": diagnose.WantNumber, "ratio": diagnose.WantNumber}

// isOtherTable reports whether the table lacks most of the columns that the entity's roles name. It is then probably
// not the table that was meant, and other adds a single mistake at its 'from'.
func (s *Staging) isOtherTable(t mappedTable, e *sales.Entity, i int) bool {
	const few = 3
	var missing []string
	mapped := 0
	for _, r := range e.Roles {
		if r.Text == "" || strings.ContainsAny(r.Text, `()'"*+=<>|`) {
			continue // an expression names no single column
		}
		mapped++
		if _, found := sales.FindColumn(r.Text, t.columns); found == 0 {
			missing = append(missing, strconv.Quote(r.Text))
		}
	}
	if len(missing) < few || len(missing)*2 <= mapped {
		return false
	}
	path := e.Path + ".from"
	if len(e.From) > 1 {
		path = fmt.Sprintf("%s[%d]", path, i)
	}
	names := make([]string, len(t.columns))
	for k, c := range t.columns {
		names[k] = c.Name
	}
	s.addMistake(path, fmt.Sprintf("%s has %d of the %d columns that are mapped; it lacks %s", t.name, mapped-len(missing), mapped, strings.Join(missing, ", ")),
		"name the table that has them, or map its columns: "+strings.Join(names, ", "))
	return true
}

func (s *Staging) addMissingColumn(t mappedTable, path, text string) {
	s.addMistake(path, fmt.Sprintf("%s has no column %q", t.name, text), loaded.ColumnHint(text, t.columns))
}

// checkColumn checks that a column has the type of its role's kind.
func (s *Staging) checkColumn(ctx context.Context, t mappedTable, r sales.Role, column string) error {
	if r.Kind == "amount" && withTax.MatchString(sales.Fold(column)) {
		s.addMistake(r.Path, fmt.Sprintf("%q includes tax, and amounts must be before tax", column), beforeTaxHint(column, t.columns))
		return nil
	}
	want, ok := wantedOf[r.Kind]
	if !ok {
		return nil
	}
	at := diagnose.Place{Name: t.dataset, Column: column}
	if source, name, raw := strings.Cut(t.dataset, "/"); raw && loaded.IsFolder(s.Program.Config.Sources[source]) {
		at = diagnose.Place{Source: source, Name: name, Column: column}
	}
	if bad := diagnose.FindMisfit(ctx, s.Data, s.plan, r.Path, at, want); bad != nil {
		hint := bad.Hint()
		if noDigits, err := s.hasNoDigits(ctx, t, column); err != nil {
			return err
		} else if noDigits {
			hint = s.otherColumnsHint(t, want)
		}
		s.addMistake(bad.Path, strings.ReplaceAll(bad.Message, strconv.Quote(t.dataset), t.name), hint)
		return nil
	}
	if r.Name != "amount" {
		return nil
	}
	net, err := s.netColumn(ctx, t, column)
	if net != "" {
		s.addMistake(r.Path, fmt.Sprintf("%q is larger than %q in the same rows by about a tax rate, and amounts must be before tax", column, net), "write "+net)
	}
	return err
}

// hasNoDigits reports whether no cell of a column has a digit. Such a column has neither dates nor numbers, and is the
// wrong one.
func (s *Staging) hasNoDigits(ctx context.Context, t mappedTable, column string) (bool, error) {
	found, err := s.Bench.Query(ctx, fmt.Sprintf("select count(*) from %s where regexp_matches(cast(%s as varchar), '[0-9]')", table.Ident(t.dataset), table.Ident(column)), s.plan.Params)
	if err != nil {
		return false, ctx.Err()
	}
	n, _ := found.Rows[0][0].(int64)
	return n == 0, nil
}

// otherColumnsHint returns the hint to map another column, with the names of the columns that have the wanted type.
func (s *Staging) otherColumnsHint(t mappedTable, want diagnose.Want) string {
	var names []string
	for _, c := range t.columns {
		if slices.Contains(want.Kinds, c.Kind) {
			names = append(names, c.Name)
		}
	}
	if len(names) == 0 {
		return "map another column"
	}
	return "map another column; those with " + strings.TrimPrefix(want.Noun, "a ") + "s are " + strings.Join(names, ", ")
}

// withTax matches the name of an amount that includes tax, in the form of sales.Fold.
var withTax = regexp.MustCompile(`ttc|taxincl|incl\.?tax|bruttobetrag|iva?incl`)

func beforeTaxHint(column string, columns []table.Column) string {
	for _, c := range columns {
		if f := sales.Fold(c.Name); strings.Replace(sales.Fold(column), "ttc", "ht", 1) == f {
			return fmt.Sprintf("write %s", c.Name)
		}
	}
	return fmt.Sprintf(`map the amount before tax; where there is none write an expression, such as %s / 1.2`, table.Ident(column))
}

// checkCondition checks an entity's condition over a table.
func (s *Staging) checkCondition(ctx context.Context, t mappedTable, e *sales.Entity) error {
	if e.Where == "" {
		return nil
	}
	path := e.Path + ".where"
	if _, err := s.Bench.Condition(ctx, e.Where); err != nil {
		s.mistakes.Add(plans.SQLMistake(s.Program.Config, path, e.Where, err))
		return ctx.Err()
	}
	_, _, err := s.probe(ctx, t, path, e.Where)
	return err
}

// probe runs an SQL expression over a table and returns its type. filled says whether its first value is not null.
func (s *Staging) probe(ctx context.Context, t mappedTable, path, sql string) (kind table.Kind, filled bool, err error) {
	query, before := sales.ProbeSQL(t.dataset, sql)
	answer, err := s.Bench.First(ctx, 1, query, s.plan.Params)
	if ctx.Err() != nil {
		return 0, false, ctx.Err()
	}
	if err != nil {
		var at *loaded.SQLError
		if errors.As(err, &at) {
			moved := *at
			moved.Offset = max(-1, moved.Offset-before)
			if name := loaded.MissingColumn.FindStringSubmatch(moved.Message); name != nil {
				moved.Message, moved.Hint = fmt.Sprintf("%s has no column %q", t.name, name[1]), loaded.ColumnHint(name[1], t.columns)
			}
			err = &moved
		}
		s.mistakes.Add(plans.SQLMistake(s.Program.Config, path, sql, err))
		return 0, false, nil
	}
	filled = len(answer.Rows) > 0 && answer.Rows[0][0] != nil
	return answer.Columns[0].Kind, filled, nil
}
