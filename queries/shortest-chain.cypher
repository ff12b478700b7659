// How are two actors connected, by the fewest relations?
// $a: one of them, by any of its names
// $b: the other
MATCH (a:Actor), (b:Actor)
WHERE actor(a, $a) AND actor(b, $b)
MATCH path = ANY SHORTEST (a)-[*..8]-(b)
RETURN [n IN nodes(path) | n.name] AS actors, [r IN relationships(path) | r.kind] AS relations
