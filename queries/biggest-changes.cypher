// Between which two actors did the tone change most from one period to the next?
// $split: the first day of the second period
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.date IS NOT NULL AND r.quad <> 'tie' AND r.status <> 'negated'
WITH CASE WHEN a.id < b.id THEN a ELSE b END AS one, CASE WHEN a.id < b.id THEN b ELSE a END AS other,
  avg(CASE WHEN r.date < date($split) THEN r.score END) AS before,
  avg(CASE WHEN r.date >= date($split) THEN r.score END) AS after
WHERE before IS NOT NULL AND after IS NOT NULL
RETURN one.name AS one, other.name AS other, round(before, 1) AS before, round(after, 1) AS after,
  round(after - before, 1) AS change
ORDER BY abs(after - before) DESC, one, other
LIMIT 20
