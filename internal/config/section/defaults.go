package section

// Defaults of sections. The 'def' tags give the same values to people; a test compares the two.
const (
	defaultBars    = 12
	defaultParts   = 6 // of a donut
	defaultSeries  = 5
	defaultSteps   = 12
	defaultMembers = 30
	defaultPanels  = 12
	defaultHeat    = 30
	defaultCohorts = 12
	defaultLines   = 1000
)
