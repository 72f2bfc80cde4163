package photo

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"bilan/internal/period"
)

// formatLine is the first line of a file, which identifies the format. A file is gzipped lines. The line of a photo has
// its day, instant and columns after '=', if the photo is written as changes to the one before, or after '!', if it is
// written in full: the first of a file, or one with other columns. The lines below it are its rows. '+' adds a row,
// which gets the next number in the file; '-' removes the row with a number.
const formatLine = "bilan photos 1"

// write writes a month in the format of a file.
func (m *month) write(out io.Writer) error {
	zipped := gzip.NewWriter(out)
	w := bufio.NewWriter(zipped)
	fmt.Fprintln(w, formatLine)
	number, next := map[int]int{}, 0
	var before *dayPhoto
	for i := range m.photos {
		s := &m.photos[i]
		sign := "="
		if before == nil || before.columns != s.columns {
			sign, before = "!", &dayPhoto{}
			clear(number)
		}
		fmt.Fprintf(w, "%s%s\t%s\t%s\n", sign, s.day, s.taken.UTC().Format(time.RFC3339), s.columns)
		for _, place := range missingFrom(before.rows, s.rows) {
			fmt.Fprintf(w, "-%d\n", number[place])
			delete(number, place)
		}
		for _, place := range missingFrom(s.rows, before.rows) {
			number[place] = next
			next++
			w.WriteByte('+')
			w.WriteString(m.rows[place])
			w.WriteByte('\n')
		}
		before = s
	}
	return errors.Join(w.Flush(), zipped.Close())
}

// missingFrom returns the numbers of a sorted list that are not in another sorted list.
func missingFrom(list, others []int) (rest []int) {
	k := 0
	for _, n := range list {
		for k < len(others) && others[k] < n {
			k++
		}
		if k == len(others) || others[k] != n {
			rest = append(rest, n)
		}
	}
	return rest
}

// readMonth reads all photos of a file.
func readMonth(path string) (*month, error) {
	m := &month{}
	rows, err := scan(path, func(period.Date) bool { return false }, func(s dayPhoto, has []bool) {
		s.rows = indicesOf(has)
		m.photos = append(m.photos, s)
	})
	m.rows = rows
	return m, err
}

// readAt returns the newest photo in a file on or before a day; nil if there is none.
func readAt(path string, day period.Date) (*Photo, error) {
	var last *dayPhoto
	var lastRows []bool
	rows, err := scan(path, func(d period.Date) bool { return d.After(day) }, func(s dayPhoto, has []bool) { last, lastRows = &s, has })
	if err != nil || last == nil {
		return nil, err
	}
	last.rows = indicesOf(lastRows)
	m := &month{rows: rows}
	return m.photo(*last)
}

// scan reads the photos of a file in order, until stop returns true for a photo's day. It calls visit with every photo:
// has[n] says whether the photo has row n. The slice has is valid only during the call.
func scan(path string, stop func(period.Date) bool, visit func(s dayPhoto, has []bool)) (rows []string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	damaged := func(err error) error {
		return fmt.Errorf("%s is damaged: %w (restore it from a backup, or remove it: the photos of its month are lost)", path, err)
	}
	unzipped, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return nil, damaged(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 64<<20)
	if !lines.Scan() || lines.Text() != formatLine {
		return nil, damaged(errors.New("it is not a file of photos: its first bytes are wrong"))
	}
	var has []bool
	var current *dayPhoto
	for lines.Scan() {
		text := lines.Text()
		switch sign, rest := text[:min(1, len(text))], text[min(1, len(text)):]; sign {
		case "=", "!":
			s, err := readPhotoLine(rest)
			if err != nil {
				return nil, damaged(err)
			}
			if current != nil {
				visit(*current, has)
			}
			if stop(s.day) {
				return rows, nil
			}
			if current = &s; sign == "!" {
				has = make([]bool, len(rows), cap(rows))
			}
		case "+":
			rows, has = append(rows, rest), append(has, true)
		case "-":
			n, err := strconv.Atoi(rest)
			if err != nil || n < 0 || n >= len(has) || !has[n] {
				return nil, damaged(fmt.Errorf("there is no row %s to remove", rest))
			}
			has[n] = false
		default:
			return nil, damaged(fmt.Errorf("a line begins with %q", sign))
		}
	}
	if err := lines.Err(); err != nil {
		return nil, damaged(err)
	}
	if current != nil {
		visit(*current, has)
	}
	return rows, nil
}

func readPhotoLine(text string) (s dayPhoto, err error) {
	parts := strings.SplitN(text, "\t", 3)
	if len(parts) != 3 {
		return s, errors.New("a photo has no day")
	}
	if s.day, err = period.ParseDate(parts[0]); err != nil {
		return s, err
	}
	s.taken, err = time.Parse(time.RFC3339, parts[1])
	s.columns = parts[2]
	return s, err
}

func indicesOf(has []bool) (list []int) {
	for i, yes := range has {
		if yes {
			list = append(list, i)
		}
	}
	return list
}
