package pdf

import (
	"bytes"
	"fmt"
	"strconv"

	"bilan/report/canvas"
)

// finisher completes the file that fpdf wrote: the structure for screen readers, links as objects of their own,
// properties with time zones, and an ID made from the content. fpdf writes none of these as the PDF standard requires.
type finisher struct {
	*fileWriter
	d             *Document
	source        *written
	next          int      // first free object number
	links         []int    // object numbers of the link annotations
	annotations   [][]byte // references to the annotations, by page from 0
	firstElement  int      // object number of structure element 1; element n is firstElement+n-1
	structureRoot int      // object number of the structure's root; followed by the parent tree and by the attributes of column and row headers
}

func (d *Document) finish(pdf []byte) ([]byte, error) {
	from, err := parseFile(pdf)
	if err != nil {
		return nil, err
	}
	t := d.tags
	objects := len(from.objects) + len(d.links) + len(t.nodes) + 16
	s := &finisher{d: d, source: from, next: len(from.objects), fileWriter: newFileWriter(d.archive, objects, len(pdf)/2+16*len(t.nodes)+8192)}
	s.reserveNumbers()
	for _, n := range from.order {
		if err := s.writeObject(n, from.objects[n]); err != nil {
			return nil, err
		}
	}
	s.putLinks()
	s.putStructure()
	s.putProperties()
	return s.close(from.root, from.info), nil
}

// writeObject writes an object of fpdf, completed where fpdf left something out.
func (s *finisher) writeObject(n int, object []byte) error {
	_, dict, _ := bytes.Cut(object[:min(40, len(object))], []byte(" 0 obj\n"))
	switch {
	case n == s.source.root || n == s.source.info:
		return nil
	case s.isPage(n):
		object = s.completePage((n-3)/2, object)
	case n > 3 && s.isPage(n-1):
		return s.writeContent(n, object)
	case bytes.HasPrefix(dict, []byte("<</Type /Outlines")):
		object = s.countBookmarks(object)
	case s.archive && bytes.HasPrefix(dict, []byte("<</Type /Font")):
		object = s.makeSymbolic(object)
	}
	s.writeAsIs(n, object)
	return nil
}

// reserve reserves n object numbers and returns the first.
func (s *finisher) reserve(n int) int {
	s.next += n
	return s.next - n
}

// reserveNumbers numbers the new objects. The objects of fpdf refer to them, so it comes first.
func (s *finisher) reserveNumbers() {
	links := s.d.links
	s.annotations = make([][]byte, s.d.pdf.PageCount())
	for _, l := range links {
		n := s.reserve(1)
		s.links = append(s.links, n)
		s.annotations[l.page-1] = fmt.Appendf(s.annotations[l.page-1], "%d 0 R ", n)
	}
	s.firstElement = s.reserve(len(s.d.tags.nodes))
	s.structureRoot = s.reserve(4)
}

// isPage reports whether an object is a page: fpdf writes pages and contents alternately, from object 3 on.
func (s *finisher) isPage(n int) bool { return n >= 3 && n%2 == 1 && (n-3)/2 < s.d.pdf.PageCount() }

func pageObject(page int) int { return 1 + 2*page }

// completePage completes a page's dictionary. index counts from 0.
func (s *finisher) completePage(index int, object []byte) []byte {
	extra := fmt.Appendf(nil, "<</Type /Page\n/StructParents %d\n", index)
	if !s.archive {
		extra = append(extra, "/Tabs /S\n"...) // PDF 1.5
	}
	if len(s.annotations[index]) > 0 {
		extra = fmt.Appendf(extra, "/Annots [%s]\n", bytes.TrimSpace(s.annotations[index]))
	}
	return bytes.Replace(object, []byte("<</Type /Page\n"), extra, 1)
}

// writeContent writes the compressed contents of a page. fpdf would allocate another megabyte for each page.
func (s *finisher) writeContent(n int, object []byte) error {
	_, data, ok := bytes.Cut(object, []byte("stream\n"))
	end := bytes.LastIndex(data, []byte("\nendstream"))
	if !ok || end < 0 {
		return errUnexpectedFile
	}
	s.stream(n, "/Filter /FlateDecode", compress(data[:end]))
	return nil
}

// countBookmarks adds the number of bookmarks, which fpdf omits. All bookmarks are on one level, with consecutive object
// numbers.
func (s *finisher) countBookmarks(object []byte) []byte {
	var first, last int
	at := max(bytes.Index(object, []byte("/First ")), 0)
	if _, err := fmt.Sscanf(string(object[at:]), "/First %d 0 R\n/Last %d 0 R", &first, &last); err != nil {
		return object
	}
	return bytes.Replace(object, []byte("/Type /Outlines"), fmt.Appendf(nil, "/Type /Outlines /Count %d", last-first+1), 1)
}

