//! Graphs and queries made at random: small multigraphs with parallel relations, loops and relations both ways.

/// A sequence of numbers that is the same in every run (splitmix64, Steele et al. 2014).
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        Numbers(seed)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % bound as u64) as usize
    }

    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// A query that makes a graph.
pub fn graph(numbers: &mut Numbers) -> String {
    let (nodes, relations) = (2 + numbers.below(6), 3 + numbers.below(18));
    let mut parts = Vec::new();
    for node in 0..nodes {
        let labels = ["", ":A", ":B", ":A:B"][numbers.below(4)];
        let weight = if numbers.one_in(4) { String::new() } else { format!(", w: {}", numbers.below(4)) };
        parts.push(format!("(n{node}{labels} {{id: {node}{weight}}})"));
    }
    for relation in 0..relations {
        let (from, to) = (numbers.below(nodes), numbers.below(nodes));
        let kind = numbers.pick(&["R", "S", "T"]);
        parts.push(format!("(n{from})-[:{kind} {{id: {relation}, w: {}}}]->(n{to})", numbers.below(3)));
    }
    format!("CREATE {}", parts.join(", "))
}

/// A query that reads, with all its columns in `ORDER BY` so that the order of rows is fixed.
pub fn query(numbers: &mut Numbers) -> String {
    if numbers.one_in(8) {
        return shortest(numbers);
    }
    let mut names = Names::default();
    let mut text = String::new();
    for clause in 0..1 + numbers.below(2) {
        let optional = if clause > 0 && numbers.one_in(3) { "OPTIONAL " } else { "" };
        text += &format!("{optional}MATCH {}", pattern(numbers, &mut names));
        if numbers.one_in(2) {
            text += &format!(" WHERE {}", condition(numbers, &names));
        }
        text += "\n";
        if !names.nodes.is_empty() && numbers.one_in(5) {
            let kept: Vec<&str> = names.nodes.iter().map(String::as_str).collect();
            text += &format!("WITH DISTINCT {}\n", kept.join(", "));
            names.relations.clear();
            names.lists.clear();
        }
    }
    text + &returns(numbers, &names)
}

/// A query for shortest paths with conditions on their parts.
fn shortest(numbers: &mut Numbers) -> String {
    let selector = numbers.pick(&["ANY SHORTEST", "ALL SHORTEST", "SHORTEST 2 GROUPS"]);
    let kinds = numbers.pick(&["", ":R", ":S|T"]);
    let arrow = numbers.pick(&["->", "-"]);
    let condition = match numbers.below(4) {
        0 => format!("WHERE all(r IN relationships(p) WHERE r.w < {})", 1 + numbers.below(2)),
        1 => "WHERE none(n IN nodes(p) WHERE n.w = 2)".to_owned(),
        2 => "WHERE b:A".to_owned(),
        _ => String::new(),
    };
    format!(
        "MATCH p = {selector} (a)-[{kinds}*..4]{arrow}(b) {condition}\nRETURN a.id AS c0, b.id AS c1, length(p) AS c2 ORDER BY c0, c1, c2"
    )
}

#[derive(Default)]
struct Names {
    nodes: Vec<String>,
    relations: Vec<String>,
    lists: Vec<String>,
    count: usize,
}

fn pattern(numbers: &mut Numbers, names: &mut Names) -> String {
    let paths = if numbers.one_in(4) { 2 } else { 1 };
    let one = |numbers: &mut Numbers, names: &mut Names| {
        let mut text = node(numbers, names);
        for _ in 0..numbers.below(3) {
            text += &relation(numbers, names);
            text += &node(numbers, names);
        }
        text
    };
    (0..paths).map(|_| one(numbers, names)).collect::<Vec<_>>().join(", ")
}

