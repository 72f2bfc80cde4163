package run

import (
	"context"

	"bilan/internal/config"
	"bilan/internal/gather"
	"bilan/internal/period"
)

// Photographed are the datasets of which photos are kept, by name.
func Photographed(cfg *config.Config) []string { return gather.Photographed(cfg) }

// Photograph keeps what a dataset holds now, and says of which day and how many rows.
func (p *Program) Photograph(ctx context.Context, dataset string) (day period.Date, rows int, err error) {
	return gather.Photograph(ctx, &p.Program, dataset)
}
