package metric

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Meant is the key that a value found in a cell means, as statements have it: trimmed, NFC, with its zeros, by its alias; "" for none.
func (d *Dimension) Meant(value string) string {
	key := norm.NFC.String(strings.Trim(value, blanks))
	if key == "" {
		return ""
	}
	if digits := len(key); d.Digits > digits && strings.Trim(key, "0123456789") == "" {
		key = strings.Repeat("0", d.Digits-digits) + key
	}
	for from, to := range d.Aliases {
		if norm.NFC.String(strings.TrimSpace(from)) == key {
			return norm.NFC.String(strings.TrimSpace(to))
		}
	}
	return key
}

// RosterRows reads some columns of a dataset with a row per member of a dimension: for each row the member's key, the first and the last
// day, null where the dataset is not the roster, and the columns as texts, null for one that is called "". Those of a member stand together, the latest last.
func (m *Model) RosterRows(ctx context.Context, engine Engine, dim, dataset, key string, columns []string) (*table.Table, error) {
	d, first, last := m.Dimensions[dim], "null::date", "null::date"
	if d.Roster == dataset {
		if last = lastDay(d); d.From != "" {
			first = fmt.Sprintf("cast(%s as date)", ident(d.From))
		}
	}
	list, order := "", "1, 3 nulls last, 2 nulls first"
	for i, c := range columns {
		order += fmt.Sprintf(", %d nulls first", 4+i)
		list += ", nullif(trim(cast(" + columnOr(c) + " as varchar)), '')"
	}
	return engine.Query(ctx, fmt.Sprintf("select %s as key, %s as first, %s as last%s from %s where key is not null order by %s",
		aliased(clean(ident(key)), d), first, last, list, ident(dataset), order), nil)
}

// Belonging is the time that a member belonged to a group; zero days are for ever.
type Belonging struct {
	Member, Group string
	First, Last   period.Date // inclusive
}

// Belongings are the groups that the members of a dimension with a roster ever belonged to.
func (m *Model) Belongings(ctx context.Context, engine Engine, dim string) ([]Belonging, error) {
	d := m.Dimensions[dim]
	if d == nil || d.Parent == "" || d.Roster == "" {
		return nil, nil
	}
	pairs, err := m.belonging(ctx, engine, d.Parent, dim)
	list := make([]Belonging, len(pairs))
	for i, p := range pairs {
		list[i].Group, list[i].Member, _ = strings.Cut(p.Key, pairKeys)
		list[i].First, list[i].Last = p.First, p.Last
	}
	return list, err
}

// PipelineParts are the pipelines of the members of a dimension, from the statements of Pipeline grouped by them; "" is of the deals that match
// none. A deal is its member's in whole, and belongs to the group that he is in at the last.
func (b *Book) PipelineParts(ctx context.Context, engine Engine, ask PipelineAsk, dim string) (map[string]Pipeline, error) {
	rows, err := b.model.keyed(ask.Dataset, dim, "")
	if err != nil {
		return nil, err
	}
	asked := func(stage, where string) (map[string]*table.Table, error) {
		t, err := engine.Query(ctx, fmt.Sprintf("with __deals as %s select stage, n, a, w, k from (select __of as k, %s as stage, count(*) as n, sum(amount) as a, sum(amount * p) * %s as w from __deals where %s group by all) order by k nulls last, stage nulls last",
			partDealsSQL(ask, rows), stage, probabilityUnit(ask), where), nil)
		if err != nil {
			return nil, fmt.Errorf("pipeline of dataset %q: %w", ask.Dataset, err)
		}
		found := map[string]*table.Table{}
		for _, row := range t.Rows {
			key := text(row[4])
			if found[key] == nil {
				found[key] = &table.Table{}
			}
			found[key].Rows = append(found[key].Rows, row)
		}
		return found, nil
	}
	list := map[string]Pipeline{}
	open, err := asked("stage", isOpen(ask))
	if err != nil {
		return nil, err
	}
	for key, t := range open {
		p := Pipeline{}
		p.Open, p.Total = stages(ask, t)
		list[key] = p
	}
	for _, part := range []struct {
		into  func(p *Pipeline) *Stage
		where string
	}{
		{func(p *Pipeline) *Stage { return &p.Won }, closedIn(ask, ask.Won)},
		{func(p *Pipeline) *Stage { return &p.Lost }, closedIn(ask, ask.Lost)},
		{func(p *Pipeline) *Stage { return &p.Overdue }, overdue(ask)},
		{func(p *Pipeline) *Stage { return &p.Unweighted }, unweighted(ask)},
	} {
		if part.where == "" {
			continue
		}
		found, err := asked("null", part.where)
		if err != nil {
			return nil, err
		}
		for key, t := range found {
			p, known := list[key]
			if !known {
				p.Open, p.Total = stages(ask, &table.Table{})
			}
			*part.into(&p) = readStage(t.Rows[0])
			list[key] = p
		}
	}
	for key, p := range list {
		whose := b.owners.of(Owner{dim, key})
		for i := range p.Open {
			s := &p.Open[i]
			s.Amount, s.Weighted = s.Amount.owned(whose), s.Weighted.owned(whose)
		}
		for _, s := range []*Stage{&p.Total, &p.Won, &p.Lost, &p.Overdue, &p.Unweighted} {
			s.Amount, s.Weighted = s.Amount.owned(whose), s.Weighted.owned(whose)
		}
		list[key] = p
	}
	return list, nil
}

// NoDeals is the pipeline of somebody without any.
func NoDeals(ask PipelineAsk) Pipeline {
	var p Pipeline
	p.Open, p.Total = stages(ask, &table.Table{})
	return p
}

// partDealsSQL is dealsSQL over keyed rows, with the member as __of.
func partDealsSQL(ask PipelineAsk, rows string) string {
	lines := fmt.Sprintf("(select row_number() over () as line, __key as __of, %s as id, %s as stage, %s as amount, cast(%s as decimal(38, 6)) as p, %s as close from %s)",
		columnOr(ask.ID), stageOf(ask), columnOr(ask.Amount), columnOr(ask.Probability), columnOr(ask.Close), rows)
	if ask.ID == "" {
		return lines
	}
	return "(select __of, max(stage) as stage, max(amount) as amount, max(p) as p, max(close) as close from " + lines +
		" group by __of, id, case when id is null then line end)"
}
