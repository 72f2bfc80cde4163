// Package yamlfile reads YAML files into nodes with their line and column, finds the place to correct in a file that
// does not parse, and hides secrets in everything that it quotes. It does not know what the keys mean.
package yamlfile

// Reader reads files and collects their mistakes. It is not safe for concurrent use.
type Reader struct {
	Disk       Disk
	SecretKeys map[string]bool // keys whose values are masked in excerpts
	Files      []*File         // in the order in which they were read
	nodes      int             // how many nodes were made, for maxNodes
	Found      Mistakes
	recorded   map[string]bool // the messages that Once has recorded
	Spoilt     map[string]bool // paths of values that could not be read
}

// NewReader returns a Reader of the files on a disk. In excerpts it masks the values of secret keys, and of keys whose
// names sound secret.
func NewReader(d Disk, secretKeys map[string]bool) *Reader {
	return &Reader{Disk: d, SecretKeys: secretKeys, recorded: map[string]bool{}, Spoilt: map[string]bool{}}
}

// WithoutMistakes returns a Reader with the same files and without mistakes.
func (r *Reader) WithoutMistakes() *Reader {
	o := NewReader(r.Disk, r.SecretKeys)
	o.Files = r.Files
	return o
}

// Fail records a mistake at a node, and marks the path as spoilt, so that no further mistakes about it are reported.
func (r *Reader) Fail(n *Node, path, message, hint string) {
	r.Found = append(r.Found, Mistake{Position: n.Position(), Path: path, Message: message, Hint: hint})
	if path != "" {
		r.Spoilt[path] = true
	}
}

// Note is Fail without marking the path as spoilt.
func (r *Reader) Note(n *Node, path, message, hint string) {
	r.Found = append(r.Found, Mistake{Position: n.Position(), Path: path, Message: message, Hint: hint})
}

// Once is Fail, but records each message only the first time. It is for mistakes that may occur at many places.
func (r *Reader) Once(n *Node, path, message, hint string) {
	if !r.recorded[message] {
		r.recorded[message] = true
		r.Fail(n, path, message, hint)
	}
}
