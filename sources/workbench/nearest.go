package workbench

import "strings"

// nearest is the name that was probably meant, or none.
func nearest(name string, have []string) []string {
	best, limit := "", len([]rune(name))/3+1
	for _, h := range have {
		if d := distance(strings.ToLower(name), strings.ToLower(h)); d <= limit {
			best, limit = h, d-1
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

// distance is Levenshtein's.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diagonal
			if x[i] != y[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, diagonal+1, row[j]+1)
		}
	}
	return row[len(y)]
}
