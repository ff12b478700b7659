// Who punishes and who helps an actor?
// $actor: whom, by any of its names
MATCH (a:Actor)-[r:SANCTIONS|COERCES|AIDS|YIELDS_TO]->(b:Actor)
WHERE actor(b, $actor) AND r.status <> 'negated'
RETURN r.kind AS what, a.name AS who, r.status AS status, r.date AS date, r.sentence AS sentence
ORDER BY date, what, who