fn node(numbers: &mut Numbers, names: &mut Names) -> String {
    let labels = numbers.pick(&["", "", ":A", ":B"]);
    let properties = if numbers.one_in(6) { format!(" {{w: {}}}", numbers.below(4)) } else { String::new() };
    if !names.nodes.is_empty() && numbers.one_in(3) {
        let again = names.nodes[numbers.below(names.nodes.len())].clone();
        return format!("({again})");
    }
    if numbers.one_in(5) {
        return format!("({labels}{properties})");
    }
    names.count += 1;
    let name = format!("a{}", names.count);
    names.nodes.push(name.clone());
    format!("({name}{labels}{properties})")
}

fn relation(numbers: &mut Numbers, names: &mut Names) -> String {
    let kinds = numbers.pick(&["", ":R", ":S", ":R|S", ":T"]);
    names.count += 1;
    let name = if numbers.one_in(2) { format!("r{}", names.count) } else { String::new() };
    let length = numbers.pick(&["", "", "", "*1..2", "*0..2", "*2", "*..3"]);
    if !name.is_empty() {
        if length.is_empty() { names.relations.push(name.clone()) } else { names.lists.push(name.clone()) }
    }
    let properties = if numbers.one_in(6) { format!(" {{w: {}}}", numbers.below(3)) } else { String::new() };
    let inside = format!("[{name}{kinds}{length}{properties}]");
    match numbers.below(3) {
        0 => format!("-{inside}->"),
        1 => format!("<-{inside}-"),
        _ => format!("-{inside}-"),
    }
}

fn condition(numbers: &mut Numbers, names: &Names) -> String {
    let mut parts = Vec::new();
    for _ in 0..1 + numbers.below(2) {
        let part = match (numbers.below(6), names.nodes.is_empty(), names.relations.is_empty()) {
            (0, false, _) => format!("{}.w = {}", of(numbers, &names.nodes), numbers.below(4)),
            (1, false, _) => format!("{}.id <> {}.id", of(numbers, &names.nodes), of(numbers, &names.nodes)),
            (2, _, false) => format!("{}.w >= {}", of(numbers, &names.relations), numbers.below(3)),
            (3, false, _) => format!("({})-[:{}]->()", of(numbers, &names.nodes), numbers.pick(&["R", "S"])),
            (4, false, _) if !names.lists.is_empty() => {
                format!("all(x IN {} WHERE x.w < {})", of(numbers, &names.lists), 1 + numbers.below(2))
            }
            (5, false, _) => format!("{}:A", of(numbers, &names.nodes)),
            _ => "true".to_owned(),
        };
        parts.push(if numbers.one_in(5) { format!("NOT ({part})") } else { part });
    }
    parts.join(numbers.pick(&[" AND ", " AND ", " OR "]))
}

fn of<'n>(numbers: &mut Numbers, names: &'n [String]) -> &'n str {
    &names[numbers.below(names.len())]
}

fn returns(numbers: &mut Numbers, names: &Names) -> String {
    let mut columns: Vec<String> = names.nodes.iter().map(|name| format!("{name}.id")).collect();
    columns.extend(names.relations.iter().map(|name| format!("{name}.id")));
    columns.extend(names.lists.iter().map(|name| format!("[x IN {name} | x.id]")));
    columns.truncate(1 + numbers.below(4));
    if columns.is_empty() {
        return "RETURN count(*) AS c0".to_owned();
    }
    let distinct = if numbers.one_in(3) { "DISTINCT " } else { "" };
    if numbers.one_in(3) {
        let last = columns.pop().unwrap_or_default();
        let call = match numbers.below(4) {
            0 => "count(*)".to_owned(),
            1 => format!("count(DISTINCT {last})"),
            2 => format!("max({last})"),
            _ => format!("count({last})"),
        };
        columns.push(call);
    }
    let listed: Vec<String> = columns.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}")).collect();
    let order: Vec<String> = (0..columns.len()).map(|at| format!("c{at}")).collect();
    format!("RETURN {distinct}{} ORDER BY {}", listed.join(", "), order.join(", "))
}
