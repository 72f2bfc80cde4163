//go:build !race

package daemon

// shadow is how many bytes of address space a byte of memory takes.
const shadow = 1
