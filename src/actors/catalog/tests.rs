use super::*;

#[test]
fn builtin_is_read() {
    let catalog = Catalog::builtin().unwrap();
    assert!(catalog.actors().len() > 1500);
}

#[test]
fn no_undeclared_collisions() {
    let catalog = Catalog::builtin().unwrap();
    assert_eq!(catalog.collisions(), Vec::<String>::new());
}
