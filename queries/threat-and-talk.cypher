// Who threatens and negotiates with the same actor within so many days?
// $days: how many, 30 if nothing is said
WITH coalesce($days, 30) AS days
MATCH (a:Actor)-[t:THREATENS]->(b:Actor), (a)-[n:NEGOTIATES_WITH]-(b)
WHERE abs(duration.inDays(t.date, n.date).days) <= days
RETURN a.name AS who, b.name AS whom, count(DISTINCT t) AS threats, count(DISTINCT n) AS talks
ORDER BY threats + talks DESC, who, whom
