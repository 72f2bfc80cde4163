package config

// Pack is a pack as it is for one file.
type Pack struct {
	Name, About string
	Sections    int      // that the file's mapping can fill
	Main        bool     // whether the first section behind the key figures is among them: what the pack is for
	Left        []string // sections left out, each with what would bring it
	Quiet       []string // sections that a report may ask for, as "name: title"
	YAML        []byte   // what it stands for in this file, to be read, or copied and changed
}
