//! What holds for every operation: the document, the problems, the headers, the database that is away.

mod availability;
mod document;
mod out_of_sight;
mod problems;
mod queries;
mod security_headers;
mod spa;
