// How much conflict and how much cooperation does each actor start and meet?
MATCH (a:Actor)
OPTIONAL MATCH (a)-[out]->(:Actor)
WHERE out.quad <> 'tie' AND out.status <> 'negated'
WITH a, count(out) AS acts, round(avg(out.score), 1) AS tone
OPTIONAL MATCH (a)<-[in]-(:Actor)
WHERE in.quad <> 'tie' AND in.status <> 'negated'
WITH a, acts, tone, count(in) AS meets, round(avg(in.score), 1) AS met
WHERE acts + meets > 0
RETURN a.name AS who, acts, tone, meets, met
ORDER BY acts + meets DESC, who
