// When is each pair of actors first and last seen together, and in how many documents?
MATCH (a:Actor)-[r]-(b:Actor)
WHERE a.id < b.id AND r.date IS NOT NULL
RETURN a.name AS one, b.name AS other, min(r.date) AS first, max(r.date) AS last, count(DISTINCT r.document) AS documents
ORDER BY documents DESC, first, one, other
LIMIT 50
