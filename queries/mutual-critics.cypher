// Which actors criticize each other?
MATCH (a:Actor)-[r:CRITICIZES]->(b:Actor), (b)-[s:CRITICIZES]->(a)
WHERE a.id < b.id
RETURN a.name AS one, b.name AS other, count(DISTINCT r) AS times, count(DISTINCT s) AS back
ORDER BY times + back DESC, one, other
