// Package yamlfile reads YAML files into nodes with their line and column, finds the place to correct in a file that
// does not parse, and hides secrets in everything that it quotes. It does not know what the keys mean.
package yamlfile

// Reader reads files and collects their mistakes. Not safe for concurrent use.
type Reader struct {
	Disk       Disk
	SecretKeys map[string]bool // keys whose values are masked in excerpts
	Files      []*File         // in the order in which they were read
	nodes      int
	Found      Mistakes
	said       map[string]bool
	Spoilt     map[string]bool // paths whose value could not be read
}

// NewReader reads from a disk. The values of secret keys are masked in excerpts, as are those of keys that sound secret.
func NewReader(d Disk, secretKeys map[string]bool) *Reader {
	return &Reader{Disk: d, SecretKeys: secretKeys, said: map[string]bool{}, Spoilt: map[string]bool{}}
}

// Again is a reader of the same files that has found nothing yet.
func (r *Reader) Again() *Reader {
	o := NewReader(r.Disk, r.SecretKeys)
	o.Files = r.Files
	return o
}

// Fail records a mistake at a node. A path is marked as spoilt, so that no further mistakes about it are reported.
func (r *Reader) Fail(n *Node, path, message, hint string) {
	r.Found = append(r.Found, Mistake{Position: n.Position(), Path: path, Message: message, Hint: hint})
	if path != "" {
		r.Spoilt[path] = true
	}
}

// Note is Fail for a mistake that spoils nothing else.
func (r *Reader) Note(n *Node, path, message, hint string) {
	r.Found = append(r.Found, Mistake{Position: n.Position(), Path: path, Message: message, Hint: hint})
}

// Once is Fail for a mistake that could occur at a thousand places.
func (r *Reader) Once(n *Node, path, message, hint string) {
	if !r.said[message] {
		r.said[message] = true
		r.Fail(n, path, message, hint)
	}
}
