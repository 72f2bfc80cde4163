package proof

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

// WorkbookTexts returns the texts of an XLSX file: cells, names of sheets, properties, descriptions.
func WorkbookTexts(file []byte) ([]Text, error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, fmt.Errorf("read the workbook back: %w", err)
	}
	var list []Text
	for _, part := range z.File {
		if !strings.HasSuffix(part.Name, ".xml") {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return nil, fmt.Errorf("read the workbook back: %w", err)
		}
		texts, err := xmlTexts(r)
		r.Close()
		if err != nil {
			return nil, fmt.Errorf("read the workbook back: %s: %w", part.Name, err)
		}
		for _, t := range texts {
			list = append(list, Text{Where: "the workbook", Text: t})
		}
	}
	return list, nil
}

// xmlTexts returns the texts of an XML file, and those of its attributes for names, titles and descriptions.
func xmlTexts(r io.Reader) (list []string, err error) {
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.CharData:
			if text := strings.TrimSpace(string(t)); text != "" {
				list = append(list, text)
			}
		case xml.StartElement:
			for _, a := range t.Attr {
				if a.Name.Local == "name" || a.Name.Local == "descr" || a.Name.Local == "title" {
					list = append(list, a.Value)
				}
			}
		}
	}
}

var htmlTag = regexp.MustCompile(`<[^>]*>`)

// HTMLTexts returns the texts between the tags of a mail's body, and the texts of several words in their attributes.
func HTMLTexts(location, body string) []Text {
	var list []Text
	for _, text := range htmlTag.Split(body, -1) {
		if text = strings.TrimSpace(html.UnescapeString(text)); text != "" {
			list = append(list, Text{Where: location, Text: text})
		}
	}
	for _, tag := range htmlTag.FindAllString(body, -1) {
		for i, value := range strings.Split(tag, `"`) {
			if i%2 == 1 && strings.Contains(value, " ") {
				list = append(list, Text{Where: location, Text: html.UnescapeString(value)})
			}
		}
	}
	return list
}

// LineTexts returns the fields of each line of a plain text. Fields end at a semicolon, tab or double quote.
func LineTexts(location, body string) []Text {
	var list []Text
	for line := range strings.Lines(body) {
		for _, field := range strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '\t' || r == '"' }) {
			if field = strings.TrimSpace(field); field != "" {
				list = append(list, Text{Where: location, Text: field})
			}
		}
	}
	return list
}
