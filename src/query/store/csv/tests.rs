use super::super::super::value::Value;
use super::{CsvOptions, Graph};

const NODES: &str = "id,name\n1,Iran\n2,Oman\n";

#[track_caller]
fn read(nodes: &str, edges: &str) -> Graph {
    Graph::from_csv(nodes.as_bytes(), edges.as_bytes(), &CsvOptions::default()).unwrap()
}

/// The values of a column of relations.
#[track_caller]
fn column(head: &str, values: &[&str], options: &CsvOptions) -> String {
    let rows: Vec<_> = values.iter().map(|value| format!("1,2,T,{value}\n")).collect();
    let edges = format!("src,dst,type,{head}\n{}", rows.concat());
    let graph = Graph::from_csv(NODES.as_bytes(), edges.as_bytes(), options).unwrap();
    let key = graph.key(head.split(':').next().unwrap()).unwrap();
    let texts = graph.relations().map(|relation| match graph.relation_value(relation, key) {
        Value::Null => "-".to_owned(),
        Value::String(text) => format!("'{text}'"),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(value) => value.to_string(),
        other => other.type_name().to_owned(),
    });
    texts.collect::<Vec<_>>().join(" ")
}

#[test]
fn types_of_columns() {
    for (case, head, values, expected) in [
        ("whole numbers", "x", &["1", "", "-3", "0"][..], "1 - -3 0"),
        ("numbers", "x", &["1", "2.50", "", "-1e3"], "1.0 2.5 - -1000.0"),
        ("true and false", "x", &["true", "False", ""], "true false -"),
        ("text behind numbers keeps the numbers as written", "x", &["10", "1.50", "n/a"], "'10' '1.50' 'n/a'"),
        ("codes are text", "x", &["007", "12"], "'007' '12'"),
        ("a plus is text", "x", &["+1", "12"], "'+1' '12'"),
        ("minus zero is text", "x", &["-0", "a"], "'-0' 'a'"),
        ("numbers that do not fit are text", "x", &["99999999999999999999", "1"], "'99999999999999999999' '1'"),
        ("no infinity", "x", &["inf", "1"], "'inf' '1'"),
        ("dates are text", "day", &["2014-03-01", "2014-03-02"], "'2014-03-01' '2014-03-02'"),
        ("stated: date", "day:DATE", &["2014-03-01", ""], "date -"),
        ("stated: whole number", "x:int", &["007", ""], "7 -"),
        ("stated: number", "x:float", &["1", "NaN"], "1.0 NaN"),
        ("stated: text", "x:string", &["1", "2"], "'1' '2'"),
        ("stated: true and false", "x:boolean", &["TRUE", "false"], "true false"),
        ("nothing", "x", &["", ""], "- -"),
        ("quotes", "x", &["\"a,\"\"b\"\"\"", "c"], "'a,\"b\"' 'c'"),
    ] {
        assert_eq!(column(head, values, &CsvOptions::default()), expected, "{case}");
    }
    let dates = CsvOptions { dates_as_text: false, ..CsvOptions::default() };
    assert_eq!(column("day", &["2014-03-01", ""], &dates), "date -");
    assert_eq!(column("day", &["2014-03-01", "2014-03"], &dates), "'2014-03-01' '2014-03'");
}

#[test]
fn a_sparse_column() {
    let values: Vec<String> = (0..500).map(|at| if at % 100 == 99 { at.to_string() } else { String::new() }).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let read = column("x", &values, &CsvOptions::default());
    assert_eq!(read.split(' ').filter(|text| *text != "-").collect::<Vec<_>>(), ["99", "199", "299", "399", "499"]);
}

#[test]
fn labels_and_the_id() {
    let graph = read("Id,label\nir,State;Member\nom,\n", "source,target,type\nir,om,MEETS\n");
    let names = |node| graph.labels(node).iter().map(|label| &**graph.label_name(*label)).collect::<Vec<_>>();
    let mut nodes = graph.nodes();
    let (first, second) = (nodes.next().unwrap(), nodes.next().unwrap());
    assert_eq!((names(first), names(second)), (vec!["State", "Member"], vec!["Actor"]));
    assert_eq!(graph.node_text(first, graph.key("Id").unwrap()).map(|text| &**text), Some("ir"));
    assert_eq!(graph.outgoing_of(first, graph.kind("MEETS").unwrap())[0].node, second);
}

#[test]
fn heads_of_neo4j() {
    let nodes = "\u{feff}:ID(Person),name:string,age:int,:LABEL,x:IGNORE\n1,Ann,30,Person,-\n2,Bob,,Person;Admin,-\n";
    let graph = read(nodes, ":START_ID(Person),:END_ID(Person),:TYPE,since:date\n1,2,KNOWS,2014-03-01\n");
    assert_eq!(graph.key_names().collect::<Vec<_>>(), ["id", "name", "age", "since"]);
    assert_eq!(graph.find_nodes(graph.label("Person"), graph.key("age").unwrap(), &Value::from(30)).len(), 1);
}

#[test]
fn a_column_source_beside_src_is_a_property() {
    let graph = read(NODES, "src,dst,type,source\n1,2,MEETS,Reuters\n");
    assert_eq!(graph.key_names().collect::<Vec<_>>(), ["id", "name", "source"]);
}

