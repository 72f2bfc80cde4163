package run

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"bilan/internal/config"
	"bilan/internal/nearest"
	"bilan/internal/photo"
	"bilan/internal/plans"
)

// TakePhotos takes photos of the named datasets, or of all that have photos, and continues after one that fails. It
// deletes photos that are too old, and writes to say what it did.
func (p *Program) TakePhotos(ctx context.Context, say io.Writer, names []string) error {
	all := PhotoDatasets(p.Config)
	for _, name := range names {
		if !slices.Contains(all, name) {
			return &plans.BadRequest{Err: fmt.Errorf("no photos are kept of %q (%s)", name, nearest.Hint(name, all))}
		}
	}
	if len(names) == 0 {
		names = all
	}
	if len(names) == 0 {
		return errors.New("no dataset has photos: daily")
	}
	var failed error
	for _, name := range names {
		day, rows, err := p.Photograph(ctx, name)
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		fmt.Fprintf(say, "%s: %d rows of %s are kept\n", name, rows, day)
		failed = errors.Join(failed, p.Photos.RemoveBefore(name, day.AddDays(-p.Config.State.KeepPhotos)))
	}
	return failed
}

// DuePhotos returns the names of the datasets that need a photo at the instant now.
func DuePhotos(cfg *config.Config, kept photo.Store, now time.Time) (names []string, err error) {
	for _, name := range PhotoDatasets(cfg) {
		due, err := kept.Due(name, now.In(cfg.Timezone.Location()))
		if err != nil {
			return nil, err
		}
		if due {
			names = append(names, name)
		}
	}
	return names, nil
}
