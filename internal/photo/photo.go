// Package photo keeps a daily photo of each dataset without dates, so that past days stay readable when a database or an
// export no longer shows them. It knows neither where rows come from nor what they mean.
//
// A file contains the photos of one dataset in one month: the first photo in full, and each later one as changes to the
// photo before. Reading a past day therefore reads one file, and keeping a photo writes one. A new file is written beside
// the old one and then renamed, so that a crash leaves the photos unchanged. Only one process may write at a time.
package photo

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"bilan/internal/period"
	"bilan/internal/table"
)

// Store is a folder of photos. Any number of readers may use it at the same time as one writer.
type Store struct{ Dir string }

// Photo is the content of a dataset on a day, taken at an instant.
type Photo struct {
	Day   period.Date
	Taken time.Time
	Rows  *table.Table
}

const suffix = ".photos.gz"

// Take stores a dataset's content as its photo of a day, and replaces an existing photo of that day.
func (s Store) Take(dataset string, day period.Date, taken time.Time, rows *table.Table) error {
	m, err := s.month(dataset, day)
	if err != nil {
		return err
	}
	if err := m.setPhoto(day, taken, rows); err != nil {
		return fmt.Errorf("photo of %s: %w", dataset, err)
	}
	return s.write(dataset, day, m)
}

// At returns the newest photo on or before a day; nil if there is none or it is older than notBefore.
func (s Store) At(dataset string, day, notBefore period.Date) (*Photo, error) {
	months, err := s.months(dataset)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Backward(months) {
		if name > day.String()[:7] || name < notBefore.String()[:7] {
			continue
		}
		p, err := readAt(s.file(dataset, name), day)
		if err != nil || p != nil && !p.Day.Before(notBefore) {
			return p, err
		}
	}
	return nil, nil
}

// Days returns the days that have a photo, in order.
func (s Store) Days(dataset string) (days []period.Date, err error) {
	months, err := s.months(dataset)
	for _, name := range months {
		m, err := readMonth(s.file(dataset, name))
		if err != nil {
			return nil, err
		}
		for _, dayPhoto := range m.photos {
			days = append(days, dayPhoto.day)
		}
	}
	return days, err
}

// Last returns the newest photo's day and instant; ok is false if there is none.
func (s Store) Last(dataset string) (day period.Date, taken time.Time, ok bool, err error) {
	months, err := s.months(dataset)
	if err != nil || len(months) == 0 {
		return day, taken, false, err
	}
	m, err := readMonth(s.file(dataset, months[len(months)-1]))
	if err != nil || len(m.photos) == 0 {
		return day, taken, false, err
	}
	last := m.photos[len(m.photos)-1]
	return last.day, last.taken, true, nil
}

// Size returns how many bytes a dataset's photos take on disk.
func (s Store) Size(dataset string) (bytes int64, err error) {
	months, err := s.months(dataset)
	for _, name := range months {
		info, err := os.Stat(s.file(dataset, name))
		if err != nil {
			return 0, err
		}
		bytes += info.Size()
	}
	return bytes, err
}

// Datasets returns the names of the datasets that have photos, in order.
func (s Store) Datasets() (names []string, err error) {
	list, err := os.ReadDir(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range list {
		if name, bad := url.PathUnescape(e.Name()); e.IsDir() && bad == nil {
			names = append(names, name)
		}
	}
	return names, err
}

// RemoveBefore removes a dataset's photos of the months that ended before a day.
func (s Store) RemoveBefore(dataset string, before period.Date) error {
	months, err := s.months(dataset)
	for _, name := range months {
		if name < before.String()[:7] {
			err = errors.Join(err, os.Remove(s.file(dataset, name)))
		}
	}
	return err
}

func (s Store) folder(dataset string) string { return filepath.Join(s.Dir, url.PathEscape(dataset)) }

func (s Store) file(dataset, month string) string {
	return filepath.Join(s.folder(dataset), month+suffix)
}

// months returns the months for which a dataset has a file, such as 2026-11, in order.
func (s Store) months(dataset string) (names []string, err error) {
	list, err := os.ReadDir(s.folder(dataset))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range list {
		if name, ok := strings.CutSuffix(e.Name(), suffix); ok && len(name) == 7 {
			names = append(names, name)
		}
	}
	return names, err
}

// month reads the photos of the month that contains a day; they are empty if it has no file yet.
func (s Store) month(dataset string, day period.Date) (*month, error) {
	m, err := readMonth(s.file(dataset, day.String()[:7]))
	if errors.Is(err, fs.ErrNotExist) {
		return &month{}, nil
	}
	return m, err
}

// write replaces the file of the month that contains a day.
func (s Store) write(dataset string, day period.Date, m *month) (err error) {
	folder := s.folder(dataset)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".writing-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeRemains(f.Name())) }()
	if err := errors.Join(m.write(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), s.file(dataset, day.String()[:7]))
}

// removeRemains removes the temporary file of a failed write. It is no error if the file was renamed.
func removeRemains(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
