package load

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"bilan/internal/config"
	"bilan/internal/config/scalar"
	"bilan/internal/yamlfile"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
)

// secrets are all secrets of the good files: from the file, from the environment, and from other files.
var secrets = []string{"hunter2", "tr0ub4dor", "tr0ub"}

func noSecret(t *testing.T, what, text string) {
	t.Helper()
	for _, s := range secrets {
		if strings.Contains(text, s) || strings.Contains(text, fmt.Sprintf("%x", s)) || strings.Contains(text, fmt.Sprintf("%d", []byte(s))) {
			t.Errorf("%s shows %q:\n%.300s", what, s, text)
		}
	}
}

type holder struct{ hidden any }

type deepHolder struct {
	config config.Config
	smtp   *config.SMTP
	secret scalar.Secret
}

// No way in which Go prints a config shows its secrets.
func TestSecretsAreMasked(t *testing.T) {
	for _, path := range goodFiles(t) {
		c := load1(t, path)
		values := map[string]any{
			"pointer": c, "value": *c, "sources": c.Sources, "mail": c.Mail, "smtp": &c.Mail.SMTP, "secret": c.Mail.SMTP.Password,
			"pointer to secret": &c.Mail.SMTP.Password, "list": []scalar.Secret{c.Mail.SMTP.Password, c.Sources["crm"].Postgres},
			"map": map[string]scalar.Secret{"x": c.Sources["crm"].Postgres}, "unexported": holder{*c}, "deep": deepHolder{*c, &c.Mail.SMTP, c.Mail.SMTP.Password},
		}
		for name, v := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "% x", "%d", "%o", "%b", "%c", "%U", "%e", "%t", "%p", "%w", "%10s", "%-.3v", "%+q"} {
				noSecret(t, path+" "+name+" "+verb, fmt.Sprintf(verb, v))
			}
			noSecret(t, path+" "+name+" Sprint", fmt.Sprint(v)+fmt.Sprintln(v))
			noSecret(t, path+" "+name+" encoded", encoded(v))
		}
	}
}

// encoded returns the results and errors of all encoders and loggers of the standard library for a value.
func encoded(v any) string {
	var b bytes.Buffer
	data, err := json.MarshalIndent(v, "", " ")
	fmt.Fprintln(&b, string(data), err)
	func() {
		defer func() { fmt.Fprintln(&b, recover()) }()
		data, err := yaml.Marshal(v)
		fmt.Fprintln(&b, string(data), err)
	}()
	data, err = xml.Marshal(v)
	fmt.Fprintln(&b, string(data), err)
	fmt.Fprintln(&b, gob.NewEncoder(&b).Encode(v))
	fmt.Fprintln(&b, template.Must(template.New("x").Parse("{{.}} {{printf `%#v` .}} {{js .}}")).Execute(&b, v))
	slog.New(slog.NewTextHandler(&b, nil)).Info("loaded", "config", v, slog.Any("again", v))
	slog.New(slog.NewJSONHandler(&b, nil)).Info("loaded", "config", v, slog.Group("in", "it", v))
	log.New(&b, "", 0).Printf("%v %+v", v, v)
	fmt.Fprintln(&b, errors.Join(fmt.Errorf("loading %v", v), fmt.Errorf("loading %+v", v)))
	func() {
		defer func() { fmt.Fprintf(&b, "%v", recover()) }()
		panic(v)
	}()
	return b.String()
}

func TestSecretsStayBehindInDiffs(t *testing.T) {
	a, b := scalar.NewSecret("hunter2"), scalar.NewSecret("tr0ub4dor")
	noSecret(t, "cmp", cmp.Diff(config.SMTP{Password: a}, config.SMTP{Password: b}))
	if !a.Equal(scalar.NewSecret("hunter2")) || a.Equal(b) || !(scalar.Secret{}).IsZero() || scalar.NewSecret("") != (scalar.Secret{}) || a.Reveal() != "hunter2" {
		t.Error("secrets do not compare")
	}
	noSecret(t, "DeepEqual's arguments", fmt.Sprint(reflect.DeepEqual(a, b), a, b))
}

// A panic that is not recovered prints its value to the terminal, without secrets.
func TestSecretsStayBehindInPanics(t *testing.T) {
	if os.Getenv("BILAN_TEST_PANIC") != "" {
		c := load1(t, "testdata/good/everything.yaml")
		panic(c.Mail.SMTP)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestSecretsStayBehindInPanics$")
	cmd.Env = append(os.Environ(), "BILAN_TEST_PANIC=1")
	out, err := cmd.CombinedOutput()
	if err == nil || !bytes.Contains(out, []byte("panic")) {
		t.Fatalf("no panic: %v\n%s", err, out)
	}
	noSecret(t, "panic", string(out))
}

// Mistakes that are found after loading show their line without secrets.
func TestSecretsStayBehindInLaterMistakes(t *testing.T) {
	c := load1(t, "testdata/good/everything.yaml")
	for _, path := range []string{"sources.shop.mysql", "sources.erp", "sources.erp.sqlserver", "sources.crm", "mail.smtp.password", "sources.web.mariadb"} {
		m := c.At(path, "cannot connect to postgres://bilan:hunter2@db: password=hunter2 refused", "try bilan:hunter2@tcp(db)")
		noSecret(t, path, m.Error()+fmt.Sprintf("%+v %#v", m, m))
		if m.Excerpt == "" {
			t.Errorf("%s has no excerpt", path)
		}
	}
}

// The text of the files that is kept for mistakes contains no secrets.
func TestKeptTextHoldsNoSecret(t *testing.T) {
	l := newLoader(yamlfile.Machine{}, environment)
	l.Include("testdata/good/everything.yaml")
	l.decode()
	kept := l.Text("")
	noSecret(t, "text", fmt.Sprintf("%+v %#v %+v", kept, kept, *kept))
	for _, f := range l.Files {
		for i, l := range f.Masker.Masked() {
			noSecret(t, fmt.Sprintf("%s:%d", f.Name, i+1), string(l.Text))
		}
	}
}

// However many mistakes a file has, and wherever they are, none of them shows a secret.
func TestSecretsStayBehindInMistakes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/good/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for i := range lines {
		for _, broken := range mangled(lines[i], i) {
			_, err := LoadText(strings.Join(append(append(append([]string{}, lines[:i]...), broken), lines[i+1:]...), "\n"))
			if err != nil {
				noSecret(t, fmt.Sprintf("line %d as %q", i+1, broken), strings.ReplaceAll(err.Error(), "mysql-pass", ""))
			}
		}
	}
}
