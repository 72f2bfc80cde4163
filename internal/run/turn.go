package run

import "bilan/internal/plans"

// Turn returns the slot and period that an order is for.
func (p *Program) Turn(order plans.Order) (plans.Turn, error) { return plans.TurnOf(&p.Program, order) }
