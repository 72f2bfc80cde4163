//go:build race

package maker

// Shadow is how many bytes of address space a byte of memory takes: the race detector maps several of its own beside each.
const Shadow = 8
