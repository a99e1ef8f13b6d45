"""Facts from the plan: prices, values, budgets, caps, obstacles, the schedule, the grant; pure functions, no judgement."""
