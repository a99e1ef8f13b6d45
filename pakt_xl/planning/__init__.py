"""Facts from the plan: prices, values, budgets, caps, obstacles, schedule, grant; pure functions, no judgement."""
