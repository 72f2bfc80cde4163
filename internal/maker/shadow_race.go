//go:build race

package maker

// Shadow is the bytes of address space per byte of memory: the race detector maps several of its own for each.
const Shadow = 8
