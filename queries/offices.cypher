// Who speaks for or leads whom?
MATCH (a:Person)-[r:REPRESENTS|LEADS]->(b:Actor)
WHERE r.status <> 'negated'
RETURN DISTINCT b.name AS body, a.name AS person, a.role AS role, r.kind AS tie
ORDER BY body, person
