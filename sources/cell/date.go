package cell

// moment is a cell parsed as a date with or without a time. a, b and c are its three numbers in the order in which they
// are written.
type moment struct {
	a, b, c       int32
	ymd, dmy, mdy bool // the orders of year, month and day in which it is a day of the calendar
	short         bool // the year has two digits
	Timed, Zoned  bool
	micros        int64 // microseconds since midnight
	offset        int64 // microseconds east of UTC, if Zoned
}

// Scan parses an ASCII cell with three numbers and the same separator twice. It reports whether that is a day in some
// order.
func (m *moment) Scan(b []byte) bool {
	*m = moment{}
	var la, lb, lc int
	m.a, la = digitsAt(b, 4)
	if la == 0 || la >= len(b) || b[la] != '/' && b[la] != '-' && b[la] != '.' {
		return false
	}
	sep := b[la]
	b = b[la+1:]
	m.b, lb = digitsAt(b, 2)
	if lb == 0 || lb >= len(b) || b[lb] != sep {
		return false
	}
	b = b[lb+1:]
	m.c, lc = digitsAt(b, 4)
	b = b[lc:]
	switch {
	case la == 4 && (lc == 1 || lc == 2):
		m.ymd = IsDay(m.a, m.b, m.c)
	case la <= 2 && lc == 4:
		m.dmy, m.mdy = IsDay(m.c, m.b, m.a), IsDay(m.c, m.a, m.b)
	case la <= 2 && lc == 2:
		m.short = true
		year := Century(m.c)
		m.dmy, m.mdy = IsDay(year, m.b, m.a), IsDay(year, m.a, m.b)
		m.c = year
	}
	if !m.ymd && !m.dmy && !m.mdy {
		return false
	}
	return len(b) == 0 || m.clock(b)
}

// Compact parses yyyymmdd, or ddmmyyyy if that is not a day. Between 1900 and 2100 no text is a day in both.
func (m *moment) Compact(b []byte) bool {
	*m = moment{}
	if len(b) != 8 {
		return false
	}
	a, la := digitsAt(b[:4], 4)
	c, lc := digitsAt(b[4:], 4)
	if la != 4 || lc != 4 {
		return false
	}
	if a >= 1900 && a <= 2100 && IsDay(a, c/100, c%100) {
		m.a, m.b, m.c, m.ymd = a, c/100, c%100, true
	} else if c >= 1900 && c <= 2100 && IsDay(c, a%100, a/100) {
		m.a, m.b, m.c, m.dmy = a/100, a%100, c, true
	}
	return m.ymd || m.dmy
}

func digitsAt(b []byte, most int) (v int32, n int) {
	for n < len(b) && n < most && b[n]-'0' <= 9 {
		v = v*10 + int32(b[n]-'0')
		n++
	}
	return v, n
}

// clock parses the time after a date: " 10:20", "T10:20:30.123456Z", " 3:45 PM", " 10:20:30+02".
func (m *moment) clock(b []byte) bool {
	if b[0] != ' ' && b[0] != 'T' {
		return false
	}
	b = b[1:]
	for len(b) > 0 && b[0] == ' ' {
		b = b[1:]
	}
	h, n := digitsAt(b, 2)
	if n == 0 || n >= len(b) || b[n] != ':' {
		return false
	}
	b = b[n+1:]
	min, n := digitsAt(b, 2)
	if n != 2 {
		return false
	}
	b = b[2:]
	var sec int32
	if len(b) > 0 && b[0] == ':' {
		if sec, n = digitsAt(b[1:], 2); n != 2 {
			return false
		}
		b = b[3:]
	}
	frac, b, ok := fraction(b)
	if !ok {
		return false
	}
	h, b, ok = halfDay(h, b)
	if !ok || h > 23 || min > 59 || sec > 59 {
		return false
	}
	m.Timed = true
	m.micros = (int64(h)*3600+int64(min)*60+int64(sec))*1_000_000 + frac
	return len(b) == 0 || m.zone(b)
}

// fraction parses ".123" as microseconds. Digits after the sixth are dropped.
func fraction(b []byte) (micros int64, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' && b[0] != ',' {
		return 0, b, true
	}
	b = b[1:]
	n := 0
	for ; n < len(b) && b[n]-'0' <= 9; n++ {
		if n < 6 {
			micros = micros*10 + int64(b[n]-'0')
		}
	}
	for i := n; i < 6; i++ {
		micros *= 10
	}
	return micros, b[n:], n > 0 && n <= 9
}

func halfDay(h int32, b []byte) (hour int32, rest []byte, ok bool) {
	t := b
	if len(t) == 3 && t[0] == ' ' {
		t = t[1:]
	}
	if len(t) != 2 || t[1]|0x20 != 'm' || t[0]|0x20 != 'a' && t[0]|0x20 != 'p' {
		return h, b, true
	}
	if h < 1 || h > 12 {
		return h, nil, false
	}
	h %= 12
	if t[0]|0x20 == 'p' {
		h += 12
	}
	return h, nil, true
}

// zone parses Z, +02, +0200, +02:00 or " UTC".
func (m *moment) zone(b []byte) bool {
	m.Zoned = true
	if b[0] == ' ' {
		b = b[1:]
	}
	switch string(b) {
	case "Z", "z", "UTC":
		return true
	}
	if len(b) < 3 || b[0] != '+' && b[0] != '-' {
		return false
	}
	h, n := digitsAt(b[1:], 2)
	rest := b[1+n:]
	if len(rest) > 0 && rest[0] == ':' {
		rest = rest[1:]
	}
	min, k := digitsAt(rest, 2)
	if n != 2 || k != len(rest) || k == 1 || h > 15 || min > 59 {
		return false
	}
	m.offset = (int64(h)*3600 + int64(min)*60) * 1_000_000
	if b[0] == '-' {
		m.offset = -m.offset
	}
	return true
}

// Day is the number of days since 1970-01-01, with the numbers in the given order.
func (m *moment) Day(order DateOrder) int32 {
	switch {
	case m.ymd:
		return DaysOf(m.a, m.b, m.c)
	case order == MonthFirst && m.mdy:
		return DaysOf(m.c, m.a, m.b)
	}
	return DaysOf(m.c, m.b, m.a)
}

// Instant is the number of microseconds since 1970-01-01: of wall time, or in UTC if Zoned.
func (m *moment) Instant(order DateOrder) int64 {
	return int64(m.Day(order))*86_400_000_000 + m.micros - m.offset
}

// Century completes a two-digit year to one of 1969 to 2068, as POSIX does.
func Century(y int32) int32 {
	if y < 69 {
		return 2000 + y
	}
	return 1900 + y
}

// IsDay reports whether the day exists in the calendar.
func IsDay(y, m, d int32) bool {
	if y < 1 || m < 1 || m > 12 || d < 1 {
		return false
	}
	if m == 2 && y%4 == 0 && (y%100 != 0 || y%400 == 0) {
		return d <= 29
	}
	return d <= monthDays[m]
}

var monthDays = [13]int32{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// DaysOf is the number of days since 1970-01-01 in the Gregorian calendar, for years 1 to 9999.
func DaysOf(y, m, d int32) int32 {
	if m <= 2 {
		y--
		m += 12
	}
	era, yoe := y/400, y%400
	doy := (153*(m-3)+2)/5 + d - 1
	return era*146097 + yoe*365 + yoe/4 - yoe/100 + doy - 719468
}

// DateOrder is the order of day and month in dates that do not begin with the year. Dates that do are always
// understood.
type DateOrder int

const (
	AnyOrder DateOrder = iota
	DayFirst
	MonthFirst
)
