//go:build !race

package maker

// AddressBytesPerByte is how many bytes of address space a byte of memory takes.
const AddressBytesPerByte = 1
