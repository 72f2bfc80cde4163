package diagnose

import (
	"fmt"
	"maps"
	"slices"

	"bilan/internal/config"
	"bilan/internal/config/section"
	"bilan/internal/loaded"
	"bilan/internal/plans"
	"bilan/internal/table"
	"bilan/internal/yamlfile"
)

// missingColumns returns a mistake for each place in the YAML that names a column which the dataset does not have.
func missingColumns(cfg *config.Config, dataset string, columns []table.Column) (found yamlfile.Mistakes) {
	need := func(path, column string) {
		if column != "" && !loaded.HasColumn(columns, column) {
			found.Add(cfg.At(path, fmt.Sprintf("dataset %q has no column %q", dataset, column), loaded.ColumnHint(column, columns)))
		}
	}
	checkColumns(cfg, dataset, need)
	for _, name := range slices.Sorted(maps.Keys(cfg.Metrics)) {
		if m := cfg.Metrics[name]; m.Formula == "" && m.Dataset == dataset {
			need("metrics."+name+".date", cfg.Metrics[name].Date)
		}
	}
	for i, t := range cfg.Targets {
		if t.Dataset == dataset {
			need(fmt.Sprintf("targets[%d].date", i), t.Date)
			need(fmt.Sprintf("targets[%d].value", i), t.Value.Text)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(cfg.Dimensions)) {
		if d := cfg.Dimensions[name]; d.Dataset == dataset {
			at := "dimensions." + name
			need(at+".key", d.Key)
			for _, in := range cfg.Languages() {
				need(at+".label", in.Dimensions[name].Label)
			}
			need(at+".mail", d.Mail)
			need(at+".parent", d.Parent)
			need(at+".active.from", d.Active.From)
			need(at+".active.until", d.Active.Until)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(cfg.Closings)) {
		if cfg.Closings[name].Dataset == dataset {
			need("closings."+name+".month", cfg.Closings[name].Month)
		}
	}
	pipelineColumns(cfg, dataset, need)
	cohortColumns(cfg, dataset, need)
	creditColumns(cfg, dataset, need)
	return found
}

// checkColumns calls need with each column in the keys and checks of a dataset.
func checkColumns(cfg *config.Config, dataset string, need func(path, column string)) {
	ds, path := cfg.Datasets[dataset], "datasets."+dataset
	for _, dim := range slices.Sorted(maps.Keys(ds.Keys)) {
		need(path+".keys."+dim, ds.Keys[dim])
	}
	need(path+".sale", ds.Sale)
	need(path+".checks.fresh", ds.Checks.Fresh.Column)
	for i, col := range ds.Checks.Unique {
		need(ItemPath(cfg, path+".checks.unique", i), col)
	}
	for i, col := range ds.Checks.NotNull {
		need(ItemPath(cfg, path+".checks.not_null", i), col)
	}
	for i, s := range ds.Checks.Sum {
		need(fmt.Sprintf("%s.checks.sum[%d].column", path, i), s.Column)
	}
}

func pipelineColumns(cfg *config.Config, dataset string, need func(path, column string)) {
	for _, report := range slices.Sorted(maps.Keys(cfg.Reports)) {
		for i, s := range cfg.Reports[report].Sections {
			if s.Pipeline == nil || s.Pipeline.Dataset != dataset {
				continue
			}
			at := fmt.Sprintf("reports.%s.sections[%d].pipeline", report, i)
			need(at+".id", s.Pipeline.ID)
			need(at+".stage", s.Pipeline.Stage)
			need(at+".amount", s.Pipeline.Amount)
			need(at+".close", s.Pipeline.Close)
			need(at+".probability", s.Pipeline.Probability)
		}
	}
}

// ItemPath returns the path of item i of a list. If the only item is written without a list, it returns path itself.
func ItemPath(cfg *config.Config, path string, i int) string {
	one := fmt.Sprintf("%s[%d]", path, i)
	if cfg.Pos(one) == cfg.Pos(path) {
		return path
	}
	return one
}

// cohortColumns calls need with each column of the sections of cohorts.
func cohortColumns(cfg *config.Config, dataset string, need func(path, column string)) {
	plans.EachCohorts(cfg, func(path string, s *section.Cohorts) {
		if s.Dataset == dataset {
			need(path+".member", s.Member)
			need(path+".date", s.Date)
		}
	})
}

// creditColumns calls need with each column of the setting credit, which shares rows among members.
func creditColumns(cfg *config.Config, dataset string, need func(path, column string)) {
	for _, name := range slices.Sorted(maps.Keys(cfg.Datasets)) {
		c, path := cfg.Datasets[name].Credit, "datasets."+name+".credit"
		if name == dataset {
			need(path+".id", c.ID)
			for i, amount := range c.Amounts {
				need(ItemPath(cfg, path+".amounts", i), amount)
			}
		}
		if c.Dataset == dataset {
			need(path+".id", c.ID)
			need(path+".member", c.Member)
			need(path+".share", c.Share)
		}
	}
}
