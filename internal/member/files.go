package member

import (
	"fmt"
	"strings"

	"bilan/internal/outfile"
)

// longestFile is how many characters of a file's name a member has at most.
const longestFile = 40

// NameFiles gives each member of some lists the name that his files have: his key, as files may be called, and a number
// after it if another name is the same, also for a file system that ignores case. Who is called as his key comes first.
func NameFiles(lists ...[]Member) {
	taken := map[string]bool{}
	for _, exact := range []bool{true, false} {
		for _, list := range lists {
			for i := range list {
				m := &list[i]
				if name := outfile.Short(longestFile, m.Key); (name == m.Key) == exact {
					m.File = takeName(taken, name)
				}
			}
		}
	}
}

// takeName returns a name that is not taken, and adds it to the taken ones.
func takeName(taken map[string]bool, name string) string {
	found := name
	for n := 2; taken[strings.ToLower(found)]; n++ {
		found = fmt.Sprintf("%s-%d", name, n)
	}
	taken[strings.ToLower(found)] = true
	return found
}
