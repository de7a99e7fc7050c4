//! From the bytes that a spreadsheet wrote to lines of cells.

use std::collections::HashMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::columns::{Column, REMARKS};
use crate::http::{Answer, Kind, Problem};

/// No file is larger.
pub const MAX_BYTES: usize = 5 * 1024 * 1024;

/// Nor has more lines.
const MAX_LINES: usize = 10_000;

/// Nor has more columns: there are far fewer that mean something.
const MAX_COLUMNS: usize = 64;

/// No cell holds more characters.
const MAX_CHARACTERS: usize = 4_000;

/// A file, read.
#[derive(Debug)]
pub struct Table {
    places: HashMap<Column, usize>,
    pub lines: Vec<Line>,
}

/// One line of it.
#[derive(Debug)]
pub struct Line {
    /// Where it begins in the file, from 1 on.
    pub number: u64,
    cells: Vec<String>,
    /// Whether it goes on where the header has ended.
    pub is_too_long: bool,
}

impl Table {
    /// What stands in a column of a line. `None`: the file has no such column.
    pub fn cell<'t>(&self, line: &'t Line, column: Column) -> Option<&'t str> {
        let at = self.places.get(&column)?;
        Some(line.cells.get(*at).map(String::as_str).unwrap_or_default())
    }
}

/// Reads a file of people.
///
/// # Errors
/// 422 for what is wrong with the file as a whole, saying in which line and what to do.
pub fn read(bytes: &[u8]) -> Answer<Table> {
    let text = decoded(bytes)?;
    let first = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).trim(csv::Trim::All).delimiter(delimiter(first));
    let mut records = reader.from_reader(text.as_bytes()).into_records();
    let header = records.next().transpose().map_err(|error| unreadable(&error))?;
    let header =
        header.ok_or_else(|| flaw(1, "empty", "the file is empty: begin it with a line of column names"))?;
    let heads = heads(&header)?;
    let mut lines = Vec::new();
    for record in records {
        let record = record.map_err(|error| unreadable(&error))?;
        let number = record.position().map_or(0, |start| begins(&text, start));
        if record.iter().all(str::is_empty) {
            continue;
        }
        if lines.len() == MAX_LINES {
            return Err(flaw(
                1,
                "too_long",
                format!("the limit is {MAX_LINES} lines: send the file in parts"),
            ));
        }
        lines.push(line(number, &record, &header)?);
    }
    if lines.is_empty() {
        let mend = "there is nobody in the file: write one person a line below the column names";
        return Err(flaw(2, "empty", mend));
    }
    Ok(Table { places: places(&heads), lines })
}

/// The cells of a line that stand below a head.
fn line(number: u64, record: &csv::StringRecord, header: &csv::StringRecord) -> Answer<Line> {
    // Bytes are counted at once, and are never fewer.
    let long = |cell: &str| cell.len() > MAX_CHARACTERS && cell.chars().count() > MAX_CHARACTERS;
    if let Some(at) = record.iter().position(long) {
        let place = header.get(at).map_or_else(|| format!("{}", at + 1), |head| format!("`{head}`"));
        let mend =
            format!("the cell in column {place} holds more than {MAX_CHARACTERS} characters: shorten it");
        return Err(flaw(number, "too_long_cell", mend));
    }
    let cells = record.iter().take(header.len()).map(plain).collect();
    let is_too_long = record.iter().skip(header.len()).any(|cell| !cell.is_empty());
    Ok(Line { number, cells, is_too_long })
}

fn places(heads: &[Option<Column>]) -> HashMap<Column, usize> {
    heads.iter().enumerate().filter_map(|(at, head)| head.map(|column| (column, at))).collect()
}

/// The line of a record: what is empty before it is none of it.
fn begins(text: &str, start: &csv::Position) -> u64 {
    let from = usize::try_from(start.byte()).unwrap_or(usize::MAX);
    let empty = text.as_bytes().get(from..).unwrap_or_default().iter().take_while(|byte| **byte == b'\n');
    start.line() + empty.count() as u64
}

/// UTF-8 and UTF-16 as they say they are, UTF-8 that does not say so, or else what Windows writes in Western Europe.
fn decoded(bytes: &[u8]) -> Answer<String> {
    let text = match (Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, length)), _) => {
            encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default()).0.into_owned()
        }
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    if text.contains(['\0', char::REPLACEMENT_CHARACTER]) {
        return Err(flaw(
            1,
            "encoding",
            "this is no text: save the table as CSV, in UTF-8 if you can choose",
        ));
    }
    // Lines are counted by their ends.
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// What separates the names of the columns most often.
fn delimiter(header: &str) -> u8 {
    let times = |sign: u8| header.bytes().filter(|byte| *byte == sign).count();
    // Of as many, the first.
    [b'\t', b',', b';'].into_iter().max_by_key(|sign| times(*sign)).unwrap_or(b';')
}

