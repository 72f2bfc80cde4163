package forecast

import (
	"math"
	"math/rand/v2"
	"sync"
	"testing"
)

// BenchmarkThousandMonthly forecasts 1,000 monthly series of 72 months on two cores: the next month, the next quarter and the
// rest of a year. It should take less than ten seconds.
func BenchmarkThousandMonthly(b *testing.B) {
	r, list := rand.New(rand.NewPCG(3, 4)), make([]History, 1000)
	for i := range list {
		list[i] = History{Values: shop(r, 72), Season: 12}
	}
	for b.Loop() {
		var wait sync.WaitGroup
		for part := range 2 {
			wait.Go(func() {
				for i := part; i < len(list); i += 2 {
					list[i].ahead(Total{1, 1}, Total{1, 3}, Total{1, 12})
				}
			})
		}
		wait.Wait()
	}
}

// shop returns the monthly sales of a made-up shop: a trend, a season and noise.
func shop(r *rand.Rand, months int) []float64 {
	out := make([]float64, months)
	for i := range out {
		out[i] = 100e3 * (1 + 0.005*float64(i)) * (1 + 0.3*math.Sin(2*math.Pi*float64(i%12)/12)) * math.Exp(0.1*r.NormFloat64())
	}
	return out
}
