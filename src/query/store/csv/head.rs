//! The first line of a CSV file: which column is what.

use csv::StringRecord;

use super::CsvOptions;
use super::column::{ColumnBuilder, Type};
use super::error::{CsvError, File};
use crate::text::nearest;

/// The head of a column.
#[derive(Debug)]
pub(super) struct Field {
    /// As it is written.
    pub text: String,
    name: String,
    role: Role,
}

/// What a head says behind the colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Typed(Type),
    Id,
    Labels,
    Source,
    Target,
    Kind,
    Ignored,
}

const ROLES: [(&str, Role); 19] = [
    ("id", Role::Id),
    ("label", Role::Labels),
    ("start_id", Role::Source),
    ("end_id", Role::Target),
    ("type", Role::Kind),
    ("ignore", Role::Ignored),
    ("int", Role::Typed(Type::Integer)),
    ("integer", Role::Typed(Type::Integer)),
    ("long", Role::Typed(Type::Integer)),
    ("short", Role::Typed(Type::Integer)),
    ("byte", Role::Typed(Type::Integer)),
    ("float", Role::Typed(Type::Float)),
    ("double", Role::Typed(Type::Float)),
    ("boolean", Role::Typed(Type::Boolean)),
    ("bool", Role::Typed(Type::Boolean)),
    ("string", Role::Typed(Type::Text)),
    ("text", Role::Typed(Type::Text)),
    ("char", Role::Typed(Type::Text)),
    ("date", Role::Typed(Type::Date)),
];

impl Field {
    /// Reads the heads of all columns.
    pub(super) fn read_all(file: File, record: &StringRecord) -> Result<Vec<Field>, CsvError> {
        let mut fields: Vec<Field> = Vec::with_capacity(record.len());
        for text in record {
            let field = Field::read(file, text.trim_start_matches('\u{feff}').trim())?;
            let fault = |what: &str| CsvError::new(file, 1, Some(field.text.clone()), what.into());
            if field.name.is_empty() && matches!(field.role, Role::Plain | Role::Typed(_)) {
                return Err(fault(&format!("column {} has no name", fields.len() + 1))
                    .with_hint("name it, or write `:IGNORE` to leave it out"));
            }
            let twice = |other: &Field| other.role == field.role && other.name == field.name;
            if field.role != Role::Ignored && fields.iter().any(twice) {
                return Err(fault("the column is there twice"));
            }
            fields.push(field);
        }
        Ok(fields)
    }

    fn read(file: File, text: &str) -> Result<Field, CsvError> {
        let (name, role) = match text.rsplit_once(':') {
            None => (text, Role::Plain),
            Some((name, stated)) => {
                // `:ID(Person)` names a space of ids; there is one only.
                let stated = stated.split('(').next().unwrap_or_default().trim().to_ascii_lowercase();
                let Some((_, role)) = ROLES.iter().find(|(known, _)| *known == stated) else {
                    let what = format!("no type `{stated}`");
                    let near = nearest(&stated, ROLES.iter().map(|(known, _)| *known));
                    let hint = match near {
                        Some(near) => format!("did you mean `{name}:{near}`?"),
                        None => "types are `int`, `float`, `boolean`, `date`, `string`".to_owned(),
                    };
                    return Err(CsvError::new(file, 1, Some(text.to_owned()), what).with_hint(hint));
                };
                (name.trim(), *role)
            }
        };
        Ok(Field { text: text.to_owned(), name: name.to_owned(), role })
    }
}

/// The columns of the file of nodes.
pub(super) struct NodeHead {
    pub id: usize,
    pub labels: Option<usize>,
    pub properties: Vec<(usize, ColumnBuilder)>,
}

impl NodeHead {
    pub(super) fn find(head: &[Field], options: &CsvOptions) -> Result<Self, CsvError> {
        let id = match &options.id {
            Some(name) => find(head, None, &[name.as_str()]),
            None => find(head, Some(Role::Id), &["id"]),
        };
        let wanted = options.id.as_deref().unwrap_or("id");
        let id = id.ok_or_else(|| missing(File::Nodes, head, wanted))?;
        let labels = find(head, Some(Role::Labels), &["label", "labels"]).filter(|at| *at != id);
        let properties = properties(head, |at| Some(at) == labels);
        Ok(NodeHead { id, labels, properties })
    }
}

/// The columns of the file of relations.
pub(super) struct EdgeHead {
    pub source: usize,
    pub target: usize,
    pub kind: usize,
    pub properties: Vec<(usize, ColumnBuilder)>,
}

impl EdgeHead {
    pub(super) fn find(head: &[Field]) -> Result<Self, CsvError> {
        let column =
            |role, names: &[&str]| find(head, Some(role), names).ok_or_else(|| missing(File::Edges, head, names[0]));
        let source = column(Role::Source, &["src", "source"])?;
        let target = column(Role::Target, &["dst", "target"])?;
        let kind = column(Role::Kind, &["type"])?;
        let properties = properties(head, |at| [source, target, kind].contains(&at));
        Ok(EdgeHead { source, target, kind, properties })
    }
}

/// The column with a role, else the first with one of the names.
fn find(head: &[Field], role: Option<Role>, names: &[&str]) -> Option<usize> {
    let with_role = head.iter().position(|field| Some(field.role) == role);
    let named = |name: &&str| {
        let exact = head.iter().position(|field| field.name == **name);
        exact.or_else(|| head.iter().position(|field| field.name.eq_ignore_ascii_case(name)))
    };
    with_role.or_else(|| names.iter().find_map(named))
}

fn missing(file: File, head: &[Field], wanted: &str) -> CsvError {
    let error = CsvError::new(file, 1, None, format!("no column `{wanted}`"));
    match nearest(wanted, head.iter().map(|field| &*field.text)) {
        Some(near) => error.with_hint(format!("did you mean column `{near}`? name it `{wanted}`")),
        None => {
            let known: Vec<String> = head.iter().map(|field| format!("`{}`", field.text)).collect();
            error.with_hint(format!("the columns are {}", known.join(", ")))
        }
    }
}

fn properties(head: &[Field], is_taken: impl Fn(usize) -> bool) -> Vec<(usize, ColumnBuilder)> {
    let columns = head.iter().enumerate().filter(|(at, field)| !is_taken(*at) && field.role != Role::Ignored);
    let made = columns.map(|(at, field)| {
        let stated = if let Role::Typed(stated) = field.role { Some(stated) } else { None };
        (at, ColumnBuilder::new(if field.name.is_empty() { "id" } else { &field.name }, stated))
    });
    made.collect()
}
