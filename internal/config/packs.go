package config

// Pack is a pack as it is for one file.
type Pack struct {
	Name, About string
	Sections    int      // that the file's mapping can fill
	Main        bool     // whether the section after the key figures, the main one, is among them
	Left        []string // sections left out, each with the missing role
	Quiet       []string // sections that a report may ask for, as "name: title"
	YAML        []byte   // the expanded pack, for reading, or for copying and changing
}
