package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkRender measures all of bilan render on the French example: config, files, figures and pages.
func BenchmarkRender(b *testing.B) {
	world := World{Stdout: io.Discard, Stderr: io.Discard, Getenv: os.LookupEnv, Now: func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC) }}
	out := filepath.Join(b.TempDir(), "report.pdf")
	b.ReportAllocs()
	for b.Loop() {
		if code := Main(context.Background(), []string{"render", "suivi-hebdo", "-c", "../../config.example.yaml", "--period", "2026-W46", "-o", out}, world); code != 0 {
			b.Fatalf("exit code %d", code)
		}
	}
}
