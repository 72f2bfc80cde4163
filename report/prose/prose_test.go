package prose

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMarkdown(t *testing.T) {
	for body, want := range map[string]string{
		"":                              ``,
		"un\ndeux":                      `p[un deux]`,
		"a  \nb":                        `p[a b]`,
		"# T\n**g** *i* `c`":            `h[T] p[*g* i c]`,
		"- a\n- b\n  1. c\n     d\n":    `0•[a] 0•[b] 11.[c d]`,
		"- a\n\n  suite\n":              `0•[a] 0[suite]`,
		"7. x\n8. y":                    `07.[x] 08.[y]`,
		"[l](https://a.b/c?d=1)":        `p[<l https://a.b/c?d=1>]`,
		"[l](HTTPS://a.b) [j](data:x)":  `p[<l HTTPS://a.b> j]`,
		"<a@b.fr> <https://a.b>":        `p[<a@b.fr mailto:a@b.fr> <https://a.b https://a.b>]`,
		"[v](javascript:alert(1))":      `p[v]`,
		"x <b>y</b>":                    `p[x <b>y</b>]`,
		"<div>\nz\n</div>":              `p[<div>] p[z] p[</div>]`,
		"    code\n    more":            `p[code] p[more]`,
		"> cité":                        `p[cité]`,
		"![alt](x.png)":                 `p[alt]`,
		"a\u202eb\x00c \u00a0d\xff":     "p[abc \u00a0d\ufffd]",
		"| a | b |\n|---|---|\n| 1|2 |": `p[| a | b | |---|---| | 1|2 |]`,
		"---\n\n***":                    ``,
	} {
		if got := spell(Markdown(body)); got != want {
			t.Errorf("%q\n got %s\nwant %s", body, got, want)
		}
	}
}

// spell writes paragraphs in a short notation.
func spell(x *Text) string {
	var list []string
	for _, p := range x.Paragraphs {
		var runs []string
		for _, r := range p.Runs {
			switch {
			case r.Link != "":
				runs = append(runs, "<"+r.Text+" "+r.Link+">")
			case r.Bold:
				runs = append(runs, "*"+r.Text+"*")
			default:
				runs = append(runs, r.Text)
			}
		}
		head := string(p.Kind)
		if p.Kind == ListItem {
			head = string(rune('0'+p.Depth)) + p.Mark
		}
		list = append(list, head+"["+strings.Join(runs, "")+"]")
	}
	return strings.Join(list, " ")
}

func FuzzMarkdown(f *testing.F) {
	f.Add("# a\n\n- **b**\n  1. [c](https://d)\n\n<e>")
	f.Fuzz(func(t *testing.T, body string) {
		for _, p := range Markdown(body).Paragraphs {
			if len(p.Runs) == 0 {
				t.Error("a paragraph without text")
			}
			for _, r := range p.Runs {
				if strings.ContainsAny(r.Text, "\n\r") || !utf8.ValidString(r.Text) || r.Text == "" {
					t.Errorf("run %q", r.Text)
				}
			}
		}
	})
}

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"  a \n\t b\r\n":       "a b",
		"a\u00a0: b\u202f!":    "a\u00a0: b\u202f!",
		"x\u202egnp.exe":       "xgnp.exe",
		"a\xffb":               "a\ufffdb",
		"👩\u200d💻 équipe":      "👩\u200d💻 équipe",
		"l1\u2028l2\u0085l3":   "l1 l2 l3",
		"\x1b[31mrouge\x1b[0m": "[31mrouge[0m",
	} {
		if got := Tidy(in); got != want {
			t.Errorf("tidy(%q) = %q, want %q", in, got, want)
		}
	}
	if got := Shorten(strings.Repeat("é", 50), 10); got != "ééééééééé…" {
		t.Errorf("shorten: %q", got)
	}
}