#[test]
fn another_id() {
    let options = CsvOptions { id: Some("code".into()), ..CsvOptions::default() };
    let graph = Graph::from_csv("id,code\n1,IR\n2,OM\n".as_bytes(), "src,dst,type\nIR,OM,A\n".as_bytes(), &options);
    assert_eq!(graph.unwrap().relation_count(), 1);
}

#[test]
fn errors() {
    const EDGES: &str = "src,dst,type\n";
    for (case, nodes, edges, error, hint) in [
        ("no file", "", EDGES, "nodes, line 1: the file is empty; a line of column names is wanted", ""),
        ("no id", "key,name\n", EDGES, "nodes, line 1: no column `id`", "the columns are `key`, `name`"),
        (
            "no type",
            NODES,
            "src,dst,tpye\n",
            "edges, line 1: no column `type`",
            "did you mean column `tpye`? name it `type`",
        ),
        ("an id twice", "id\n1\n1\n", EDGES, "nodes, line 3, column `id`: node `1` is there twice", ""),
        ("an empty id", "id,name\n,x\n", EDGES, "nodes, line 2, column `id`: a node without an id", ""),
        (
            "an unknown node",
            NODES,
            "src,dst,type\n1,2,A\n3,2,A\n",
            "edges, line 3, column `src`: no node `3`",
            "every id here must be that of a row in the file of nodes",
        ),
        (
            "a space",
            NODES,
            "src,dst,type\n1, 2,A\n",
            "edges, line 2, column `dst`: no node ` 2`",
            "there is one without the spaces around the id",
        ),
        (
            "no type of a relation",
            NODES,
            "src,dst,type\n1,2,\n",
            "edges, line 2, column `type`: a relation without a type",
            "",
        ),
        (
            "not of its type",
            NODES,
            "src,dst,type,n:int\n1,2,A,x\n",
            "edges, line 2, column `n:int`: `x` is no whole number",
            "",
        ),
        (
            "no date",
            NODES,
            "src,dst,type,d:date\n1,2,A,x\n",
            "edges, line 2, column `d:date`: `x` is no date (`YYYY-MM-DD`)",
            "",
        ),
        (
            "neither true nor false",
            NODES,
            "src,dst,type,b:bool\n1,2,A,x\n",
            "edges, line 2, column `b:bool`: `x` is neither `true` nor `false`",
            "",
        ),
        (
            "a ragged row",
            NODES,
            "src,dst,type\n\n1,2,A,x\n",
            "edges, line 3: 4 fields where the head has 3",
            "put a field that contains the delimiter or a line break in quotes",
        ),
        ("a column twice", NODES, "src,dst,type,n,n\n", "edges, line 1, column `n`: the column is there twice", ""),
        (
            "an unknown type",
            NODES,
            "src,dst,type,n:itn\n",
            "edges, line 1, column `n:itn`: no type `itn`",
            "did you mean `n:int`?",
        ),
        (
            "a column without a name",
            ",id\n",
            EDGES,
            "nodes, line 1, column ``: column 1 has no name",
            "name it, or write `:IGNORE` to leave it out",
        ),
    ] {
        let found = Graph::from_csv(nodes.as_bytes(), edges.as_bytes(), &CsvOptions::default()).unwrap_err();
        assert_eq!((found.to_string().as_str(), found.hint().unwrap_or_default()), (error, hint), "{case}");
        assert_eq!(found.is_of_edges(), error.starts_with("edges"), "{case}");
    }
}

#[test]
fn lines_are_counted_whatever_ends_them() {
    for (edges, line) in [
        ("src,dst,type\n1,2,A\n1,9,A\n", 3),
        ("src,dst,type\n1,2,A\n1,9,A", 3),
        ("src,dst,type\r\n1,2,A\r\n1,9,A\r\n", 3),
        ("src,dst,type\r\n1,2,A\r\n1,9,A", 3),
        ("src,dst,type\n\n\n1,9,A\n", 4),
        ("src,dst,type\r\n\r\n1,9,A\r\n", 3),
        ("src,dst,type,x\n1,2,A,\"a\nb\"\n1,9,A,\"a\nb\"\n", 4),
        ("src,dst,type,x\r\n1,2,A,\"a\r\nb\"\r\n1,9,A,\"a\r\nb\"\r\n", 4),
    ] {
        let error = Graph::from_csv(NODES.as_bytes(), edges.as_bytes(), &CsvOptions::default()).unwrap_err();
        assert_eq!(error.line(), Some(line), "{edges:?}");
    }
}

#[test]
fn not_utf8() {
    let error = Graph::from_csv(&b"id,name\n1,\xff\n"[..], "".as_bytes(), &CsvOptions::default()).unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.hint()),
        ("nodes, line 2, column `name`: not UTF-8", Some("save the file as UTF-8"))
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(nodes in "(id|:ID|name|x:int|,|;|\n|\"|1|2|\\.|é| ){0,40}", edges in "(src,dst,type|x:date|,|\n|\"|1|2| ){0,40}") {
        let _ = Graph::from_csv(nodes.as_bytes(), edges.as_bytes(), &CsvOptions::default());
    }
}
