package sources

import "strings"

// nearest is the candidate that a person may have meant by word, "" when none is close: at most a third of its
// letters differ, case aside.
func nearest(word string, candidates []string) string {
	best, found := len([]rune(word))/3+1, ""
	for _, c := range candidates {
		n := distance(strings.ToLower(word), strings.ToLower(c))
		if n < best || n == best && found != "" && c < found {
			best, found = n, c
		}
	}
	return found
}

// distance counts the letters to insert, drop, change or swap with the next to make a into b.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
