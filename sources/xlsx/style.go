package xlsx

import (
	"errors"
	"strconv"
	"strings"
)

// style says how a number format shows a number.
type style uint8

const (
	styleNumber   style = iota
	styleDate           // a day, perhaps with a time
	styleClock          // a time of day: h:mm
	styleDuration       // elapsed hours, minutes or seconds: [h]:mm
)

// maxStyles is approximately the limit of spreadsheets.
const maxStyles = 1 << 17

func (b *Book) readStyles() error {
	if b.styled {
		return nil
	}
	custom := map[int]style{}
	inCells := false
	_, err := b.each(b.stylePart, func(s *scanner) error {
		switch string(s.name) {
		case "numFmt":
			if id, err := strconv.Atoi(s.attr("numFmtId")); err == nil && len(custom) < maxStyles {
				custom[id] = styleOf(s.attr("formatCode"))
			}
		case "cellStyleXfs", "cellXfs", "cellStyles", "dxfs":
			inCells = string(s.name) == "cellXfs"
		case "xf":
			if !inCells {
				return nil
			}
			if len(b.styles) == maxStyles {
				return errors.New("more styles than a workbook can have")
			}
			id, _ := strconv.Atoi(s.attr("numFmtId"))
			kind, ok := custom[id]
			if !ok {
				kind = builtin(id)
			}
			b.styles = append(b.styles, kind)
		}
		return nil
	})
	b.styled = err == nil
	return err
}

// builtin is the style of a format that has only a number. 27 to 36 and 50 to 58 are East Asian formats.
func builtin(id int) style {
	switch {
	case id == 46:
		return styleDuration
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return styleDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47:
		return styleClock
	}
	return styleNumber
}

// styleOf derives the style from the first section of a format code: from its letters outside quotes, brackets and
// escapes.
func styleOf(code string) style {
	var letters strings.Builder
scan:
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			break scan
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				break scan
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return styleNumber
			}
			if in := strings.ToLower(code[i+1 : i+end]); in != "" && strings.Trim(in, in[:1]) == "" && strings.Contains("hms", in[:1]) {
				return styleDuration
			}
			i += end
		case '\\', '_', '*':
			i++
		default:
			letters.WriteByte(c | 0x20)
		}
	}
	text := strings.NewReplacer("general", "", "am/pm", "h", "a/p", "h").Replace(letters.String())
	switch {
	case strings.ContainsAny(text, "yd"):
		return styleDate
	case strings.ContainsAny(text, "hs"):
		return styleClock
	case strings.Contains(text, "m"):
		return styleDate
	}
	return styleNumber
}
