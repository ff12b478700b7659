// Who is criticized and accused most, and by how many?
MATCH (a:Actor)-[r:CRITICIZES|ACCUSES]->(b:Actor)
WHERE r.status <> 'negated'
RETURN b.name AS who, count(r) AS times, count(DISTINCT a) AS critics
ORDER BY times DESC, critics DESC, who
LIMIT 20
