package inspect

import (
	"context"
	"errors"

	"bilan/internal/loaded"
	"bilan/internal/starter"
)

// First checks a file that the command init is writing. With data it also reads the sources, as check --connect does.
func First(ctx context.Context, p *loaded.Program, data bool) (found starter.Findings, err error) {
	if err := Check(ctx, p); errors.As(err, &found.Mistakes) {
		return found, nil
	} else if err != nil || !data {
		return found, err
	}
	all, err := Connect(ctx, p, "")
	if err != nil {
		return found, err
	}
	found.Mistakes, found.Entities = all.Mistakes, all.Entities
	for _, d := range all.Doubts {
		found.Held = append(found.Held, d.String())
	}
	return found, nil
}
