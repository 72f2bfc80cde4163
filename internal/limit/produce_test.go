package limit

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// Reports that never end give up their places after a while. Quick reports wait for a free place.
func TestProduce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, start := NewProduce(), time.Now()
		for range cap(l) {
			if _, ok := l.Enter(t.Context()); !ok { // this report never calls leave
				t.Fatal("no place")
			}
		}
		leave, ok := l.Enter(t.Context())
		if waited := time.Since(start); !ok || waited != fastFor {
			t.Errorf("waited %s", waited)
		}
		leave()
		for range cap(l) {
			leave, _ := l.Enter(t.Context())
			defer leave()
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		if _, ok := l.Enter(ctx); ok {
			t.Error("one too many has entered")
		}
	})
}
