package timetable

import (
	"context"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

// Rename moves the ledger's records of earlier names to the reports of a config.
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