func (s *finisher) putLinks() {
	pages := s.d.pdf.PageCount()
	for i, l := range s.d.links {
		at := s.d.toPaper(l.at)
		s.object(s.links[i], fmt.Appendf(nil, "<</Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /StructParent %d /Rect [%.2f %.2f %.2f %.2f] /Contents <%s> /A <</S /URI /URI (%s)>>>>",
			pages+i, at.X, s.d.paper.PageH-at.Bottom(), at.Right(), s.d.paper.PageH-at.Y, hexText(l.text), escapePDF(l.url)))
	}
}

// putStructure writes the structure elements, their root, and the parent tree that maps page content to elements.
func (s *finisher) putStructure() {
	t := s.d.tags
	owners := make([]int, len(s.d.links))
	var body []byte
	for _, n := range t.nodes {
		body = s.appendElement(body[:0], n)
		s.packable(s.firstElement+n.Number-1, body)
		for _, k := range n.Kids {
			if k.Link > 0 {
				owners[k.Link-1] = s.firstElement + n.Number - 1
			}
		}
	}
	s.packable(s.structureRoot, fmt.Appendf(nil, "<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>",
		s.firstElement, s.structureRoot+1, s.d.pdf.PageCount()+len(owners)))
	body = append(body[:0], "<</Nums ["...)
	for page := range s.d.pdf.PageCount() {
		body = append(strconv.AppendInt(body, int64(page), 10), " ["...)
		if page < len(t.marks) {
			for _, n := range t.marks[page] {
				body = refTo(body, s.firstElement+n.Number-1)
				body = append(body, ' ')
			}
		}
		body = append(body, "] "...)
	}
	for i, owner := range owners {
		body = fmt.Appendf(body, "%d %d 0 R ", s.d.pdf.PageCount()+i, owner)
	}
	s.packable(s.structureRoot+1, append(body, "]>>"...))
	s.packable(s.structureRoot+2, []byte("<</O /Table /Scope /Column>>"))
	s.packable(s.structureRoot+3, []byte("<</O /Table /Scope /Row>>"))
}

// appendElement appends the dictionary of one structure element.
func (s *finisher) appendElement(b []byte, n *canvas.Node) []byte {
	b = append(append(b, "<</S/"...), n.Role...)
	b = append(b, "/P "...)
	if n.Parent == nil {
		b = refTo(b, s.structureRoot)
	} else {
		b = refTo(b, s.firstElement+n.Parent.Number-1)
	}
	switch {
	case n.Header == 'c':
		b = refTo(append(b, "/A "...), s.structureRoot+2)
	case n.Header == 'r':
		b = refTo(append(b, "/A "...), s.structureRoot+3)
	}
	if n.Role == "Figure" {
		at := s.d.toPaper(n.Bounds)
		b = fmt.Appendf(b, "/Alt <%s> /A <</O /Layout /Placement /Block /BBox [%.2f %.2f %.2f %.2f]>> ",
			hexText(n.Alt), at.X, s.d.paper.PageH-at.Bottom(), at.Right(), s.d.paper.PageH-at.Y)
	}
	if n.Role != "Figure" && n.Alt != "" {
		b = fmt.Appendf(b, "/Alt <%s> ", hexText(n.Alt))
	}
	return append(s.appendKids(b, n), ">>"...)
}

// appendKids appends the children of an element. Their marks are numbers on the page where the element begins; a mark on
// another page names its page.
func (s *finisher) appendKids(b []byte, n *canvas.Node) []byte {
	page := n.Page
	for _, k := range n.Kids {
		if page == 0 {
			page = k.Page
		}
	}
	if page > 0 {
		b = refTo(append(b, "/Pg "...), pageObject(page))
	}
	if len(n.Kids) == 0 {
		return b
	}
	if k := n.Kids[0]; len(n.Kids) == 1 && k.Page == page && k.Node == nil && k.Link == 0 {
		return strconv.AppendInt(append(b, "/K "...), int64(k.Mark), 10)
	}
	b = append(b, "/K["...)
	for _, k := range n.Kids {
		switch {
		case k.Node != nil:
			b = refTo(b, s.firstElement+k.Node.Number-1)
			b = append(b, ' ')
		case k.Link > 0:
			b = fmt.Appendf(b, "<</Type /OBJR /Obj %d 0 R>> ", s.links[k.Link-1])
		case k.Page == page:
			b = append(strconv.AppendInt(b, int64(k.Mark), 10), ' ')
		default:
			b = fmt.Appendf(b, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", pageObject(k.Page), k.Mark)
		}
	}
	return append(b, ']')
}

func refTo(b []byte, number int) []byte {
	return append(strconv.AppendInt(b, int64(number), 10), " 0 R"...)
}

// escapePDF escapes an ASCII string for the inside of a PDF string's parentheses.
func escapePDF(s string) string {
	var b []byte
	for i := range len(s) {
		if s[i] == '(' || s[i] == ')' || s[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}
