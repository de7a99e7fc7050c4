use std::{
    collections::BTreeMap,
    fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

/// The files to serve, by their path from the root of the site.
#[derive(Default)]
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
}

/// What was written.
#[derive(Debug)]
pub struct Report(Vec<(String, usize, usize)>);

impl Folder {
    /// Adds a file under its own name.
    pub fn add(&mut self, path: &str, content: Vec<u8>) {
        self.files.insert(path.to_owned(), content);
    }

    /// Adds a file under a name that changes with its content; gives the URL it is served at.
    pub fn add_hashed(&mut self, name: &str, content: Vec<u8>) -> String {
        let digest = Sha256::digest(&content);
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = name.split_once('.').unwrap_or((name, ""));
        let path = format!("assets/{stem}-{hash}.{extension}");
        self.files.insert(path.clone(), content);
        format!("/{path}")
    }

    /// Makes `out` hold these files, their compressed twins and nothing else.
    ///
    /// A file that already says the same is left alone, so that what embeds it is not built again.
    pub fn write_to(&self, out: &Path) -> io::Result<Report> {
        let mut kept = Vec::new();
        let mut report = Vec::new();
        for (path, content) in &self.files {
            let brotli = brotli(content)?;
            report.push((path.clone(), content.len(), brotli.len()));
            for (suffix, bytes) in [("", content), (".br", &brotli), (".gz", &gzip(content)?)] {
                let file = out.join(format!("{path}{suffix}"));
                write_if_new(&file, bytes)?;
                kept.push(file);
            }
        }
        remove_others(out, &kept)?;
        Ok(Report::new(report))
    }
}

impl Report {
    /// What was written: path, size, size under brotli.
    pub fn new(rows: Vec<(String, usize, usize)>) -> Self {
        Self(rows)
    }

    /// What the files at these URLs take under brotli.
    pub fn brotli(&self, counts: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|(path, ..)| counts(&format!("/{path}"))).map(|(.., brotli)| brotli).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(path, plain, brotli)| writeln!(f, "{plain:>9} {brotli:>9}  {path}"))
    }
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut out, &params)?;
    Ok(out)
}

/// The header carries no time and no name, so the same content gives the same bytes.
fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::GzBuilder::new().write(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

fn write_if_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(file).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, bytes)
}

fn remove_others(out: &Path, kept: &[PathBuf]) -> io::Result<()> {
    for folder in [out.to_owned(), out.join("assets")] {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() && !kept.contains(&entry.path()) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Folder;

    #[test]
    fn a_name_follows_the_content() {
        let mut folder = Folder::default();
        let one = folder.add_hashed("a.js", b"1".to_vec());
        assert_eq!(one, folder.add_hashed("a.js", b"1".to_vec()));
        assert_ne!(one, folder.add_hashed("a.js", b"2".to_vec()));
        assert!(one.starts_with("/assets/a-") && one.ends_with(".js"), "{one}");
    }

    #[test]
    fn the_folder_holds_each_file_thrice_and_nothing_stale() {
        let out = std::env::temp_dir().join(format!("palier-bundle-{}", std::process::id()));
        let mut old = Folder::default();
        old.add_hashed("a.js", b"old".to_vec());
        old.write_to(&out).expect("written");
        let mut new = Folder::default();
        let url = new.add_hashed("a.js", b"new".to_vec());
        new.write_to(&out).expect("written");
        let mut names: Vec<String> = std::fs::read_dir(out.join("assets"))
            .expect("a folder")
            .map(|entry| format!("/assets/{}", entry.expect("an entry").file_name().display()))
            .collect();
        names.sort();
        std::fs::remove_dir_all(&out).expect("removed");
        assert_eq!(names, [url.clone(), format!("{url}.br"), format!("{url}.gz")]);
    }
}
