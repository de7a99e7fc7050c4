use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, HttpResponse, dev::Payload, http::header};

use crate::{
    app::App,
    db::entities::picture,
    http::{Answer, Problem, Upload},
    pictures::{MAX_PICTURE_BYTES, Picture, PictureKind, TAKEN},
};

/// The picture that was sent, made anew.
///
/// # Errors
/// 413, 415 and 422 with what is wrong with it.
pub async fn sent(app: &App, kind: PictureKind, upload: Upload) -> Answer<Picture> {
    let (said, file) = upload.read(MAX_PICTURE_BYTES, &TAKEN).await?;
    app.pictures.make(kind, said, file).await
}

/// The tags of the pictures that whoever asks has already.
#[derive(Debug, Default)]
pub struct IfNoneMatch(String);

impl FromRequest for IfNoneMatch {
    type Error = Problem;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let tags = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        ready(Ok(Self(tags.unwrap_or_default().to_owned())))
    }
}

impl IfNoneMatch {
    fn names(&self, tag: &str) -> bool {
        self.0.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
    }
}

/// A picture on the wire: nothing that a browser could run. It is kept by who asked, who asks again each time.
#[must_use]
pub fn shown(row: picture::Model, known: &IfNoneMatch) -> HttpResponse {
    let tag = format!("\"{}\"", row.id);
    let unchanged = known.names(&tag);
    let mut answer = if unchanged { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer
        .insert_header((header::ETAG, tag))
        .insert_header((header::CACHE_CONTROL, "private, no-cache"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    if unchanged {
        return answer.finish();
    }
    let ending = if row.media_type == "image/png" { "png" } else { "jpg" };
    let name = format!("inline; filename=\"{}.{ending}\"", row.kind);
    answer
        .insert_header((header::CONTENT_TYPE, row.media_type))
        .insert_header((header::CONTENT_DISPOSITION, name))
        .body(row.bytes)
}

#[cfg(test)]
mod tests {
    use super::IfNoneMatch;

    #[test]
    fn a_picture_is_known_by_its_tag_among_others() {
        for (tags, known) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(IfNoneMatch(tags.to_owned()).names("\"a\""), known, "{tags}");
        }
    }
}
