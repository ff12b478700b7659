// Which actors belong together by whom they deal with?
CALL measures.communities() YIELD node, community
WITH community, node
ORDER BY node.name
WITH community, collect(node.name) AS actors
WHERE size(actors) > 1
RETURN size(actors) AS size, actors
ORDER BY size DESC, actors
