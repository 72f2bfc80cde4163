package driver

import (
	"context"
	"sync"
	"testing"
	"time"
)

func TestGuard(t *testing.T) {
	var mu sync.Mutex
	kills, cuts := 0, 0
	count := func(n *int) func() { return func() { mu.Lock(); *n++; mu.Unlock() } }
	ctx, cancel := context.WithCancel(context.Background())
	g := NewGuard(ctx, time.Millisecond, count(&kills), count(&cuts))
	cancel()
	time.Sleep(50 * time.Millisecond)
	g.Release()
	if kills < 2 || cuts != 0 {
		t.Errorf("%d kills and %d cuts", kills, cuts)
	}
	kills, cuts = 0, 0
	NewGuard(context.Background(), time.Millisecond, count(&kills), count(&cuts)).Release()
	if kills != 0 || cuts != 0 {
		t.Errorf("%d kills and %d cuts without a cancellation", kills, cuts)
	}
}
