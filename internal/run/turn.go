package run

import "bilan/internal/plans"

// Turn determines the slot of an order.
func (p *Program) Turn(order plans.Order) (plans.Turn, error) { return plans.TurnOf(&p.Program, order) }
