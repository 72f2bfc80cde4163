package build

import (
	"reflect"
	"testing"

	"bilan/internal/config/section"
	"bilan/report"
)

func TestEveryKindOfSectionIsBuilt(t *testing.T) {
	known := 0
	for f := range reflect.TypeFor[section.Section]().Fields() {
		if f.Type.Kind() != reflect.Pointer {
			continue
		}
		known++
		if !f.Type.Implements(reflect.TypeFor[section.Kind]()) {
			t.Errorf("config.Section.%s is no config.Kind", f.Name)
		}
		if builders[f.Type] == nil {
			t.Errorf("no builder is noted for config.Section.%s: add it to kinds.go", f.Name)
		}
	}
	if known != len(builders) || known < 13 {
		t.Errorf("%d kinds of sections and %d builders", known, len(builders))
	}
}

func TestEveryKindOfBlockHasAMessage(t *testing.T) {
	for f := range reflect.TypeFor[report.Block]().Fields() {
		if !f.Type.Implements(reflect.TypeFor[report.BlockKind]()) {
			t.Errorf("report.Block.%s is no BlockKind", f.Name)
		}
	}
	if kind, name := (report.Block{Heat: &report.HeatMap{Alt: "août le moins"}}).Kind(); name != "Heat" || kind.Message() != "août le moins" {
		t.Errorf("a heat map is %s: %v", name, kind)
	}
	if kind, _ := (report.Block{}).Kind(); kind != nil {
		t.Errorf("an empty block is %v", kind)
	}
}
