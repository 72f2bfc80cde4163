package pdf

import (
	"errors"
	"testing"

	"bilan/report/canvas"
	"bilan/report/typeface"
)

func TestVisual(t *testing.T) {
	for in, want := range map[string]string{
		"abc":               "abc",
		"שלום":              "םולש",
		"ab שלום (12) cd":   "ab םולש (12) cd",
		"שלום (12) שלום":    "םולש (12) םולש",
		"a (שלום) 1,5 של b": "a (םולש) 1,5 לש b",
	} {
		if got := visualOrder(in); got != want {
			t.Errorf("visual(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestShape(t *testing.T) {
	spans, sum := 0, 0.0
	shape(typeface.Regular, typeface.Clean("Łódź (AÖ) Юля"), nil, func(s span) {
		spans++
		sum += s.width
	})
	if spans < 3 {
		t.Fatalf("%d spans", spans)
	}
	if want := typeface.Ems(typeface.Regular, "Łódź (AÖ) Юля"); sum < want-1e-9 || sum > want+1e-9 {
		t.Errorf("the spans measure %v, the string %v", sum, want)
	}
}

func TestOddFile(t *testing.T) {
	d := New(canvas.FrameOf(false, false), Properties{}, true)
	d.AddPage()
	d.Text(50, 50, typeface.NewStyle(typeface.Regular, 8, typeface.White), "texte")
	whole, err := d.Bytes("")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 10, len(whole) / 2} {
		if _, err := parseFile(whole[:n]); !errors.Is(err, errUnexpectedFile) {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

func FuzzShape(f *testing.F) {
	f.Add("un deux trois")
	f.Add("\xff🎉\u202e\n\n")
	f.Fuzz(func(_ *testing.T, s string) {
		shape(typeface.Bold, typeface.Clean(s), nil, func(span) {})
		utf16(s)
	})
}
