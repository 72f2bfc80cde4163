package timetable

import (
	"context"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

// Rename moves the ledger's records of renamed reports to their present names in the config.
func Rename(ctx context.Context, l *ledger.Ledger, cfg *config.Config) error {
	for name, r := range cfg.Reports {
		for _, from := range r.RenamedFrom {
			if err := l.Rename(ctx, from, name); err != nil {
				return err
			}
		}
	}
	return nil
}
