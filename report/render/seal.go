package render

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// link is a place on a page that opens an address.
type link struct {
	page int // from 1
	at   box
	url  string
}

// seal finishes the file that fpdf wrote: links as objects of their own, as the standard wants them and fpdf does
// not write them, and an identity made from the content.
func seal(pdf []byte, links []link) []byte {
	if len(links) > 0 {
		pdf = addLinks(pdf, links)
	}
	at := bytes.LastIndex(pdf, []byte("\n/Root "))
	if at < 0 {
		return pdf
	}
	sum := sha256.Sum256(pdf)
	// The trailer stands after all that the file's offsets count.
	return slices.Insert(pdf, at, fmt.Appendf(nil, "\n/ID [<%[1]x> <%[1]x>]", sum[:16])...)
}

var trailer = regexp.MustCompile(`(?s)trailer\n<<\n/Size (\d+)\n(/Root .*?)>>\nstartxref\n(\d+)\n%%EOF\n?$`)

// addLinks appends an update to the file: the links, and their pages again with the list of them.
func addLinks(pdf []byte, links []link) []byte {
	end := trailer.FindSubmatch(pdf)
	if end == nil {
		return pdf
	}
	next, _ := strconv.Atoi(string(end[1]))
	u := &revision{out: bytes.NewBuffer(slices.Clip(pdf)), offsets: map[int]int{}}
	byPage := map[int][]int{}
	for _, l := range links {
		u.object(next, fmt.Sprintf("<</Type /Annot /Subtype /Link /Border [0 0 0] /F 4 /Rect [%.2f %.2f %.2f %.2f] /A <</S /URI /URI (%s)>>>>",
			l.at.x, pageH-l.at.bottom(), l.at.right(), pageH-l.at.y, escapePDF(l.url)))
		byPage[l.page] = append(byPage[l.page], next)
		next++
	}
	for _, page := range slices.Sorted(maps.Keys(byPage)) {
		number := 1 + 2*page // fpdf writes page and content in turn, from object 3 on
		head := fmt.Appendf(nil, "\n%d 0 obj\n<</Type /Page\n", number)
		from := bytes.Index(pdf, head)
		if from < 0 {
			return pdf
		}
		from += len(head)
		dict := pdf[from : from+bytes.Index(pdf[from:], []byte("endobj"))]
		u.object(number, fmt.Sprintf("<</Type /Page\n/Annots [%s]\n%s", references(byPage[page]), bytes.TrimSpace(dict)))
	}
	return u.close(next, string(end[2]), string(end[3]))
}

func references(numbers []int) string {
	var b []byte
	for _, n := range numbers {
		b = fmt.Appendf(b, "%d 0 R ", n)
	}
	return string(bytes.TrimSpace(b))
}

// revision is an update at the end of a PDF file.
type revision struct {
	out     *bytes.Buffer
	offsets map[int]int
}

func (u *revision) object(number int, body string) {
	u.offsets[number] = u.out.Len()
	fmt.Fprintf(u.out, "%d 0 obj\n%s\nendobj\n", number, body)
}

// close writes the update's table of objects; previous is where the file's own stands.
func (u *revision) close(size int, root, previous string) []byte {
	start := u.out.Len()
	u.out.WriteString("xref\n")
	for _, n := range slices.Sorted(maps.Keys(u.offsets)) {
		fmt.Fprintf(u.out, "%d 1\n%010d 00000 n \n", n, u.offsets[n])
	}
	fmt.Fprintf(u.out, "trailer\n<<\n/Size %d\n/Prev %s\n%s>>\nstartxref\n%d\n%%%%EOF\n", size, previous, root, start)
	return u.out.Bytes()
}

// escapePDF writes a string of ASCII between the brackets of a PDF string.
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
