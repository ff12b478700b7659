//! Whole texts: who is mentioned, and who it is.

use std::sync::{Arc, LazyLock};

use super::words::Words;
use crate::actors::{ActorKind, Cast, Catalog, Form, Gender, Resolver};
use crate::nlp::Pipeline;
use crate::text::{Document, Span};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::builtin().unwrap());
static RESOLVER: LazyLock<Resolver> = LazyLock::new(|| Resolver::new(Arc::new(Catalog::builtin().unwrap())));

fn resolve(text: &str) -> (Document, Cast) {
    let document = Document::new("test", text);
    let cast = RESOLVER.resolve(&PIPELINE.parse(&document));
    (document, cast)
}

fn ids(cast: &Cast, actors: &[usize]) -> String {
    actors.iter().map(|&actor| &*cast.actors[actor].id).collect::<Vec<_>>().join("+")
}

/// Each `TEXT=ID+ID` must be among the mentions; each `-TEXT` must not be a mention's text; each `!ID` no actor.
#[track_caller]
pub(super) fn check(text: &str, expected: &[&str]) {
    let (document, cast) = resolve(text);
    let found: Vec<String> =
        cast.mentions.iter().map(|m| format!("{}={}", m.span.of(&document.text), ids(&cast, &m.actors))).collect();
    for want in expected {
        let good = match (want.strip_prefix('-'), want.strip_prefix('!')) {
            (Some(absent), _) => !cast.mentions.iter().any(|m| m.span.of(&document.text) == absent),
            (_, Some(id)) => !cast.mentions.iter().any(|m| m.actors.iter().any(|&a| &*cast.actors[a].id == id)),
            _ => found.iter().any(|mention| mention == want),
        };
        assert!(good, "{text}\nwanted {want}\nfound {found:#?}");
    }
}

