// Package sources opens databases: it chooses the driver, opens a read-only session, binds parameters, applies limits,
// and returns errors that a user understands. It does not know what the rows are used for.
package sources
