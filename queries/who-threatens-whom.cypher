// Who threatens whom, how often and when last?
MATCH (a:Actor)-[r:THREATENS]->(b:Actor)
WHERE r.status <> 'negated'
RETURN a.name AS who, b.name AS whom, count(r) AS times, max(r.date) AS last
ORDER BY times DESC, last DESC, who, whom
