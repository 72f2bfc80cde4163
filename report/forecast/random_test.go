package forecast

import "math/rand/v2"

func newTestRandom() *rand.Rand { return rand.New(rand.NewPCG(7, 11)) }
