"""Facts from the plan: prices, values, budgets, caps, obstacles and the schedule; pure functions, no judgement."""
