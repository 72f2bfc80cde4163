// Package locale knows how people write: numbers, money, per cent, dates, plurals and the program's fixed
// words. It knows nothing else.
package locale
