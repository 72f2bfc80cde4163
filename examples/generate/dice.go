package main

import (
	"hash/fnv"
	"math/bits"
)

// seed determines all random numbers. It was chosen so that the story of the example is true; story_test.go describes
// the story.
const seed = 54

// dice is a PCG32 random generator. It is written out here because the files it makes are committed: they
// must come out the same with every Go release, on every machine. Only whole numbers are drawn.
type dice struct{ state uint64 }

// newDice gives a stream of its own to each table, so that a change in one leaves the others as they are.
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

// below draws from 0 to n−1.
func (d *dice) below(n int) int { return int(uint64(d.next()) * uint64(n) >> 32) }

// between draws from lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.below(hi-lo+1) }

// chance is true in so many cases of a thousand.
func (d *dice) chance(perMille int) bool { return d.below(1000) < perMille }

// round makes a whole number of thousandths: 2400 is 2 or 3, 2.4 on average.
func (d *dice) round(thousandths int) int {
	n := thousandths / 1000
	if d.chance(thousandths % 1000) {
		n++
	}
	return n
}

// pick draws an index by weight.
func (d *dice) pick(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.below(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return len(weights) - 1
}
