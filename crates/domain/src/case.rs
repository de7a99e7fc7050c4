/// The form of a text in which two that differ by case, or by space around them, are one [PP-2].
#[must_use]
pub fn fold_case(text: &str) -> String {
    text.trim().to_lowercase()
}
