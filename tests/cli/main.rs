//! The command-line tool as a person meets it: help, results, errors, manners.
#![cfg(feature = "cli")]

mod actors;
mod graphs;
mod help;
mod hostile;
mod input_errors;
mod lexicon;
mod manners;
mod pictures;
mod queries;
mod texts;
mod tool;
