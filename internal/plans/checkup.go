package plans

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"bilan/internal/config"
	"bilan/internal/loaded"
	"bilan/internal/nearest"
	"bilan/internal/yamlfile"
)

// Pieces names the datasets, metrics and reports whose SQL is checked.
type Pieces struct{ datasets, metrics, reports []string }

// parameters are the names that SQL may use after a colon.
var parameters = []string{"period_start", "period_end", "history_start", "today"}

// checkup checks the SQL of a YAML file and collects the mistakes.
type checkup struct {
	cfg      *config.Config
	bench    loaded.Workbench
	of       Pieces
	mistakes yamlfile.Mistakes
}

func (c *checkup) add(path, text string, err error) {
	if err == nil {
		return
	}
	c.mistakes.Add(SQLMistake(c.cfg, path, text, err))
}

func (c *checkup) params(path string, used []string) {
	for _, name := range used {
		if !slices.Contains(parameters, name) {
			hint := "write :" + strings.Join(parameters, ", :")
			if near := nearest.Word(name, parameters); near != "" {
				hint = "did you mean :" + near + "?"
			}
			c.mistakes.Add(c.cfg.At(path, fmt.Sprintf("there is no parameter :%s", name), hint))
		}
	}
}

// value checks an aggregate such as sum(amount).
func (c *checkup) value(ctx context.Context, path, sql string) {
	value, err := c.bench.Value(ctx, sql)
	c.add(path, sql, err)
	c.params(path, value.Params)
}

// AllPieces returns all datasets, metrics and reports of the YAML.
func AllPieces(cfg *config.Config) Pieces {
	return Pieces{slices.Sorted(maps.Keys(cfg.Datasets)), slices.Sorted(maps.Keys(cfg.Metrics)), slices.Sorted(maps.Keys(cfg.Reports))}
}

// named returns the key in entries that equals a name in SQL, which ignores case; "" if there is none.
func named[T any](entries map[string]T, name string) string {
	for key := range entries {
		if strings.EqualFold(key, name) {
			return key
		}
	}
	return ""
}
