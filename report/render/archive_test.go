package render

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"bilan/report"
	"bilan/report/reporttest"
)

func drawWith(t *testing.T, d *report.Document, o Options) []byte {
	t.Helper()
	out, err := PDF(context.Background(), d, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestArchive checks an archive with PDFBox Preflight, the free validator for PDF/A-1b, if that is installed. The test
// itself checks the same rules.
func TestArchive(t *testing.T) {
	logo := reporttest.Sample()
	logo.Logo = reporttest.LogoPNG(t, 300, 100)
	for name, d := range map[string]*report.Document{"sample": reporttest.Sample(), "reference": reference(), "logo": logo, "empty": {}} {
		out := drawWith(t, d, Options{Archive: true})
		if !bytes.Equal(out, drawWith(t, d, Options{Archive: true})) {
			t.Errorf("%s: made again the file is another one", name)
		}
		valid(t, out)
		for _, want := range []string{"%PDF-1.4\n", "<pdfaid:part>1</pdfaid:part>", "/GTS_PDFA1", "/Metadata ", "/ID [<", "/StructTreeRoot"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: %q is missing", name, want)
			}
		}
		for _, never := range []string{"/ObjStm", "/XRef", "/EmbeddedFiles", "/Group", "/SMask", "/ExtGState", "/Encrypt", "/Helvetica"} {
			if bytes.Contains(out, []byte(never)) {
				t.Errorf("%s: an archive must not contain %s", name, never)
			}
		}
		if regexp.MustCompile(`/Type /Font\n[^>]*/Encoding`).Match(out) {
			t.Errorf("%s: a font has an encoding of its own", name)
		}
		preflight(t, name, out)
	}
}

// preflight runs PDFBox Preflight from where Debian installs it.
func preflight(t *testing.T, name string, pdf []byte) {
	t.Helper()
	if testing.Short() {
		return // the validator takes seconds
	}
	var jars []string
	for _, jar := range []string{"preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "commons-io", "jaxb-api", "javax.activation"} {
		jar = "/usr/share/java/" + jar + ".jar"
		if _, err := os.Stat(jar); err != nil {
			return
		}
		jars = append(jars, jar)
	}
	if _, err := exec.LookPath("java"); err != nil {
		return
	}
	out, err := piped(pdf, "java", "-cp", strings.Join(jars, string(filepath.ListSeparator)), "org.apache.pdfbox.preflight.Validator_A1b", "-")
	if err != nil || !strings.Contains(out, "is a valid PDF/A-1b file") {
		t.Errorf("%s: %v\n%s", name, err, out)
	}
}

// TestArchiveText checks that an archive has the same texts and pictures as the normal file.
func TestArchiveText(t *testing.T) {
	d := reporttest.Sample()
	d.Sections = d.Sections[:len(d.Sections)-1] // poppler takes seconds to read the structure of a long table
	plain, kept := drawWith(t, d, Options{}), drawWith(t, d, Options{Archive: true})
	for _, tool := range [][]string{{"pdftotext", "-layout", "-", "-"}, {"pdfinfo", "-struct-text", "-"}, {"pdftoppm", "-r", "60", "-"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			continue
		}
		a, err1 := piped(plain, tool[0], append([]string(nil), tool[1:]...)...)
		b, err2 := piped(kept, tool[0], append([]string(nil), tool[1:]...)...)
		if err1 != nil || err2 != nil || a == "" || a != b {
			t.Errorf("%s: the archive is not what the plain file is (%v, %v)", tool[0], err1, err2)
		}
	}
}

func TestPassword(t *testing.T) {
	const password = "été2026" // without a space: pdfcpu cannot open a file with a password that has one
	out := drawWith(t, reporttest.Sample(), Options{Password: password})
	open := func(with string) (*pdfcpu.PDFInfo, error) {
		conf := model.NewAESConfiguration(with, with, 256)
		return api.PDFInfo(bytes.NewReader(out), "", nil, false, conf)
	}
	if _, err := open("wrong"); err == nil {
		t.Error("any password opens it")
	}
	info, err := open(password)
	if err != nil || !info.Encrypted || info.Title != "Suivi hebdomadaire des ventes · semaine 46 (9–15 nov. 2026)" || !info.Tagged {
		t.Errorf("%+v: %v", info, err)
	}
	for _, secret := range []string{"Lenoir", "Suivi"} {
		if bytes.Contains(out, []byte(secret)) {
			t.Errorf("%q can be read without the password", secret)
		}
	}
	if _, err := exec.LookPath("qpdf"); err != nil {
		return
	}
	if said, err := piped(out, "qpdf", "--password="+password, "--check", "-"); err != nil || !strings.Contains(said, "file encryption method: AESv3") {
		t.Errorf("qpdf: %v\n%s", err, said)
	}
}

func TestArchiveWithPassword(t *testing.T) {
	_, err := PDF(context.Background(), reporttest.Sample(), Options{Archive: true, Password: "x"})
	if err == nil || !strings.Contains(err.Error(), "may not have a password") {
		t.Errorf("got %v", err)
	}
}
