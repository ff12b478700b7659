//! One short text a case, by family of rules; as many that must stay open as must be linked.

use super::super::tests::check;

#[test]
fn he_and_she() {
    check("Mary Brandon met Peter Marsh. He thanked her.", &["He=person:peter-marsh", "her=person:mary-brandon"]);
    check("Mary Brandon said she would call Peter Marsh.", &["she=person:mary-brandon"]);
    check("Peter Marsh left. His car broke down.", &["His=person:peter-marsh"]);
    // Somebody without a name is meant, also by the pronouns that follow.
    check("Peter Marsh left. A driver who sleeps is no driver. He loses time. He loses his job.", &["-He", "-his"]);
    check("Peter Marsh left. The widow wept. She had waited.", &["-She"]);
    check("Mary Brandon left. He was angry.", &["-He"]);
}

#[test]
fn it_and_its() {
    check("NATO moved its troops.", &["its=org:nato"]);
    check("Kenya closed the road because it feared an attack.", &["it=state:KEN"]);
    check("Kenya recalled its envoy.", &["its=state:KEN"]);
    check("Kenya signed. It was Uganda that hesitated.", &["-It"]);
    check("Kenya signed. It seems that the rain has stopped.", &["-It"]);
    check("Kenya signed. Is it not marvelous how fast time goes?", &["-it"]);
    check("The Kenyans signed. It was late.", &["-It"]);
}

#[test]
fn they_and_their() {
    check("France and Spain signed. They shook hands.", &["They=state:FRA+state:ESP"]);
    check("Peter Marsh praised the Americans for helping their friends.", &["their=state:USA"]);
    check("Hezbollah left. They had lost.", &["They=group:hezbollah"]);
    check("Kenya shelled the houses. They burned all night.", &["-They"]);
    check("Peter Marsh left. They say rain is coming.", &["-They"]);
    check("Kenya thanked the nurses. They had worked all night.", &["-They"]);
}

#[test]
fn reflexives() {
    check("Peter Marsh defended himself.", &["himself=person:peter-marsh"]);
    check("Peter Marsh came to Kenya to defend himself.", &["himself=person:peter-marsh"]);
    check("Peter Marsh signed letters, calling himself a king.", &["himself=person:peter-marsh"]);
    check("Peter Marsh watched the widow defend herself.", &["-herself"]);
    check("Mary Brandon saw that the guard had hurt himself.", &["-himself"]);
    check("Peter Marsh heard that Mary Brandon blamed herself.", &["herself=person:mary-brandon"]);
}

#[test]
fn letters() {
    let signed = "Dear Ms. Brandon,\n\nI saw the house and liked it. You would like it.\n\nSincerely,\nPeter Marsh";
    check(signed, &["I=person:peter-marsh", "You=person:brandon"]);
    let open = "Dear friends,\n\nI saw the house. You would like it.\n\nYours, Peter Marsh";
    check(open, &["I=person:peter-marsh", "-You"]);
    check("Dear Mary,\n\nI saw the house. We liked it.\n\nLove, Peter Marsh", &["-We"]);
    check("Dear Mary,\n\nI saw the house.", &["-I"]);
    check("Peter Marsh saw the dear old house. I liked it.", &["-I"]);
}

#[test]
fn speakers_of_transcripts() {
    let labels = "Mr. Marsh: I welcome the plan.\n\nMs. Brandon: I reject it.\n\nQ: I do not see why.";
    check(labels, &["I=person:marsh", "I=person:brandon"]);
    check("Thank you. Ms. Brandon? Good morning. I will speak of my plan.", &["I=person:brandon", "my=person:brandon"]);
    check("The chair recognizes Mary Brandon. I rise to oppose the bill.", &["I=person:mary-brandon"]);
    check("Q: I do not see why.\n\nPeter Marsh left.", &["-I"]);
    check("Who came? Peter Marsh came. I did not.", &["-I"]);
    check("Mary Brandon is recognized for her work. I like it.", &["-I"]);
}

