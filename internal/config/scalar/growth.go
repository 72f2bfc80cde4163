package scalar

import (
	"fmt"
	"math/big"

	"bilan/internal/sales/mapping"
)

// ParseGrowth reads a ratio above −1 and at most 1, such as "5 %", "-2 %" or "0.03".
func ParseGrowth(s string) (mapping.Growth, error) {
	n, err := ParseNumber(s)
	if err != nil {
		return mapping.Growth{}, err
	}
	if n.Rat.Cmp(big.NewRat(1, 1)) > 0 || n.Rat.Cmp(big.NewRat(-1, 1)) <= 0 {
		return mapping.Growth{}, fmt.Errorf("%q is not between -100 %% and 100 %% (write 5 %% for a twentieth more)", s)
	}
	return mapping.Growth{Ratio: n.Rat}, nil
}
