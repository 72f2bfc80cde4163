package config

import (
	"slices"
	"strconv"

	"bilan/internal/config/place"
	"bilan/internal/config/scalar"
	"bilan/internal/config/section"
)

// PDF contains the settings of a report's PDF file.
type PDF struct {
	Archive      bool          `yaml:"archive" def:"false" eg:"true" doc:"Whether the file is a PDF/A-1b, for archiving."`
	Password     scalar.Secret `yaml:"password" eg:"\"${REPORT_PASSWORD}\"" doc:"The password that opens the file, the same for all recipients. The file is encrypted with AES-256."`
	PasswordFile string        `yaml:"password_file" is:"path" eg:"/run/secrets/report" doc:"A file that contains the value of 'password', so that the YAML contains no secret."`
}

// checkPDF requires that a report with a password is no PDF/A and has no attachment without a password.
func (l *checker) checkPDF(path string, r Report) {
	key := ".pdf.password"
	if l.Written(path + ".pdf.password_file") {
		key = ".pdf.password_file"
	}
	if !l.Written(path + key) {
		return
	}
	if r.PDF.Archive {
		l.AddMistake(path+key, "sets a password, but a PDF/A must not have one", "delete this line, or archive: true")
	}
	for i, kind := range r.Attach {
		if kind != "pdf" {
			l.AddMistake(place.Index(path+".attach", i), kind+" has no password, although the PDF has one", "delete it, or the password")
		}
	}
}

// checkAttach records duplicate attachments, and an attachment of rows without a table.
func (l *checker) checkAttach(path string, r Report) {
	seen := map[string]bool{}
	for i, kind := range r.Attach {
		if seen[kind] {
			l.AddMistake(place.Index(path, i), strconv.Quote(kind)+" is written twice", "delete one of them")
		}
		if kind == "rows" && !slices.ContainsFunc(r.Sections, func(s section.Section) bool { return s.Table != nil }) {
			l.AddMistake(place.Index(path, i), "there is no table section to take the rows from", "add one, or delete \"rows\"")
		}
		seen[kind] = true
	}
}
