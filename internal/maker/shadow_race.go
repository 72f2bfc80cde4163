//go:build race

package maker

// AddressBytesPerByte is the number of bytes of address space for each byte of memory. The race detector maps several
// bytes of its own for each.
const AddressBytesPerByte = 8
