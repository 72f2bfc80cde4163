package outfile

import (
	"strings"
	"testing"
)

func TestName(t *testing.T) {
	for in, want := range map[string]string{
		"suivi-hebdo": "suivi-hebdo", "../../etc/passwd": "etc-passwd", "a/b\\c:d*e?f\"g<h>i|j": "a-b-c-d-e-f-g-h-i-j",
		"": "report", "...": "report", "Équipe Été": "Équipe-Été", "x\r\ny": "xy", "con.pdf": "con.pdf",
		strings.Repeat("é", 200) + ".pdf": strings.Repeat("é", 96) + ".pdf", "\xff\xfe": "report", "a\u202eb": "a-b", "Nord & Est": "Nord-Est", "a -- b": "a-b", "Hauts-de-France": "Hauts-de-France",
	} {
		got := Name(in)
		if got != want || Name(got) != got {
			t.Errorf("Name(%q) = %q, want %q; again %q", in, got, want, Name(got))
		}
	}
	if got := Name("suivi", "2026-W46"); got != "suivi_2026-W46" {
		t.Error(got)
	}
}
