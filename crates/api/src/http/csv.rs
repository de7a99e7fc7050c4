use actix_web::{HttpRequest, http::header};

use super::Problem;

/// Whether the caller wants a table for a spreadsheet.
#[must_use]
pub fn wants_csv(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/csv"))
}

/// CWE-1236: a cell that begins like a formula is one.
#[must_use]
pub fn disarmed(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

/// What a table that could not be written is.
#[must_use]
pub fn unwritten(error: &csv::Error) -> Problem {
    tracing::error!(%error, "a table could not be written");
    Problem::new(super::Kind::Internal)
}
