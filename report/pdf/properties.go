package pdf

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"time"
)

// programName is the creator in the file's properties.
const programName = "Bilan"

// Properties are the metadata of a file. The Info dictionary and the XMP metadata have the same.
type Properties struct {
	Title, Author, Subject string
	Language               string    // a BCP 47 tag
	Created                time.Time // written in UTC; the zero time becomes 1970-01-01
}

// cleaned returns the properties without line breaks, with the time in UTC.
func (p Properties) cleaned() Properties {
	p.Title, p.Author, p.Subject, p.Created = propertyText(p.Title), propertyText(p.Author), propertyText(p.Subject), p.Created.UTC()
	if p.Created.IsZero() {
		p.Created = time.Unix(0, 0).UTC()
	}
	return p
}

var outline = regexp.MustCompile(`/Outlines \d+ 0 R`)

// putProperties writes the catalogue, the Info dictionary and the XMP metadata, and for an archive its colour profile.
func (s *finisher) putProperties() {
	p := s.d.properties.cleaned()
	meta := s.reserve(1)
	root := []byte("<</Type /Catalog /Pages 1 0 R /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>\n")
	root = fmt.Appendf(root, "/StructTreeRoot %d 0 R /Metadata %d 0 R", s.structureRoot, meta)
	if tag := p.Language; languageTag.MatchString(tag) {
		root = fmt.Appendf(root, "\n/Lang (%s)", tag)
	}
	if o := outline.Find(s.source.objects[s.source.root]); o != nil {
		root = append(append(append(root, '\n'), o...), " /PageMode /UseOutlines"...)
	}
	if s.archive {
		root = append(root, s.putIntent()...)
	}
	s.object(s.source.root, append(root, ">>"...))
	s.object(s.source.info, p.info())
	s.stream(meta, "/Type /Metadata /Subtype /XML", p.xmp(s.archive))
}

// info writes the Info dictionary.
func (p Properties) info() []byte {
	b := []byte("<<")
	for _, e := range [][2]string{{"Title", p.Title}, {"Author", p.Author}, {"Subject", p.Subject}} {
		if e[1] != "" {
			b = fmt.Appendf(b, "/%s <%s>\n", e[0], hexText(e[1]))
		}
	}
	at := p.Created.Format("D:20060102150405+00'00'")
	return fmt.Appendf(b, "/Creator (%s)\n/Producer (%[1]s)\n/CreationDate (%[2]s)\n/ModDate (%[2]s)>>", programName, at)
}

// xmp writes the properties as XMP metadata.
func (p Properties) xmp(archive bool) []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"` +
		` xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">` + "\n<dc:format>application/pdf</dc:format>\n")
	field := func(open, text, end string) {
		if text != "" {
			b.WriteString(open)
			_ = xml.EscapeText(&b, []byte(text))
			b.WriteString(end + "\n")
		}
	}
	field(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, p.Title, `</rdf:li></rdf:Alt></dc:title>`)
	field(`<dc:creator><rdf:Seq><rdf:li>`, p.Author, `</rdf:li></rdf:Seq></dc:creator>`)
	field(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, p.Subject, `</rdf:li></rdf:Alt></dc:description>`)
	at := p.Created.Format("2006-01-02T15:04:05+00:00")
	field(`<xmp:CreatorTool>`, programName, `</xmp:CreatorTool>`)
	field(`<xmp:CreateDate>`, at, `</xmp:CreateDate>`)
	field(`<xmp:ModifyDate>`, at, `</xmp:ModifyDate>`)
	field(`<pdf:Producer>`, programName, `</pdf:Producer>`)
	if archive {
		b.WriteString("<pdfaid:part>1</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n")
	}
	b.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}
