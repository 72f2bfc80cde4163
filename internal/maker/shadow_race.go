//go:build race

package maker

// AddressBytesPerByte is the bytes of address space per byte of memory: the race detector maps several of its own for each.
const AddressBytesPerByte = 8
