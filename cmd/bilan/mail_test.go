package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"bilan/internal/exitcode"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/net/html"
)

// Every number in the cards and tables of a mail, in its HTML and in its plain text, is also in the attached PDF.
func TestNumbersOfMailsStandInTheirPages(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	root := t.TempDir()
	if err := os.CopyFS(filepath.Join(root, "examples"), os.DirFS("../../examples")); err != nil {
		t.Fatal(err)
	}
	yaml, err := os.ReadFile("../../config.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "config.example.yaml"), yaml, 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := World{Stdout: &out, Stderr: &out, Getenv: func(string) (string, bool) { return "", false },
		Now: func() time.Time { return time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC) }}
	for _, args := range [][]string{{"suivi-hebdo", "-c", "config.example.yaml", "--period", "2026-W46"},
		{"equipe", "-c", "config.example.yaml", "--period", "2026-10"}, {"monthly-review", "-c", "examples/english.yaml", "--period", "2026-10"}} {
		args[2] = filepath.Join(root, args[2])
		if code := Main(context.Background(), append([]string{"send", "--all"}, args...), w); code != exitcode.Done {
			t.Fatalf("%q: exit code %d: %s", args, code, out.String())
		}
	}
	files, err := filepath.Glob(filepath.Join(root, "out", "*.eml"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d mails: %v", len(files), err)
	}
	for _, file := range files {
		letter, err := gomail.EMLToMsgFromFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pages := numbersIn(pagesOf(t, letter))
		bodies := 0
		for _, part := range letter.GetParts() {
			if !strings.HasPrefix(string(part.GetContentType()), "text/") {
				continue
			}
			bodies++
			body, err := part.GetContent()
			if err != nil {
				t.Fatal(err)
			}
			text := string(body)
			if part.GetContentType() == gomail.TypeTextHTML {
				text = figuresOf(t, body)
			} else {
				_, text, _ = strings.Cut(text, "---") // the part before contains the time at which the report was made
			}
			told := numbersIn(text)
			if len(told) < 20 {
				t.Errorf("%s: %d numbers in %s", filepath.Base(file), len(told), part.GetContentType())
			}
			for _, number := range told {
				if !slices.Contains(pages, number) {
					t.Errorf("%s: %s is in the mail's %s and not in its pages", filepath.Base(file), number, part.GetContentType())
				}
			}
		}
		if bodies != 2 {
			t.Errorf("%s has %d bodies", filepath.Base(file), bodies)
		}
	}
}

var printedNumber = regexp.MustCompile(`[−+]?\d+(?:[ .,]\d+)*`)

// numbersIn returns the numbers in a text, with ordinary spaces and hyphens.
func numbersIn(text string) []string {
	plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2011", "-")
	return printedNumber.FindAllString(plain.Replace(text), -1)
}

// pagesOf returns the text of the PDF that is attached to a mail.
func pagesOf(t *testing.T, letter *gomail.Msg) string {
	t.Helper()
	for _, a := range letter.GetAttachments() {
		if !strings.HasSuffix(a.Name, ".pdf") {
			continue
		}
		var pdf bytes.Buffer
		if _, err := a.Writer(&pdf); err != nil {
			t.Fatal(err)
		}
		c := exec.Command("pdftotext", "-layout", "-", "-")
		c.Stdin = &pdf
		text, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	t.Fatal("no PDF in the mail")
	return ""
}

// figuresOf returns the text in the table cells of an HTML mail, without its headings and paragraphs.
func figuresOf(t *testing.T, body []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" && within(n, "td") && !within(n, "p") && !within(n, "h1") && !within(n, "h2") {
			text.WriteString(n.Data + "\n")
		}
	}
	return text.String()
}

func within(n *html.Node, name string) bool {
	for p := range n.Ancestors() {
		if p.Data == name {
			return true
		}
	}
	return false
}
