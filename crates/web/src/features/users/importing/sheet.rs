//! The file that somebody chose, as text: parts of it go out to be applied, and what was refused comes back as a file.

use leptos::web_sys::{Blob, BlobPropertyBag, TextDecoder, TextDecoderOptions};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// A table as text; lines end as the server counts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    lines: Vec<String>,
}

impl Sheet {
    /// Reads a file: as it says it is written, as UTF-8, or as Windows writes in Western Europe. The server does alike.
    pub(super) async fn read(file: &Blob) -> Option<Self> {
        let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
        let buffer: js_sys::ArrayBuffer = buffer.dyn_into().ok()?;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        let said = match bytes.as_slice() {
            [0xff, 0xfe, ..] => Some("utf-16le"),
            [0xfe, 0xff, ..] => Some("utf-16be"),
            _ => None,
        };
        let text = match said {
            Some(encoding) => decoded(encoding, &bytes),
            None => decoded("utf-8", &bytes).or_else(|| decoded("windows-1252", &bytes)),
        };
        Some(Self::of(&text?))
    }

    fn of(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Self { lines: text.split_inclusive('\n').map(str::to_owned).collect() }
    }

    /// The whole file.
    pub(super) fn whole(&self) -> String {
        self.lines.concat()
    }

    /// The column names and those records that begin in the lines `wanted`; `starts` are the lines of all, in order.
    pub(super) fn part(&self, starts: &[i64], wanted: &[i64]) -> String {
        let header = self.between(1, starts.first().copied());
        wanted.iter().fold(header, |text, line| text + &self.record(starts, *line))
    }

    /// The refused records with why, to be mended: `problems` says it of the line where a record begins.
    pub(super) fn to_mend(&self, starts: &[i64], refused: &[(i64, String)]) -> String {
        let header = self.between(1, starts.first().copied());
        let sign = delimiter(&header);
        let mut table = written(&cells(&header, sign), "problems", sign);
        for (line, why) in refused {
            table += &written(&cells(&self.record(starts, *line), sign), why, sign);
        }
        table
    }

    fn record(&self, starts: &[i64], line: i64) -> String {
        self.between(line, starts.iter().find(|start| **start > line).copied())
    }

    fn between(&self, from: i64, until: Option<i64>) -> String {
        let at = |line: i64| usize::try_from(line - 1).unwrap_or(0).min(self.lines.len());
        let text = self.lines.get(at(from)..until.map_or(self.lines.len(), at)).unwrap_or_default().concat();
        if text.ends_with('\n') { text } else { text + "\n" }
    }
}

/// A text as a file to send.
pub(super) fn as_file(text: &str) -> Option<Blob> {
    let options = BlobPropertyBag::new();
    options.set_type("text/csv");
    Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options).ok()
}

fn decoded(encoding: &str, bytes: &[u8]) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    TextDecoder::new_with_label_and_options(encoding, &options).ok()?.decode_with_u8_array(bytes).ok()
}

fn delimiter(header: &str) -> char {
    let times = |sign: &char| header.matches(*sign).count();
    ['\t', ',', ';'].into_iter().max_by_key(times).unwrap_or(';')
}

/// The cells of a record.
fn cells(record: &str, sign: char) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = record.trim_end_matches('\n').chars().peekable();
    while let Some(one) = signs.next() {
        match one {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            _ if one == sign && !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(one),
        }
    }
    cells.push(cell);
    cells
}

/// A record with one cell more at its end. What a spreadsheet would calculate is kept from it.
fn written(cells: &[String], last: &str, sign: char) -> String {
    let all = cells.iter().map(String::as_str).chain([last]);
    let all: Vec<String> = all.map(|cell| quoted(cell, sign)).collect();
    all.join(&sign.to_string()) + "\n"
}

fn quoted(cell: &str, sign: char) -> String {
    let signs = ['=', '+', '-', '@', '\t', '\r'];
    let safe = if cell.starts_with(signs) { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([sign, '"', '\n']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::Sheet;

    const FILE: &str =
        "username;phone;teams\r\nzoe;+32 85;\"A\r\nB\"\r\n\r\nyves;=1+1;\"say \"\"x\"\"; y\"\r\ntom;;";
    const STARTS: [i64; 3] = [2, 5, 6];

    #[test]
    fn a_part_is_the_header_and_whole_records() {
        let sheet = Sheet::of(FILE);
        assert_eq!(sheet.part(&STARTS, &[2]), "username;phone;teams\nzoe;+32 85;\"A\nB\"\n\n");
        assert_eq!(sheet.part(&STARTS, &[6]), "username;phone;teams\ntom;;\n");
    }

    #[test]
    fn what_is_to_be_mended_says_why_and_calculates_nothing() {
        let refused = [(2, "no".to_owned()), (5, "why; so".to_owned())];
        let table = Sheet::of(FILE).to_mend(&STARTS, &refused);
        let lines = [
            "username;phone;teams;problems",
            "zoe;'+32 85;\"A",
            "B\";no",
            "yves;'=1+1;\"say \"\"x\"\"; y\";\"why; so\"",
        ];
        assert_eq!(table.lines().collect::<Vec<_>>(), lines);
    }
}
