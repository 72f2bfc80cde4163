// Package forecast continues a series of figures: it estimates the periods ahead with a range and its probability, the
// end of an open month, and the yield of open deals. It is deterministic, reads no clock and shares nothing between
// calls, so several goroutines may use it.
//
// The numbers here are statistics in float64. No amount that a reader sees as actual passes through this package.
//
// Each forecast is first replayed over the past, with only the data that was known then. It is used only if it was
// clearly closer than last year's value. The sources are given at each formula; decisions 0115 and 0116 have the
// measurements.
package forecast
