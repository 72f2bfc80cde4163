// Package forecast knows how a series of figures goes on: what the periods ahead come to, within which range and how often, how
// an open month ends, and what open deals bring. It is pure: the same numbers give the same bytes, there is no clock, and
// nothing is shared between calls, so it may be used from several goroutines.
//
// Numbers here are statistics in float64. No amount that a reader is told as come passes through it.
//
// What it prints it has tried before: each forecast is replayed over the past, from what was known then, and it is only told where
// it was clearly nearer than last year's value. Sources stand at each formula; decisions 0115 and 0116 have the figures.
package forecast
