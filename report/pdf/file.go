package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// written is a PDF file as fpdf wrote it, divided into its objects.
type written struct {
	objects [][]byte // by number, each "7 0 obj … endobj"; nil if the number is not used
	order   []int    // object numbers in the order of the file
	root    int
	info    int
}

// errUnexpectedFile reports that fpdf wrote a file in another form than this package can complete.
var errUnexpectedFile = errors.New("fpdf wrote the file in an unexpected form")

// parseFile divides a file into objects by its cross-reference table. fpdf writes exactly one table.
func parseFile(pdf []byte) (*written, error) {
	at := bytes.LastIndex(pdf, []byte("\nxref\n0 "))
	if at < 0 {
		return nil, errUnexpectedFile
	}
	table := pdf[at+len("\nxref\n0 "):]
	line, rows, _ := bytes.Cut(table, []byte("\n"))
	size, err := strconv.Atoi(string(line))
	if err != nil || len(rows) < 20*size {
		return nil, errUnexpectedFile
	}
	w := &written{objects: make([][]byte, size)}
	offsets := make([]int, size)
	for n := 1; n < size; n++ {
		if offsets[n], err = strconv.Atoi(string(rows[20*n : 20*n+10])); err != nil || offsets[n] > at {
			return nil, errUnexpectedFile
		}
		w.order = append(w.order, n)
	}
	slices.SortFunc(w.order, func(a, b int) int { return offsets[a] - offsets[b] })
	for i, n := range w.order {
		end := at + 1
		if i+1 < len(w.order) {
			end = offsets[w.order[i+1]]
		}
		w.objects[n] = pdf[offsets[n]:end]
	}
	if _, err := fmt.Sscanf(string(rows[20*size:]), "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R", new(int), &w.root, &w.info); err != nil {
		return nil, errUnexpectedFile
	}
	return w, nil
}

// fileWriter writes a PDF file of numbered objects. An archive is PDF 1.4 with every object separate. Any other file is
// PDF 1.7, with its small objects in one compressed object stream, the pack.
type fileWriter struct {
	out     []byte
	offsets []int // by object number: the offset in the file; for a packed object −1, −2 …, its negative position in the pack
	archive bool
	pack    []byte
	index   []byte
	packed  int
}

func newFileWriter(archive bool, objects, size int) *fileWriter {
	version := "1.7"
	if archive {
		version = "1.4"
	}
	f := &fileWriter{out: make([]byte, 0, size), offsets: make([]int, 1, objects), archive: archive}
	f.pack, f.index = make([]byte, 0, 48*objects), make([]byte, 0, 12*objects)
	f.out = append(f.out, "%PDF-"+version+"\n%\xc2\xb5\xc2\xb6\n"...)
	return f
}

func (f *fileWriter) locate(number, at int) {
	for len(f.offsets) <= number {
		f.offsets = append(f.offsets, 0)
	}
	f.offsets[number] = at
}

// writeAsIs writes a complete object unchanged.
func (f *fileWriter) writeAsIs(number int, object []byte) {
	f.locate(number, len(f.out))
	f.out = append(f.out, object...)
}

// object writes an object with this body.
func (f *fileWriter) object(number int, body []byte) {
	f.locate(number, len(f.out))
	f.out = append(strconv.AppendInt(f.out, int64(number), 10), " 0 obj\n"...)
	f.out = append(append(f.out, body...), "\nendobj\n"...)
}

// stream writes a stream with the entries of its dictionary.
func (f *fileWriter) stream(number int, entries string, data []byte) {
	head := fmt.Sprintf("<<%s /Length %d>>\nstream\n", entries, len(data))
	f.object(number, slices.Concat([]byte(head), data, []byte("\nendstream")))
}

// packable writes a packable object: into the pack, or as a separate object of an archive.
func (f *fileWriter) packable(number int, body []byte) {
	if f.archive {
		f.object(number, body)
		return
	}
	f.packed++
	f.locate(number, -f.packed)
	f.index = strconv.AppendInt(f.index, int64(number), 10)
	f.index = strconv.AppendInt(append(f.index, ' '), int64(len(f.pack)), 10)
	f.index = append(f.index, ' ')
	f.pack = append(append(f.pack, body...), '\n')
}

// close writes the pack, the cross-reference table and the trailer, and returns the file. The file's ID is a hash of
// its content.
func (f *fileWriter) close(root, info int) []byte {
	pack := 0
	if f.packed > 0 {
		pack = len(f.offsets)
		f.stream(pack, fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", f.packed, len(f.index)), compress(f.index, f.pack))
	}
	sum := sha256.Sum256(f.out)
	trailer := fmt.Sprintf("/Root %d 0 R\n/Info %d 0 R\n/ID [<%x> <%x>]", root, info, sum[:16], sum[:16])
	start := len(f.out)
	if f.archive {
		f.table(trailer)
	} else {
		f.tableStream(trailer, pack)
	}
	f.out = fmt.Appendf(f.out, "startxref\n%d\n%%%%EOF\n", start)
	return f.out
}

func (f *fileWriter) table(trailer string) {
	f.out = fmt.Appendf(f.out, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets))
	for _, at := range f.offsets[1:] {
		f.out = fmt.Appendf(f.out, "%010d 00000 n \n", at)
	}
	f.out = fmt.Appendf(f.out, "trailer\n<<\n/Size %d\n%s\n>>\n", len(f.offsets), trailer)
}

// tableStream writes the cross-reference table as a stream of PDF 1.5: kind, offset or pack, and position in the pack.
func (f *fileWriter) tableStream(trailer string, pack int) {
	number := len(f.offsets)
	f.locate(number, len(f.out))
	rows := make([]byte, 0, 7*len(f.offsets))
	rows = append(rows, 0, 0, 0, 0, 0, 0xFF, 0xFF)
	for _, at := range f.offsets[1:] {
		if at > 0 {
			rows = append(binary.BigEndian.AppendUint32(append(rows, 1), uint32(at)), 0, 0)
			continue
		}
		rows = binary.BigEndian.AppendUint32(append(rows, 2), uint32(pack))
		rows = binary.BigEndian.AppendUint16(rows, uint16(-at-1))
	}
	f.stream(number, fmt.Sprintf("/Type /XRef /Size %d /W [1 4 2]\n%s\n/Filter /FlateDecode", number+1, trailer), compress(rows))
}

// compressors are reused, because each takes almost a megabyte. A sync.Pool is emptied by each garbage collection, so
// it would give fewer of them to the next document.
var compressors = make(chan *zlib.Writer, 4)

// compress compresses the concatenated parts with zlib.
func compress(parts ...[]byte) []byte {
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	var out bytes.Buffer
	out.Grow(size/3 + 64)
	var w *zlib.Writer
	select {
	case w = <-compressors:
		w.Reset(&out)
	default:
		w, _ = zlib.NewWriterLevel(&out, zlib.BestSpeed)
	}
	defer func() {
		select {
		case compressors <- w:
		default:
		}
	}()
	for _, p := range parts {
		_, _ = w.Write(p)
	}
	_ = w.Close()
	return out.Bytes()
}
