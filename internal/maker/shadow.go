//go:build !race

package maker

// AddressBytesPerByte is the number of bytes of address space for each byte of memory.
const AddressBytesPerByte = 1
