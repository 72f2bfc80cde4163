package pdf

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"

	"bilan/report/typeface"
)

// symbolicPage is a code page as a symbolic font: its codes map directly to glyphs.
type symbolicPage struct {
	def, file []byte
	unicode   []byte // ToUnicode map, from codes to text
}

func newSymbolicPage(font definition, ttf []byte, runes [256]rune) symbolicPage {
	cmap := typeface.UnicodeTable(typeface.SFNT(ttf).Table("cmap"))
	table := make([]byte, 22, 22+2*typeface.PerPage) // one table: Macintosh, format 6
	copy(table, []byte{0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 12, 0, 6})
	binary.BigEndian.PutUint16(table[14:], uint16(10+2*typeface.PerPage))
	binary.BigEndian.PutUint16(table[18:], typeface.FirstCode)
	binary.BigEndian.PutUint16(table[20:], typeface.PerPage)
	var unicode strings.Builder
	unicode.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<00> <FF>\nendcodespacerange\n")
	var pairs []string
	for c := typeface.FirstCode; c < 256; c++ {
		g := cmap.Lookup(int(runes[c]))
		table = binary.BigEndian.AppendUint16(table, uint16(g))
		if g != 0 {
			pairs = append(pairs, fmt.Sprintf("<%02X> <%04X>\n", c, runes[c]))
		}
	}
	for len(pairs) > 0 {
		n := min(len(pairs), 100)
		fmt.Fprintf(&unicode, "%d beginbfchar\n%sendbfchar\n", n, strings.Join(pairs[:n], ""))
		pairs = pairs[n:]
	}
	unicode.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
	ttf = withTable(ttf, "cmap", table)
	font.OriginalSize = len(ttf)
	def, _ := json.Marshal(font)
	return symbolicPage{def, deflate(ttf), []byte(unicode.String())}
}

// withTable returns a copy of the font in which the table tag has the content table.
func withTable(ttf []byte, tag string, table []byte) []byte {
	f := typeface.SFNT(ttf)
	n := f.U16(4)
	out := append([]byte(nil), ttf[:12+16*n]...)
	head := 0
	for i := range n {
		row := out[12+16*i : 28+16*i]
		data := []byte(f.Table(string(row[:4])))
		switch string(row[:4]) {
		case tag:
			data = table
		case "head":
			data = append([]byte(nil), data...)
			clear(data[8:12])
			head = len(out)
		}
		binary.BigEndian.PutUint32(row[4:], checksum(data))
		binary.BigEndian.PutUint32(row[8:], uint32(len(out)))
		binary.BigEndian.PutUint32(row[12:], uint32(len(data)))
		out = append(out, data...)
		out = append(out, make([]byte, -len(out)&3)...)
	}
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum is the sum of a table's big-endian 32-bit words, as TrueType defines it.
func checksum(b []byte) (sum uint32) {
	for len(b) >= 4 {
		sum, b = sum+binary.BigEndian.Uint32(b), b[4:]
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}
