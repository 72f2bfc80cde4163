package main

import (
	"hash/fnv"
	"math/bits"
)

// seed determines all random numbers. It was chosen so that the data tells the story that story_test.go checks.
const seed = 54

// dice is a PCG32 random generator. It is written out here because its output is committed, and must be the same with
// every Go release and on every machine. It draws whole numbers only.
type dice struct{ state uint64 }

// newDice returns the generator for one table. Each table has its own, so that a change in one does not change the
// others.
func newDice(stream string) *dice {
	h := fnv.New64a()
	h.Write([]byte(stream))
	d := &dice{state: h.Sum64() ^ seed}
	d.next()
	return d
}

func (d *dice) next() uint32 {
	old := d.state
	d.state = old*6364136223846793005 + 1442695040888963407
	return bits.RotateLeft32(uint32(((old>>18)^old)>>27), -int(old>>59))
}

// under draws a number from 0 to n−1.
func (d *dice) under(n int) int { return int(uint64(d.next()) * uint64(n) >> 32) }

// between draws a number from lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.under(hi-lo+1) }

// chance is true with a probability in thousandths.
func (d *dice) chance(perMille int) bool { return d.under(1000) < perMille }

// roundRandomly rounds thousandths to a whole number, up or down at random: 2400 becomes 2 or 3, and 2.4 on average.
func (d *dice) roundRandomly(thousandths int) int {
	n := thousandths / 1000
	if d.chance(thousandths % 1000) {
		n++
	}
	return n
}

// pick draws an index with a probability proportional to its weight.
func (d *dice) pick(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.under(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
