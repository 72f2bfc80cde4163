package timetable

import (
	"context"

	"bilan/internal/config"
	"bilan/internal/ledger"
)

// Rename gives the reports of a config what the ledger keeps of their earlier names.
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
