// What is only claimed, and who says so?
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.status = 'claimed'
OPTIONAL MATCH (speaker:Actor {id: r.attribution})
RETURN coalesce(speaker.name, 'somebody') AS says, a.name AS who, r.kind AS does, b.name AS whom, r.sentence AS sentence
ORDER BY says, who, whom
