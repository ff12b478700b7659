// Which sentences tell most surely what one actor does to another?
// $a: who acts, by any of its names
// $b: who is acted on
MATCH (a:Actor)-[r]->(b:Actor)
WHERE actor(a, $a) AND actor(b, $b)
RETURN r.date AS date, r.kind AS kind, r.status AS status, r.confidence AS confidence, r.sentence AS sentence, r.document AS document
ORDER BY confidence DESC, date
LIMIT 20
