// Who is in conflict with whom, deeds before words?
// $since: from this day on, from the first if nothing is said
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.score < 0 AND r.status <> 'negated' AND ($since IS NULL OR r.date >= date($since))
RETURN a.name AS who, b.name AS whom, sum(CASE r.quad WHEN 'material-conflict' THEN 1 ELSE 0 END) AS deeds,
  sum(CASE r.quad WHEN 'verbal-conflict' THEN 1 ELSE 0 END) AS words, round(sum(r.score), 1) AS score
ORDER BY deeds DESC, words DESC, who, whom
