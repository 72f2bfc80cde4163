// Package sources knows where data lives and how it is read: database drivers, read-only sessions, bound
// parameters and file dialects. It produces rows or checked files, and does not know what they are for.
package sources
