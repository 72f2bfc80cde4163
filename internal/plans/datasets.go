package plans

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/report/scope"
)

// datasetWalk finds the datasets that a report needs, and orders each after those that it reads. It continues after a
// dataset whose SQL it cannot parse.
type datasetWalk struct {
	config     *config.Config
	bench      loaded.Workbench
	order      []string
	state      map[string]int      // by dataset: 1 while it is visited, 2 afterwards
	fileTables map[string][]string // source → the tables that are read from its folder
	reads      map[string][]string // dataset → the datasets that it reads, or its tables in the form source.table
	failed     []error
}

func newWalk(cfg *config.Config, bench loaded.Workbench) *datasetWalk {
	return &datasetWalk{config: cfg, bench: bench, state: map[string]int{}, fileTables: map[string][]string{}, reads: map[string][]string{}}
}

// firstError returns the first error of the walk.
func (w *datasetWalk) firstError() error {
	if len(w.failed) == 0 {
		return nil
	}
	return w.failed[0]
}

func (w *datasetWalk) addError(err error) { w.failed = append(w.failed, err) }

func (w *datasetWalk) visit(ctx context.Context, name string) {
	ds, ok := w.config.Datasets[name]
	switch {
	case !ok:
		w.addError(fmt.Errorf("dataset %q is not defined", name))
		return
	case w.state[name] == 1:
		w.addError(&loopError{name})
		return
	case w.state[name] == 2:
		return
	}
	w.state[name] = 1
	if ds.Source == "" || loaded.IsFolder(w.config.Sources[ds.Source]) {
		tables, _, err := w.bench.Select(ctx, ds.Query)
		if err != nil {
			w.addError(fmt.Errorf("dataset %q: %w", name, err))
		}
		w.visitTables(ctx, name, tables)
	}
	for _, c := range ds.Checks.Sum {
		if c.Equals.SQL != "" {
			w.visitQuery(ctx, fmt.Sprintf("dataset %q: checks.sum", name), c.Equals.SQL)
		}
	}
	for _, q := range ds.Checks.NoRows {
		w.visitQuery(ctx, fmt.Sprintf("dataset %q: checks.no_rows", name), q.SQL)
	}
	w.state[name] = 2
	w.order = append(w.order, name)
	if shares := ds.Credit.Dataset; shares != "" && w.state[shares] != 1 { // shares may be read from the rows that they divide
		w.visit(ctx, shares)
	}
}

// visitTables visits the datasets that a dataset's query reads, or notes the tables that it reads from a source's folder.
func (w *datasetWalk) visitTables(ctx context.Context, name string, tables []string) {
	source := w.config.Datasets[name].Source
	for _, t := range tables {
		if source == "" {
			t = w.datasetName(t)
			w.visit(ctx, t)
			w.reads[name] = append(w.reads[name], t)
			continue
		}
		t = strings.ToLower(t)
		if list := w.fileTables[source]; !slices.Contains(list, t) {
			w.fileTables[source] = append(list, t)
		}
		w.reads[name] = append(w.reads[name], source+"."+t)
	}
}

// datasetName returns a dataset's name as the YAML writes it, for a name in SQL, which ignores case.
func (w *datasetWalk) datasetName(t string) string { return cmp.Or(keyOf(w.config.Datasets, t), t) }

// visitQuery visits the datasets that a SELECT reads, except those that are being visited. Errors begin with origin.
func (w *datasetWalk) visitQuery(ctx context.Context, origin, sql string) {
	tables, _, err := w.bench.Select(ctx, sql)
	if err != nil {
		w.addError(fmt.Errorf("%s: %w", origin, err))
	}
	for _, t := range tables {
		if name := w.datasetName(t); w.state[name] != 1 {
			w.visit(ctx, name)
		}
	}
}

// visitNeeds visits the datasets that a report's needs are read from.
func (w *datasetWalk) visitNeeds(ctx context.Context, needs scope.Needs) {
	var names []string
	add := func(list ...string) { names = append(names, list...) }
	for _, a := range slices.Concat(needs.Asks, needs.Past) {
		add(w.config.Metrics[a.Metric].Dataset)
		for _, t := range w.config.Targets {
			if t.Metric == a.Metric && t.Dataset != "" {
				add(t.Dataset)
			}
		}
	}
	for _, a := range needs.Pipelines {
		add(a.Dataset)
	}
	for _, a := range needs.Cohorts {
		add(a.Dataset)
	}
	for _, name := range names {
		w.visit(ctx, name)
	}
	for _, t := range needs.Tables {
		w.visitQuery(ctx, fmt.Sprintf("table %q", t.ID), t.SQL)
	}
	w.visitRosters(ctx)
}

// visitRosters visits the roster of each dimension for which a visited dataset has a column.
func (w *datasetWalk) visitRosters(ctx context.Context) {
	for _, name := range slices.Clone(w.order) {
		for _, dim := range slices.Sorted(maps.Keys(w.config.Datasets[name].Keys)) {
			if d := w.config.Dimensions[dim]; d.Dataset != "" {
				w.visit(ctx, d.Dataset)
			}
		}
	}
}

// visitReaders visits the datasets that list the readers of the plan's editions.
func (w *datasetWalk) visitReaders(ctx context.Context, plan *Plan) {
	for _, e := range plan.Report.Each {
		if e.Dataset != "" {
			w.visit(ctx, e.Dataset)
		}
	}
	for _, dim := range plan.Each {
		for _, name := range []string{dim, w.config.ChildDimension(dim)} {
			if d := w.config.Dimensions[name]; d.Dataset != "" {
				w.visit(ctx, d.Dataset)
			}
		}
	}
}

// loopError is the error for a dataset that reads itself, directly or through others.
type loopError struct{ dataset string }

func (e *loopError) Error() string { return fmt.Sprintf("dataset %q reads itself", e.dataset) }

// ReadEveryDataset replaces the plan's datasets by all of the YAML.
func (plan *Plan) ReadEveryDataset(ctx context.Context, bench loaded.Workbench) error {
	w := newWalk(plan.Config, bench)
	for _, name := range slices.Sorted(maps.Keys(plan.Config.Datasets)) {
		w.visit(ctx, name)
	}
	plan.Datasets, plan.FileTables, plan.Reads = w.order, w.fileTables, w.reads
	return w.firstError()
}
