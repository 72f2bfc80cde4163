package section

// What the YAML does not say of sections. The 'def' tags say the same to people; a test holds the two together.
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
