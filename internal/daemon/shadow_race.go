//go:build race

package daemon

// shadow is how many bytes of address space a byte of memory takes: the race detector maps several of its own beside each.
const shadow = 8
