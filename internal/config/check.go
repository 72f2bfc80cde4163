package config

import (
	"bilan/internal/yamlfile"
	"maps"
	"slices"
)

// check holds what was decoded against what no single key can tell.
func (l *loader) check() {
	c := l.config
	for _, name := range sorted(c.Sources) {
		l.checkSource("sources."+name, c.Sources[name])
	}
	for _, name := range sorted(c.Dimensions) {
		l.checkDimension("dimensions."+name, name, c.Dimensions[name])
	}
	for _, name := range sorted(c.Metrics) {
		l.checkMetric("metrics."+name, c.Metrics[name])
	}
	for _, name := range sorted(c.Datasets) {
		l.checkCredit("datasets."+name, name, c.Datasets[name])
	}
	for i, t := range c.Targets {
		l.checkTarget(index("targets", i), t)
	}
	l.checkTargets(c.Targets)
	for _, name := range sorted(c.Reports) {
		l.checkReport("reports."+name, c.Reports[name])
	}
	l.checkRenames(c.Reports)
	l.checkCalendar(c.Calendar)
	l.checkMail(c.Mail)
	l.checkAlarm(c.Alarm)
	l.checkWhole(c)
}

func sorted[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }

// wrong notes a mistake at a path, unless its value could not be read in the first place.
func (l *loader) wrong(path, message, hint string) {
	if l.legibleAt(path) {
		t := text{positions: l.positions, root: l.Files[0].Name}
		l.Found = append(l.Found, yamlfile.Mistake{Position: t.pos(path), Path: asWritten(l.meant, path), Message: message, Hint: hint})
	}
}

// written tells whether a key stands in the YAML.
func (l *loader) written(path string) bool { _, ok := l.positions[path]; return ok }

// only notes that a key needs another one beside it.
func (l *loader) only(path, key, needs string, ok bool) {
	if !ok && l.written(join(path, key)) && l.sound(join(path, needs)) {
		l.wrong(join(path, key), "means nothing without "+quote(needs), "add "+needs+":, or delete it")
	}
}

// twice notes what stands in a list a second time.
func (l *loader) twice(path string, list []string) {
	seen := map[string]bool{}
	for i, word := range list {
		if seen[word] {
			l.wrong(index(path, i), quote(word)+" stands twice", "delete one of them")
		}
		seen[word] = true
	}
}

// metric is a metric that is defined and could be read.
func (l *loader) metric(name string) (Metric, bool) {
	m, ok := l.config.Metrics[name]
	return m, ok && l.sound("metrics."+name)
}

// checkWhole asks for what reports need from the outermost level.
func (l *loader) checkWhole(c *Config) {
	for _, name := range sorted(c.Reports) {
		r, path := c.Reports[name], "reports."+name
		if !l.written(path + ".send") {
			continue
		}
		if c.Timezone == "" && l.sound("timezone") {
			l.wrong(path+".send", "says when, but not in which time zone", "add timezone: Europe/Paris on the outermost level")
		}
		if len(r.To)+len(r.CC)+len(r.BCC) == 0 && l.sound(path+".to") {
			l.wrong(path+".send", "leaves by itself, and there is no recipient", "add to: [direction@lenoir.example]")
		}
		if !l.written("mail") && l.sound("mail") {
			l.wrong(path+".send", "leaves by itself, and there is no way out", `add mail: {from: "Bilan <bilan@lenoir.example>", folder: out}`)
		}
		if c.Owner == "" && r.Owner == "" && l.sound("owner") {
			l.wrong(path+".send", "leaves by itself, and nobody would hear of trouble", "add owner: salesops@lenoir.example")
		}
	}
}
