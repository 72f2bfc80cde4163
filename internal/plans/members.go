package plans

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"bilan/internal/config"
)

// MemberColumns returns the names that a table's column with the members of a dimension may have: its names in the
// datasets that the table's query reads, and the dimension's name. If the query reads the roster, the roster's key is
// one too; in other tables a column of that name may be the key of something else.
func MemberColumns(cfg *config.Config, reads []string, dim string) []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, name := range reads {
		add(cfg.Datasets[name].Keys[dim])
	}
	add(dim)
	if slices.Contains(reads, cfg.Dimensions[dim].Dataset) {
		add(cfg.Dimensions[dim].Key)
	}
	return names
}

// checkDivided checks the query of a table in a report with editions of members. It reports a mistake if the query names
// all its columns and none of them says to which member a row belongs.
func (c *sqlChecker) checkDivided(ctx context.Context, path string, r config.Report, sql string) {
	selected, complete := c.bench.Columns(ctx, sql)
	if !complete || r.Pack != "" {
		return
	}
	tables, _, _ := c.bench.Select(ctx, sql)
	var reads []string
	for name := range c.cfg.Datasets {
		if slices.ContainsFunc(tables, func(t string) bool { return strings.EqualFold(t, name) }) {
			reads = append(reads, name)
		}
	}
	slices.Sort(reads)
	for _, dim := range c.cfg.EachDimensions(r) {
		columns := MemberColumns(c.cfg, reads, dim)
		allowed := slices.Clone(columns)
		if child := c.cfg.ChildDimension(dim); child != "" {
			allowed = append(allowed, MemberColumns(c.cfg, reads, child)...)
		}
		if slices.ContainsFunc(allowed, func(name string) bool { return slices.Contains(selected, name) }) {
			continue
		}
		c.mistakes.Add(c.cfg.At(path, fmt.Sprintf("no column says whose the rows are, so the rows of a member cannot be selected (each: %s)", dim),
			fmt.Sprintf("select %s too; columns: says which are printed", strings.Join(columns, " or "))))
		return
	}
}
