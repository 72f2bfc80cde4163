package section

// These are defaults of sections. The 'def' tags state them for people; a test compares both.
const (
	defaultBars    = 12
	defaultParts   = 6 // parts of a donut
	defaultSeries  = 5
	defaultSteps   = 12
	defaultMembers = 30
	defaultPanels  = 12
	defaultHeat    = 30
	defaultCohorts = 12
	defaultLines   = 1000
)
