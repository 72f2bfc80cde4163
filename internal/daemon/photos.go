package daemon

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os/exec"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/maker"
	"bilan/internal/photo"
	"bilan/internal/run"
)

// photoEvery is the interval between two checks whether a photo is due. A source that could not be read is read again
// at the next check.
const photoEvery = 15 * time.Minute

// Photos takes the daily photos of datasets when they are due, in child processes.
type Photos struct {
	Load    func() (*config.Config, error)
	Store   func(*config.Config) photo.Store
	Command func(datasets []string) *exec.Cmd // runs this program as a child that takes the photos of datasets
	Now     func() time.Time
	Log     *slog.Logger
}

// Keep takes the photos that are due until ctx ends.
func (p Photos) Keep(ctx context.Context) {
	for {
		if err := p.takeDue(ctx); err != nil && ctx.Err() == nil {
			p.Log.Warn("could not take today's photos", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(photoEvery):
		}
	}
}

func (p Photos) takeDue(ctx context.Context) error {
	cfg, err := p.Load()
	if err != nil {
		return nil // the daemon reports mistakes in the YAML
	}
	names, err := run.DuePhotos(cfg, p.Store(cfg), p.Now())
	if err != nil || len(names) == 0 {
		return err
	}
	return p.takeInChild(ctx, cfg, names)
}

// takeInChild reads the sources in a child process with limited memory, as for reports.
func (p Photos) takeInChild(ctx context.Context, cfg *config.Config, names []string) error {
	bounded, cancel := context.WithTimeout(ctx, cfg.Serve.Deadline)
	defer cancel()
	cmd := maker.Limit(p.Command(names), cfg.Serve.Memory)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(bounded, func() { _ = cmd.Process.Kill() }) // Wait returns how the child ended
	defer stop()
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(out.String()))
	}
	p.Log.Info("photos taken", "datasets", names)
	return nil
}
