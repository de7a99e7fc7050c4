use actix_web::{HttpRequest, HttpResponse, http::header};

use super::{Answer, Kind, Problem};

/// Whether a table is wanted as a file for spreadsheets.
#[must_use]
pub fn accepts_csv(request: &HttpRequest) -> bool {
    let accepts = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepts.is_some_and(|accepts| accepts.contains("text/csv"))
}

/// A table as a file; cells that a spreadsheet would run as a formula are disarmed.
///
/// # Errors
/// When it cannot be written.
pub fn csv_file(name: &str, lines: impl Iterator<Item = Vec<String>>) -> Answer<HttpResponse> {
    let broken = |error: csv::Error| unwritten(&error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in lines {
        writer.write_record(line.iter().map(|cell| disarmed(cell))).map_err(broken)?;
    }
    let file = writer.into_inner().map_err(|error| broken(error.into_error().into()))?;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(file))
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
    Problem::new(Kind::Internal)
}
