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

// sqlChecker checks the SQL of a YAML file and collects the mistakes.
type sqlChecker struct {
	cfg      *config.Config
	bench    loaded.Workbench
	pieces   Pieces
	mistakes yamlfile.Mistakes
}

func (c *sqlChecker) addError(path, text string, err error) {
	if err == nil {
		return
	}
	c.mistakes.Add(SQLMistake(c.cfg, path, text, err))
}

func (c *sqlChecker) checkParams(path string, used []string) {
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

// checkValue checks an aggregate such as sum(amount).
func (c *sqlChecker) checkValue(ctx context.Context, path, sql string) {
	value, err := c.bench.Value(ctx, sql)
	c.addError(path, sql, err)
	c.checkParams(path, value.Params)
}

// AllPieces returns all datasets, metrics and reports of the YAML.
func AllPieces(cfg *config.Config) Pieces {
	return Pieces{slices.Sorted(maps.Keys(cfg.Datasets)), slices.Sorted(maps.Keys(cfg.Metrics)), slices.Sorted(maps.Keys(cfg.Reports))}
}

// keyOf returns the key in entries that equals a name in SQL, which ignores case; "" if there is none.
func keyOf[T any](entries map[string]T, name string) string {
	for key := range entries {
		if strings.EqualFold(key, name) {
			return key
		}
	}
	return ""
}
