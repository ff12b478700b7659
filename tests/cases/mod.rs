//! Tables of cases, shared by the tests that read them.

use std::fs;
use std::path::Path;

/// Reads the rows of every table (`.tsv`) of a folder with the name of their file, comments and empty lines left out.
pub fn rows(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(folder).expect("the folder of cases").flatten().map(|e| e.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    let read = |path: &std::path::PathBuf| {
        let file = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let table = fs::read_to_string(path).expect("a readable table");
        let lines = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        lines.map(|line| (file.clone(), line.to_owned())).collect::<Vec<_>>()
    };
    files.iter().flat_map(read).collect()
}
