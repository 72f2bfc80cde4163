package clock

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// The first call comes after one length. A call that takes three lengths makes Every skip the calls meanwhile. No call
// comes after the end.
func TestEvery(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		begun := time.Now()
		var at []time.Duration
		Every(ctx, time.Minute, func() {
			at = append(at, time.Since(begun))
			if len(at) == 1 {
				time.Sleep(3*time.Minute + time.Second)
			}
			if len(at) == 3 {
				cancel()
			}
		})
		if len(at) != 3 || at[0] != time.Minute || at[1] <= 4*time.Minute || at[2] != 5*time.Minute {
			t.Errorf("called at %v", at)
		}
	})
}
