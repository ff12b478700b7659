// How did two actors treat each other, month by month?
// $a: one of them, by any of its names
// $b: the other
MATCH (a:Actor)-[r]-(b:Actor)
WHERE actor(a, $a) AND actor(b, $b) AND r.quad <> 'tie' AND r.date IS NOT NULL AND r.status <> 'negated'
RETURN toString(date.truncate('month', r.date)) AS month, r.class AS class, count(r) AS times,
  round(avg(r.score), 1) AS score
ORDER BY month, class