#[test]
fn those_who_introduce_themselves() {
    check("My name is Peter Marsh. I grow tea.", &["My=person:peter-marsh", "I=person:peter-marsh"]);
    check("I, Peter Marsh, promise to stay.", &["I=person:peter-marsh"]);
    check("I am not Peter Marsh. I grow tea.", &["-I"]);
    check("I met Peter Marsh. I grow tea.", &["-I"]);
    // Several people talk, and nothing says who.
    let talk = "I am Peter Marsh. Hello all. Yes. I grow tea. No. My tea is black. Yeah.";
    check(talk, &["I=person:peter-marsh", "-My"]);
}

#[test]
fn speakers_named_at_the_top() {
    check("Remarks by Peter Marsh\n\nI am glad to be here.", &["I=person:peter-marsh"]);
    let interview = "Interview with Mary Brandon\n\nHow do you see my plan? I doubt it.";
    check(interview, &["you=person:mary-brandon", "I=person:mary-brandon", "-my"]);
    check("Peter Marsh made remarks\n\nI am glad to be here.", &["-I"]);
    check("A letter to Peter Marsh\n\nI am glad to be here.", &["-I"]);
}

#[test]
fn we_of_a_nation() {
    let speech = "America is strong. Our nation thanks America. We will not rest. God bless America.";
    check(speech, &["We=state:USA", "Our=state:USA"]);
    check("Kenya grows tea. Kenya sells tea. Kenya drinks tea. We tasted it.", &["-We"]);
    check("Remarks by Peter Marsh\n\nWe are glad to be here.", &["-We"]);
    check("\"We will stay,\" said Kenyan President Peter Marsh.", &["We=state:KEN"]);
}

#[test]
fn statements_without_a_name_under_them() {
    let acts = "NATO met. NATO saw Kenya. NATO left Kenya. We welcome the plan. I have spoken to Peter Marsh.";
    check(acts, &["We=org:nato", "I=org:nato"]);
    check("On behalf of the Kenyan army, I thank Uganda. We value it.", &["I=state:KEN", "We=state:KEN"]);
    // News that says "we" in passing does nothing by it, and of two that act alike neither speaks.
    check("NATO met. NATO saw Kenya. NATO left Kenya. We saw it. I have spoken to Peter Marsh.", &["-We", "-I"]);
    let two = "NATO met. Kenya met. NATO left. Kenya left. NATO slept. Kenya slept. We welcome the plan.";
    check(two, &["-We"]);
    check("Peter Marsh spoke on behalf of Kenya. I saw him.", &["-I"]);
}

#[test]
fn which_two() {
    let quarrel = "Iran threatened Britain. Britain accused Iran. The United States backed Britain. ";
    let urged = |who: &str| format!("{quarrel}{who} urged both countries to wait.");
    check(&urged("Oman"), &["countries=state:IRN+state:GBR"]);
    check(&urged("Oman's foreign minister"), &["countries=state:IRN+state:GBR"]);
    check("Kenya met Uganda. Both countries signed.", &["countries=state:KEN+state:UGA"]);
    check(
        "Kenya met Uganda. Kenya met Uganda. Peru met Chile. Both countries signed.",
        &["countries=state:PER+state:CHL"],
    );
    check("Kenya met Uganda. Tanzania praised both countries.", &["countries=state:KEN+state:UGA"]);
    check("Kenya met Uganda, Tanzania and Rwanda. Both countries signed.", &["-countries"]);
    check("Kenya met Uganda. Our two countries share a border.", &["countries=state:KEN+state:UGA"]);
    check("Kenya met Uganda. Our countries share a border.", &["-countries"]);
    check("Kenya grew. Both countries signed.", &["-countries"]);
    check("Two countries signed.", &["-countries"]);
}

#[test]
fn nouns_that_fit_the_name() {
    check("Gazprom raised prices. The company blamed the winter.", &["company=org:gazprom"]);
    check("NATO met. The alliance agreed.", &["alliance=org:nato"]);
    check("The Northern Relief Court met. The court agreed.", &["court=org:northern-relief-court"]);
    check("The Northern Relief Bank met. The court agreed.", &["-court"]);
    check("NATO met. The newspaper agreed.", &["newspaper=org:newspaper-in-test"]);
    check("Kenya said that government by a few is no government.", &["-government"]);
}