/// Each `NAME: title [tie] of IDS` must be a title of a mention with that text.
#[track_caller]
fn check_titles(text: &str, expected: &[&str]) {
    let (document, cast) = resolve(text);
    let parsed = PIPELINE.parse(&document);
    let mut found = Vec::new();
    for mention in cast.mentions.iter().filter(|mention| mention.form == Form::Name) {
        for title in &mention.titles {
            let of: Vec<String> = title.of.iter().map(|&k| ids(&cast, &cast.mentions[k].actors)).collect();
            let words = parsed.span(title.tokens.clone()).of(&document.text);
            let (name, tie) = (mention.span.of(&document.text), title.tie.as_deref().unwrap_or("-"));
            found.push(format!("{name}: {words} [{tie}] of {}", of.join(",")));
        }
    }
    found.sort();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn states_under_all_their_names() {
    check("The U.S. warned Russia.", &["U.S.=state:USA", "Russia=state:RUS"]);
    check("Russian jets bombed the Syrians.", &["Syrians=state:SYR", "Russian=state:RUS"]);
    check("They asked us to come.", &["!state:USA"]);
    check("He will meet them in May.", &["-May"]);
}

#[test]
fn bodies_of_states() {
    check("The Syrian army shelled the town.", &["Syrian army=state:SYR"]);
    check("The Kenyan opposition left the talks.", &["Kenyan opposition=group:ken-opposition"]);
    check("The government of Iraq thanked its partners.", &["government of Iraq=state:IRQ", "its=state:IRQ"]);
    check("Syrian weather is mild.", &["-Syrian weather"]);
}

#[test]
fn parts_of_names() {
    check(
        "Mary Brandon met the press. Brandon smiled.",
        &["Mary Brandon=person:mary-brandon", "Brandon=person:mary-brandon"],
    );
    check("Officials praised Kowalski. Anna Kowalski thanked them.", &["Kowalski=person:anna-kowalski"]);
    check("Anna Kowalski spoke. Peter Marsh listened.", &["Peter Marsh=person:peter-marsh"]);
    check(
        "The Northern Relief Front (NRF) left. The NRF came back.",
        &["Northern Relief Front=org:northern-relief-front", "NRF=org:northern-relief-front"],
    );
}

#[test]
fn titles_at_names() {
    check_titles(
        "Russian Foreign Minister Sergey Lavrov spoke.",
        &["Sergey Lavrov: Foreign Minister [represents] of state:RUS"],
    );
    check_titles("Anna Kowalski spoke.", &[]);
    check_titles("Omar Haddad, the leader of Hezbollah, spoke.", &["Omar Haddad: leader [leads] of group:hezbollah"]);
    check_titles(
        "U.S. Sens. Mary Brandon, R-Ariz., and Peter Marsh, D-Ohio, agreed.",
        &["Mary Brandon: Sens [represents] of state:USA", "Peter Marsh: Sens [represents] of state:USA"],
    );
    check_titles("Anna Kowalski met President Peter Marsh.", &["Peter Marsh: President [leads] of "]);
}

#[test]
fn titles_name_a_state_that_is_theirs() {
    for (text, expected) in [
        ("Ugandan President Peter Marsh left Kenya.", "President [leads] of state:UGA"),
        ("Kenya's then-President Peter Marsh spoke.", "President [leads] of state:KEN"),
        ("Iran President Peter Marsh spoke.", "President [leads] of state:IRN"),
        ("Peter Marsh, the Kenyan-born president of Uganda, spoke.", "president [leads] of state:UGA"),
        ("Sudan met Russia. President Peter Marsh left.", "President [leads] of "),
        ("Britain told President Peter Marsh to leave.", "President [leads] of "),
        ("The pro-Russian President Peter Marsh left.", "President [leads] of "),
        ("In Britain President Peter Marsh met the queen.", "President [leads] of "),
        ("The American ambassador to Kenya, Peter Marsh, spoke.", "ambassador [represents] of state:USA"),
        ("Spokesman for the Taliban Peter Marsh spoke.", "Spokesman [represents] of group:taliban"),
        ("Peter Marsh, ambassador to Kenya, spoke.", "ambassador [represents] of "),
        ("Peter Marsh, the minister for Syria, spoke.", "minister [represents] of "),
        ("Japanese Defense Minister Peter Marsh spoke.", "Defense Minister [represents] of state:JPN"),
        ("Defense Minister Peter Marsh left.", "Defense Minister [represents] of "),
    ] {
        check_titles(text, &[&format!("Peter Marsh: {expected}")]);
    }
    check("Japanese Defense Minister Peter Marsh spoke.", &["-Defense"]);
}

#[test]
fn heads_of_a_branch_do_not_lead_the_state() {
    for (text, expected) in [
        ("Kenyan President Peter Marsh spoke.", "President [leads] of state:KEN"),
        ("Hezbollah commander Peter Marsh spoke.", "commander [leads] of group:hezbollah"),
        ("Kenyan army chief Peter Marsh spoke.", "chief [represents] of state:KEN"),
        ("Kenyan commander Peter Marsh spoke.", "commander [represents] of state:KEN"),
        ("Kenyan rebel leader Peter Marsh spoke.", "rebel leader [leads] of "),
    ] {
        check_titles(text, &[&format!("Peter Marsh: {expected}")]);
    }
}

#[test]
fn pronouns() {
    check("Mary Brandon left. She was angry.", &["She=person:mary-brandon"]);
    check("Peter Marsh met Mary Brandon. She was angry.", &["She=person:mary-brandon"]);
    check("It is easy to criticize France.", &["-It"]);
    check("France, which borders Spain, agreed.", &["which=state:FRA"]);
    check("\"I am leaving,\" Mary Brandon said.", &["I=person:mary-brandon"]);
    check("I am leaving.", &["-I"]);
}

#[test]
fn descriptions() {
    check("Kenya closed its border. The country blamed smugglers.", &["country=state:KEN"]);
    check("Kenya met Uganda. Both countries signed.", &["countries=state:KEN+state:UGA"]);
    check("Kenya met Uganda. The country signed.", &["-country"]);
    check("A country needs rules.", &["-country"]);
}

#[test]
fn names_that_are_not_what_they_seem() {
    check("The Washington Post reported it.", &["-Washington"]);
    check("Michael Jordan met the press. Jordan smiled.", &["Jordan=person:michael-jordan", "!state:JOR"]);
    check("Jordan closed its border. They met Michael Jordan.", &["Michael Jordan=person:michael-jordan"]);
    check("Atlanta is the largest city in Georgia.", &["!state:GEO"]);
    check("Georgian soldiers left. Georgia thanked them.", &["Georgia=state:GEO"]);
    check("They roasted a turkey.", &["!state:TUR"]);
    check("France left the Paris Agreement.", &["-Paris", "France=state:FRA"]);
    check("The Italian Harvest Movement met.", &["!group:ita-movement"]);
    check("Officials said Russia today closed the road.", &["Russia=state:RUS", "-Russia today"]);
    check("U.S.-Russia talks failed.", &["U.S.-Russia=state:USA+state:RUS"]);
}

#[test]
fn capitals_are_towns_unless_they_act() {
    check("Moscow accused Kyiv.", &["Moscow=state:RUS"]);
    check("He flew to Moscow.", &["Moscow=place:moscow", "!state:RUS"]);
    check("They met in Moscow.", &["!state:RUS"]);
    check("The envoy is close to Ankara.", &["Ankara=state:TUR"]);
    check("The incursions that Ankara had mounted ended.", &["Ankara=state:TUR"]);
    check("Madrid hosts a fair.", &["Madrid=place:madrid"]);
    check("The rebels shelled Kinshasa.", &["Kinshasa=place:kinshasa"]);
}

#[test]
fn a_body_beside_a_name_is_whom_the_name_means() {
    check("The PKK, a Kurdish movement, met.", &["Kurdish movement=group:pkk"]);
    check("They met the Lebanese movement Hezbollah.", &["Lebanese movement=group:hezbollah"]);
    check("A Kurdish movement met. Hezbollah left.", &["Kurdish movement=group:kurds"]);
}

#[test]
fn a_president_may_be_known_to_the_catalog() {
    check("Emmanuel Macron ate. The French president slept.", &["French president=person:emmanuel-macron"]);
    check("Emmanuel Macron ate. The Peruvian president slept.", &["Peruvian president=person:president-of-peru"]);
}

#[test]
fn sides_of_a_conflict() {
    check("The Kenyan army met the opposition forces.", &["opposition forces=group:opposition-force"]);
    check("The Assad regime fell. The regime was old.", &["regime=state:SYR", "!person:bashar-al-assad"]);
    check("The Kenyan government met Uganda. The government agreed.", &["government=state:KEN"]);
    check("North Korea fired at South Korea. The South answered.", &["South=state:KOR"]);
    check("They drove to the South.", &["!state:KOR"]);
}

#[test]
fn unnamed_offices_and_voices() {
    check("A State Department spokesman denied it.", &["State Department spokesman=org:us-state-department"]);
    check(
        "French President Emmanuel Macron met Chancellor Angela Merkel. Both leaders smiled.",
        &["leaders=person:emmanuel-macron+person:angela-merkel"],
    );
    check(
        "Kenyan opposition leader Peter Marsh spoke.",
        &["-Kenyan opposition leader", "Peter Marsh=person:peter-marsh"],
    );
    check("A spokesman denied it.", &["-spokesman"]);
    check("Civilians fled and two hospitals burned.", &["-Civilians", "-hospitals", "-two hospitals"]);
}

#[test]
fn common_nouns_stop_pronouns() {
    check("Mary Brandon saw the soldiers. They were tired.", &["-They"]);
    check("Kenya saw a ship. The ship sank because it was old.", &["-it"]);
}

#[test]
fn speakers() {
    let statement = "Foreign Minister Anna Kowalski said:\nI thank our friends. I will stay.";
    check(statement, &["I=person:anna-kowalski"]);
    check("Peter Marsh smiled. \"I agree,\" said Mary Brandon.", &["I=person:mary-brandon"]);
    check("\"I agree,\" it says on the wall.", &["-I"]);
    check("Kenya is large. Kenya is our nation. Kenya is home. We are proud.", &["We=state:KEN"]);
    check("Kenya is large. Kenya is green. Kenya is home. We are proud.", &["-We"]);
    check("Kenya is large. Uganda is our nation. We are proud.", &["-We"]);
}

#[test]
fn given_spans_are_the_mentions() {
    let document = Document::new("test", "The French president scolded two fishermen.");
    let parsed = PIPELINE.parse(&document);
    let at = |text: &str| {
        let start = document.text.find(text).unwrap();
        Span::new(start, start + text.len())
    };
    let spans = [at("two fishermen"), at("French president"), Span::new(0, 0)];
    let cast = RESOLVER.resolve_given(&parsed, &spans).only_marked();
    let found: Vec<_> =
        cast.mentions.iter().map(|m| (m.span.of(&document.text), parsed.text(m.head), m.actors.len())).collect();
    assert_eq!(found, [("French president", "president", 1), ("two fishermen", "fishermen", 1)]);
    assert_ne!(cast.mentions[0].actors, cast.mentions[1].actors);
    let umlaut = Document::new("test", "Zoë met Ann.");
    let parsed = PIPELINE.parse(&umlaut);
    let mentions = |start, end| RESOLVER.resolve_given(&parsed, &[Span::new(start, end)]).only_marked().mentions.len();
    assert_eq!((mentions(0, 4), mentions(9, 12)), (1, 1));
    let nowhere = [(0, 3), (3, 8), (9, 99), (99, 100), (4, 0), (2, 2)];
    assert_eq!(nowhere.map(|(start, end)| mentions(start, end)), [0; 6]);
}

#[test]
fn found_mentions_stay_around_given_ones() {
    let document = Document::new("test", "Kenya scolded two fishermen from Uganda.");
    let parsed = PIPELINE.parse(&document);
    let cast = RESOLVER.resolve_given(&parsed, &[Span::new(14, 27)]);
    let found: Vec<_> = cast.mentions.iter().map(|m| (m.span.of(&document.text), cast.is_marked(m.head))).collect();
    assert_eq!(found, [("Kenya", false), ("two fishermen", true), ("Uganda", false)]);
    assert!(RESOLVER.resolve(&parsed).only_marked().mentions.is_empty());
}

#[test]
fn any_text_is_read() {
    for text in [
        "",
        " ",
        "\n\n",
        ".",
        "\"",
        "R-",
        "(",
        "the the the",
        "U.S.-",
        "-Russia",
        "of of",
        "Sens. , and",
        "‘’“”\u{0}",
        "A (B) (C",
    ] {
        let (_, cast) = resolve(text);
        assert!(cast.mentions.iter().all(|mention| !mention.tokens.is_empty()));
    }
}

/// Country and sector of a phrase, `-` for none.
#[track_caller]
fn check_affiliation(text: &str, expected: &str) {
    let document = Document::new("test", text);
    let parsed = PIPELINE.parse(&document);
    let found = RESOLVER.affiliation(&parsed, &RESOLVER.resolve(&parsed));
    let show = |code: Option<String>| code.unwrap_or_else(|| "-".to_owned());
    assert_eq!(format!("{} {}", show(found.country), show(found.sector)), expected, "{text}");
}

#[test]
fn phrases_tell_country_and_sector() {
    for (text, expected) in [
        ("Kenyan soldiers", "KEN MIL"),
        ("Peruvian lawmakers", "PER LEG"),
        ("Grenoble police", "FRA COP"),
        ("students from Ghana", "GHA EDU"),
        ("the Bolivian president's spokesman", "BOL GOV"),
        ("a former Kenyan president", "KEN ELI"),
        ("a Dutch aid worker", "NLD NGO"),
        ("the Kenyan ambassador to Uganda", "KEN GOV"),
        ("a military intelligence officer", "- SPY"),
        ("members of the Riigikogu", "EST LEG"),
        ("the Chilean Transport Workers' Union", "CHL LAB"),
    ] {
        check_affiliation(text, expected);
    }
}

#[test]
fn phrases_tell_no_more_than_they_say() {
    for (text, expected) in [
        ("the weather", "- -"),
        ("soldiers", "- MIL"),
        ("an ambassador to Uganda", "- GOV"),
        ("rebels against Kenya", "- REB"),
        ("United Nations officials", "- GOV"),
        ("the United Nations", "- IGO"),
        ("Peru's Defense Department", "PER GOV"),
        ("a town", "- CVL"),
        ("Jane Marsh", "- -"),
        ("two cars", "- -"),
        ("a green table", "- -"),
    ] {
        check_affiliation(text, expected);
    }
}

#[test]
fn actors_of_the_document_have_country_and_sector() {
    for (text, id, expected) in [
        ("Kenyan army chief Peter Marsh spoke.", "person:peter-marsh", "KEN MIL"),
        ("Peter Marsh flew from Kenya to Grenoble.", "place:grenoble", "FRA -"),
        ("Peter Marsh spoke.", "person:peter-marsh", "- -"),
        ("Mr. Peter Marsh left Kenya.", "person:peter-marsh", "- -"),
    ] {
        let (_, cast) = resolve(text);
        let actor = cast.actors.iter().find(|actor| &*actor.id == id).unwrap_or_else(|| panic!("{text}: {cast:#?}"));
        let show = |code: &Option<String>| code.clone().unwrap_or_else(|| "-".to_owned());
        assert_eq!(format!("{} {}", show(&actor.country), show(&actor.sector)), expected, "{text}");
    }
}

#[test]
fn names_that_the_recognizer_misses() {
    check(
        "The Northern Relief Council met. Aid came late, said the Council. A council is slow.",
        &["Council=org:northern-relief-council", "-council"],
    );
    check("Special Envoy Kowalski left Kenya.", &["Kowalski=person:kowalski"]);
    check("Samuel Varga, the Special Envoy for Trade, left Kenya.", &["Samuel Varga=person:samuel-varga"]);
    check("They sailed on Lake Torvald. Torvald is deep.", &["Torvald=place:torvald"]);
    check("They live in Sarobar, an area outside Kabul.", &["Sarobar=place:sarobar"]);
}

#[test]
fn what_is_no_name() {
    check("QUESTION: Will Kenya agree?\nANSWER: It will.", &["-QUESTION", "-ANSWER", "Kenya=state:KEN"]);
    check("Kenya joined Operation Silver Lake.", &["-Operation Silver Lake", "-Silver Lake"]);
    check("The hill (Russian: Gora) is steep.", &["-Russian", "!state:RUS"]);
    check("Russian: the word is hard.", &["-Russian"]);
    check("Kenya's Defense Department opened.", &["!org:us-pentagon"]);
}

#[test]
fn armies_are_organizations_and_a_people_is_a_group() {
    let (document, cast) = resolve("The Kenyan army met Kenyans in Kenya.");
    let kinds: Vec<String> =
        cast.mentions.iter().map(|m| format!("{} {}", m.span.of(&document.text), m.kind)).collect();
    assert_eq!(kinds, ["Kenyan army organization", "Kenyan state", "Kenyans group", "Kenya state"]);
    assert!(cast.mentions.iter().all(|m| &*cast.actors[m.actors[0]].id == "state:KEN"));
}

#[test]
fn the_built_in_words_are_sound() {
    let words = Words::builtin();
    assert_eq!(words.pronoun("she").and_then(|pronoun| pronoun.gender), Some(Gender::Female));
    assert_eq!(words.pronoun("kerry"), None);
    assert_eq!(words.first_name("Angela"), Some(Gender::Female));
    assert_eq!(words.first_name("Kerry"), None);
    assert_eq!(words.person_noun("widow"), Some(Some(Gender::Female)));
    assert_eq!(words.person_noun("ship"), None);
    assert!(words.says("reiterate") && !words.says("bomb"));
    assert!(words.acts("deploy") && !words.acts("lie"));
    assert_eq!(words.description("country").map(|noun| noun.kinds.as_slice()), Some(&[ActorKind::State][..]));
    assert!(words.description("weather").is_none());
}
