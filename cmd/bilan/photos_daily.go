package main

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"bilan/internal/config"
	"bilan/internal/maker"
	"bilan/internal/run"
)

// photoEvery is how often the daemon looks whether a photo is due: what could not be read is asked again.
const photoEvery = 15 * time.Minute

// keepPhotos takes the photos that are due, in child processes, until ctx ends.
func (a *app) keepPhotos(ctx context.Context) {
	for {
		if err := a.duePhotos(ctx); err != nil && ctx.Err() == nil {
			a.log().Warn("photos of today are not taken", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(photoEvery):
		}
	}
}

func (a *app) duePhotos(ctx context.Context) error {
	cfg, err := a.load()
	if err != nil {
		return nil // the daemon says what is wrong in the YAML
	}
	zone, err := time.LoadLocation(cfg.Timezone)
	if err != nil {
		return err
	}
	var names []string
	store, now := a.photos(cfg), a.Now().In(zone)
	for _, name := range run.Photographed(cfg) {
		due, err := store.Due(name, now)
		if err != nil {
			return err
		}
		if due {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return a.takeInChild(ctx, cfg, names)
}

// takeInChild reads the sources in a process of its own, whose memory is bounded, as reports are made.
func (a *app) takeInChild(ctx context.Context, cfg *config.Config, names []string) error {
	bounded, cancel := context.WithTimeout(ctx, cfg.Serve.Deadline)
	defer cancel()
	cmd := maker.Limit(a.Child(append([]string{"photos", "take", "--config", a.configFile()}, names...)...), cfg.Serve.Memory)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(bounded, func() { _ = cmd.Process.Kill() }) // Wait tells how it ended
	defer stop()
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, strings.TrimSpace(out.String()))
	}
	a.log().Info("photos taken", "datasets", names)
	return nil
}
