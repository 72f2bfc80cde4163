//go:build !race

package maker

// Shadow is how many bytes of address space a byte of memory takes.
const Shadow = 1
