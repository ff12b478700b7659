// Who stands in the middle of it all?
CALL measures.pagerank() YIELD node, score
WITH node, score
CALL measures.betweenness() YIELD node AS again, score AS between
WITH node, score, again, between
WHERE node = again AND 'Actor' IN labels(node)
RETURN node.name AS who, round(score, 4) AS pagerank, round(between, 4) AS betweenness
ORDER BY pagerank DESC, who
LIMIT 20
