// Package sources knows where data lives and how it is read: database drivers, read-only sessions, bound
// parameters and file dialects. It produces rows or checked files, and does not know what they are for.
package sources

import "bilan/sources/typing"

// Doubt is a cell that can be read in two ways with nothing in the file to tell which.
type Doubt = typing.Doubt
