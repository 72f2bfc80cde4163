// Package sources opens databases: which room has the driver, read-only sessions, bound parameters, limits, and errors that a person
// understands. It does not know what the rows are for.
package sources
