// Who negotiates or meets with both sides of a conflict?
MATCH (a:Actor)-[c]-(b:Actor)
WHERE a.name < b.name AND c.quad IN ['verbal-conflict', 'material-conflict'] AND c.status <> 'negated'
WITH DISTINCT a, b
MATCH (a)-[:NEGOTIATES_WITH|MEETS]-(between:Actor)-[:NEGOTIATES_WITH|MEETS]-(b)
WHERE between <> a AND between <> b
WITH DISTINCT between, a.name + ' and ' + b.name AS sides
ORDER BY sides
RETURN between.name AS mediator, collect(sides) AS between
ORDER BY size(between) DESC, mediator