fn heads(header: &csv::StringRecord) -> Answer<Vec<Option<Column>>> {
    if header.len() > MAX_COLUMNS {
        let mend = format!("the limit is {MAX_COLUMNS} columns: take out those that are not of use");
        return Err(flaw(1, "too_many_columns", mend));
    }
    let mut heads = Vec::new();
    for head in header {
        let column = Column::named(head);
        if column.is_none() && !head.is_empty() && head.to_lowercase() != REMARKS {
            return Err(flaw(1, "unknown_column", unknown(head)));
        }
        if column.is_some() && heads.contains(&column) {
            return Err(flaw(
                1,
                "repeated_column",
                format!("the column `{head}` is there twice: leave one out"),
            ));
        }
        heads.push(column);
    }
    if !heads.iter().any(|head| matches!(head, Some(Column::Username | Column::ExternalId))) {
        return Err(flaw(
            1,
            "no_key",
            "people are told apart by `username` or `external_id`: add one of these columns",
        ));
    }
    Ok(heads)
}

fn unknown(head: &str) -> String {
    let shown: String = head.chars().take(60).collect();
    let known: Vec<&str> = Column::ALL.iter().map(|column| column.word()).collect();
    format!("there is no column `{shown}`: take it out, or call it one of {}", known.join(", "))
}

/// A cell as it was meant: an apostrophe keeps spreadsheets from calculating.
fn plain(cell: &str) -> String {
    let signs = ['=', '+', '-', '@'];
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(signs)).unwrap_or(cell).to_owned()
}

fn flaw(line: u64, code: &str, detail: impl Into<String>) -> Problem {
    Problem::at(Kind::InvalidBody, &format!("/{line}"), code, format!("line {line}: {}", detail.into()))
}

fn unreadable(error: &csv::Error) -> Problem {
    let line = error.position().map_or(1, csv::Position::line);
    flaw(line, "csv", "this is no table: save it as CSV, one person a line")
}

#[cfg(test)]
mod tests {
    use super::{Column, read};

    fn cells(bytes: &[u8], column: Column) -> Vec<(u64, String)> {
        let table = read(bytes).unwrap_or_else(|problem| panic!("{problem:?}"));
        let cell = |line| table.cell(line, column).expect("the column").to_owned();
        table.lines.iter().map(|line| (line.number, cell(line))).collect()
    }

    #[test]
    fn whatever_spreadsheets_write_is_the_same_table() {
        let text = "username;last_name\r\nzoe;L\u{ea}\u{2019}\r\n";
        let utf16: Vec<u8> = std::iter::once('\u{feff}')
            .chain(text.chars())
            .flat_map(|sign| (sign as u32 as u16).to_le_bytes())
            .collect();
        let files: [&[u8]; 5] = [
            text.as_bytes(),
            &["\u{feff}".as_bytes(), text.as_bytes()].concat(),
            b"username;last_name\rzoe;L\xea\x92\r",
            "username\tlast_name\nzoe\tL\u{ea}\u{2019}\n".as_bytes(),
            &utf16,
        ];
        for file in files {
            assert_eq!(cells(file, Column::LastName), [(2, "L\u{ea}\u{2019}".to_owned())]);
        }
        assert_eq!(
            cells(b"username,phone\nzoe,\"a\nb\"\n\nyves,\n", Column::Username)[1],
            (5, "yves".to_owned())
        );
    }

    #[test]
    fn an_apostrophe_before_a_formula_is_no_part_of_it() {
        let file = b"username;phone;first_name\nzoe;'+32 85;'-\nyves;'t Hooft;\n";
        let phones = cells(file, Column::Phone);
        assert_eq!((phones[0].1.as_str(), phones[1].1.as_str()), ("+32 85", "'t Hooft"));
        assert_eq!(cells(file, Column::FirstName)[0].1, "-");
    }

    #[test]
    fn a_file_that_cannot_be_taken_says_why() {
        let long = format!("username\n{}", "a\n".repeat(10_001));
        let wide = format!("username{}\nzoe\n", ";".repeat(64));
        let talkative = format!("username;phone\nzoe;{}\n", "é".repeat(4_001));
        let beside = format!("username\nzoe;{}\n", "é".repeat(4_001));
        for (file, code) in [
            (&b""[..], "empty"),
            (b"username\n\n;;\n", "empty"),
            (b"username;prenom\nzoe;Z\n", "unknown_column"),
            (b"username;Username\nzoe;zoe\n", "repeated_column"),
            (b"email;phone\na@b.example;1\n", "no_key"),
            (b"PK\x03\x04\x00\x00", "encoding"),
            (long.as_bytes(), "too_long"),
            (wide.as_bytes(), "too_many_columns"),
            (talkative.as_bytes(), "too_long_cell"),
            (beside.as_bytes(), "too_long_cell"),
        ] {
            let problem = format!("{:?}", read(file).expect_err("a problem"));
            assert!(problem.contains(&format!("code: \"{code}\"")), "{code}: {problem}");
        }
    }
}
