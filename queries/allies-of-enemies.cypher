// Who stands by an actor that is in conflict with another?
// $actor: whose enemies, by any of its names
MATCH (me:Actor)-[r]-(enemy:Actor)
WHERE actor(me, $actor) AND r.quad = 'material-conflict' AND r.status <> 'negated'
WITH DISTINCT me, enemy
MATCH (enemy)-[s:ALLIED_WITH|AIDS|SUPPORTS|COOPERATES_WITH]-(friend:Actor)
WHERE friend <> me AND s.status <> 'negated'
WITH DISTINCT friend, enemy, s.kind AS kind
ORDER BY kind
RETURN friend.name AS friend, enemy.name AS of, collect(kind) AS by
ORDER BY friend, of
