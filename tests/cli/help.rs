//! What the tool says of itself: help, licenses.

use crate::tool::Place;

#[test]
fn help_of_the_tool() {
    let run = Place::new().run(&["--help"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out, @r#"
    Reads news and draws who threatens, criticizes, negotiates with whom

    Usage: demarche [OPTIONS] <COMMAND>

    Commands:
      extract   Find actors and their relations in news articles
      parse     Show the grammatical analysis of a text
      explain   Show the sentences behind a relation
      merge     Join graphs into one
      render    Draw a graph
      query     Ask a graph, or correct it, in an openCypher-compatible language
      shell     Ask a graph one question after the other
      stats     Count what a graph holds
      actors    See who is known, check actors of your own, find names that nobody knows
      lexicon   See which words tell a relation, check words of your own
      licenses  Print the licenses of this program and of what it is made from
      help      Print this message or the help of the given subcommand(s)

    Options:
          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche extract article.txt                 who does what to whom, as a table
      demarche extract news/ -o graph.json         a folder of articles as one graph
      demarche render graph.json -o graph.svg      a picture of it
      demarche explain graph.json Iran Britain     the sentences behind the relations of two actors
      demarche query graph.json 'MATCH (a)-[r:THREATENS]->(b) RETURN a.name, b.name'

    Exit codes: 0 done, 1 nothing found, 2 usage or bad input, 3 partly done, 4 a missing engine or
    model
    "#);
}

#[test]
fn help_of_extract() {
    insta::assert_snapshot!(Place::new().run(&["extract", "--help"]).out, @r#"
    Find actors and their relations in news articles

    Usage: demarche extract [OPTIONS] [FILE|DIR|-]...

    Arguments:
      [FILE|DIR|-]...
              Texts (.txt), JSON Lines (.jsonl) or folders of them; `-` or nothing: standard input

    Options:
      -o, --output <FILE>
              Write to this file, whole or not at all; its extension tells the format

          --format <FORMAT>
              What to write

              Possible values:
              - table: Actors and relations, for reading
              - json:  One graph: what the other commands read
              - jsonl: One object per document, in the order of the input, as they come
              - svg:   A picture
              - png:   A picture, as pixels
              - html:  A page to explore the graph in
              - dot:   A picture for Graphviz
              - toml:  With `--suggest`: a file for `--lexicon`, once its kinds are filled in
              - tsv:   With `--suggest`: the same for spreadsheets

          --offsets <OFFSETS>
              What offsets count, in mentions given and in `jsonl` written

              Possible values:
              - bytes: Bytes of UTF-8
              - chars: Code points, as Python counts
              
              [default: bytes]

          --date <YYYY-MM-DD>
              Day of publication of documents that state none

          --actors <FILE>
              Your own actors (.toml, .jsonl, .csv), or others' lists (.txt, .json); repeatable

          --lexicon <FILE>
              Your own words (.toml, .tsv) on top of the built-in lexicon; repeatable

          --suggest
              Instead of relations, list the words that may join two actors and are not in the lexicon,
              most frequent first

          --min-confidence <X>
              Leave out relations that are less sure than this, 0 to 1
              
              [default: 0]

          --threads <N>
              How many processors to use; 0: all of them
              
              [default: 0]

          --all
              Show everything: denied relations too, and the tails of long tables

          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche extract article.txt
      demarche extract news/ archive.jsonl -o graph.json
      demarche extract article.txt --date 2016-09-28 -o article.svg
      cat archive.jsonl | demarche extract - --format jsonl > found.jsonl
      demarche extract news/ --suggest -o words.toml
      demarche extract news/ --lexicon words.toml

    A line of JSON Lines is {"id", "text", "title"?, "date"?, "url"?, "mentions"?: [{"start", "end"}]};
    given mentions are used instead of found ones. Standard input may be either form.
    "#);
}

#[test]
fn help_of_render() {
    insta::assert_snapshot!(Place::new().run(&["render", "--help"]).out, @r#"
    Draw a graph

    Usage: demarche render [OPTIONS] <GRAPH>

    Arguments:
      <GRAPH>
              A graph (.json) or found documents (.jsonl); `-`: standard input

    Options:
      -o, --output <FILE>
              Write to this file (.svg, .png, .html, .dot), whole or not at all; `-` or nothing:
              standard output

          --format <FORMAT>
              What to write; by default what the extension of the file says, else svg

              Possible values:
              - svg:  Scales; shows the sentences where the pointer rests
              - png:  Pixels
              - html: A page to explore the whole graph in: one file, no network
              - dot:  The graph for Graphviz

          --focus <ACTOR>
              Only this actor and what stands around it

          --hops <N>
              How many steps around the focus
              
              [default: 1]

          --kind <KIND>
              Only these kinds of relation

          --since <DATE>
              Only relations of this day, month or year, or later

          --until <DATE>
              Only relations of this day, month or year, or earlier

          --min-count <N>
              Only relations that at least so many sentences tell
              
              [default: 1]

          --limit <N>
              At most so many lines, heaviest first
              
              [default: 60]

          --group-by <WHAT>
              What to put frames around

              Possible values:
              - side: The state that an actor belongs to
              - kind: What sort of actor it is
              - none: No frames
              
              [default: side]

          --theme <THEME>
              Colors; light where none are given, in a page those of the reader's system

              Possible values:
              - light
              - dark
              - print:      For paper
              - colorblind: Conflict in oranges, cooperation in blues

          --direction <DIRECTION>
              Which way lines run

              Possible values:
              - auto:  Whichever gives the better picture
              - down:  From top to bottom
              - right: From left to right
              
              [default: auto]

          --engine <NAME|PATH>
              What lays the picture out: builtin, or a Graphviz program that is installed (dot, sfdp, a
              path)
              
              [default: builtin]

          --timeout <SECONDS>
              How long laying out may take, in seconds
              
              [default: 30]

          --timeline
              Draw events over time instead: the pairs of actors told of most, by month

          --title <TEXT>
              Title of the picture

          --all
              Draw denied relations too

          --color <WHEN>
              When to use color; `auto` also heeds NO_COLOR

              Possible values:
              - auto:   On a terminal
              - always
              - never
              
              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      demarche render graph.json -o graph.svg
      demarche render graph.json -o graph.html                   a page to explore
      demarche render graph.json --focus Iran --hops 2 --theme dark -o iran.png
      demarche render graph.json --kind threatens,sanctions --since 2016-09 --limit 30 -o threats.svg
      demarche render graph.json --timeline --focus Iran -o iran-by-month.svg
      demarche render graph.json --engine dot -o graph.png       laid out by an installed Graphviz
      demarche render graph.json --format dot | dot -Tpdf > graph.pdf
    "#);
}

#[test]
fn every_command_shows_examples() {
    let place = Place::new();
    for command in ["extract", "parse", "explain", "merge", "render", "query", "shell", "stats", "actors", "licenses"] {
        let run = place.run(&[command, "--help"]);
        assert!(
            run.out.contains(&format!("Examples:\n  demarche {command}")) || run.out.contains("| demarche"),
            "{command}"
        );
        assert!(run.out.contains("--color"), "{command}");
    }
    for command in ["check", "show", "learn", "import"] {
        let run = place.run(&["actors", command, "--help"]);
        assert!(run.out.contains(&format!("Examples:\n  demarche actors {command}")), "{}", run.out);
    }
}

#[test]
fn licenses_are_all_there() {
    let run = Place::new().run(&["licenses"]);
    assert_eq!(run.code, 0);
    for part in ["MIT License", "Apache License", "en_core_web_sm", "WordNet", "Princeton", "spaCy"] {
        assert!(run.out.contains(part), "{part}");
    }
}
