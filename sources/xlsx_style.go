package sources

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cellStyle is what a cell's format makes of its number.
type cellStyle uint8

const (
	styleNumber cellStyle = iota
	styleDate             // a day, perhaps with a time
	styleTime             // a time of day or a duration
)

func (b *xlsxBook) readStyles() error {
	b.styles = []cellStyle{}
	var sheet struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := b.decode("xl/styles.xml", &sheet); err != nil {
		if r, _ := b.part("xl/styles.xml"); r == nil {
			return nil
		}
		return err
	}
	custom := map[int]cellStyle{}
	for _, f := range sheet.Formats {
		custom[f.ID] = styleOf(f.Code)
	}
	for _, c := range sheet.Cells {
		style, ok := custom[c.Format]
		if !ok {
			style = builtinStyle(c.Format)
		}
		b.styles = append(b.styles, style)
	}
	return nil
}

func builtinStyle(id int) cellStyle {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return styleDate
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return styleTime
	}
	return styleNumber
}

// styleOf reads a format code: letters of dates outside quotes, brackets and escapes.
func styleOf(code string) cellStyle {
	code, _, _ = strings.Cut(code, ";")
	var letters strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			for i++; i < len(code) && code[i] != '"'; i++ {
			}
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return styleNumber
			}
			if in := strings.ToLower(code[i+1 : i+end]); strings.Trim(in, "hms") == "" {
				letters.WriteString(in)
			}
			i += end
		case '\\', '_', '*':
			i++
		default:
			letters.WriteByte(c | 0x20)
		}
	}
	text := strings.ReplaceAll(letters.String(), "general", "")
	switch {
	case strings.ContainsAny(text, "yd"):
		return styleDate
	case strings.ContainsAny(text, "hs"):
		return styleTime
	case strings.Contains(text, "m"):
		return styleDate
	}
	return styleNumber
}

// serial writes a date's number as ISO text.
func (b *xlsxBook) serial(text string, style cellStyle) (string, bool) {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v < 0 || v > 3_000_000 {
		return text, false
	}
	days := math.Floor(v)
	seconds := math.Round((v-days)*86400*1000) / 1000
	if style == styleTime && days == 0 {
		return time.Unix(0, 0).UTC().Add(time.Duration(seconds * float64(time.Second))).Format("15:04:05"), true
	}
	if b.since == daysOf(1899, 12, 30) && days < 61 { // the 29th of February 1900 that Lotus invented
		days++
	}
	at := time.Unix(int64(b.since)*86400+int64(days)*86400, 0).UTC().Add(time.Duration(seconds * float64(time.Second)))
	if seconds == 0 {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02 15:04:05.999"), true
}

// fifteen rounds a binary float to the digits that a sheet shows and keeps: 0.30000000000000004 is 0.3.
func fifteen(text string) []byte {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return []byte(text)
	}
	return plainNumber(strconv.FormatFloat(v, 'g', 15, 64))
}
