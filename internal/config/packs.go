package config

// Pack is a pack as it is expanded for one file.
type Pack struct {
	Name, About string
	Sections    int      // number of sections that the mapping can fill
	Main        bool     // whether the main section, the first one that is not a scorecard, can be filled
	Left        []string // sections that are left out, with the missing role
	Quiet       []string // sections that are shown only if a report asks for them, as "name: title"
	YAML        []byte   // the expanded pack as the YAML of a report
}
