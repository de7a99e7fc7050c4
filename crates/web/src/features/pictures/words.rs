use crate::{
    client::Problem,
    language::{Words, now},
    ui::problem_text,
};

/// Why a picture was not kept, and how to mend it.
#[must_use]
pub fn picture_text(i18n: Words, problem: &Problem) -> String {
    let flaw = problem.fields.first().map(|flaw| flaw.code.as_str());
    let text = match (problem.slug.as_str(), flaw) {
        ("too-large", _) => now!(i18n, pictures.too_large),
        ("unsupported-media-type", _) | (_, Some("no_picture" | "other_type")) => {
            now!(i18n, pictures.no_picture)
        }
        (_, Some("too_many_pixels")) => now!(i18n, pictures.too_many_pixels),
        (_, Some("broken")) => now!(i18n, pictures.broken),
        _ => return problem_text(i18n, problem),
    };
    text.to_owned()
}
