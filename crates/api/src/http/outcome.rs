use actix_web::HttpResponse;

use super::{Answer, Kind};

/// What a change answers: the thing as whoever changed it sees it now, or 204 where the change took it out of their
/// sight. It is done either way.
///
/// # Errors
/// When what was changed could not be read again.
pub fn if_seen(seen: Answer<HttpResponse>) -> Answer<HttpResponse> {
    match seen {
        Err(problem) if matches!(problem.kind, Kind::NotFound | Kind::Refused) => {
            Ok(HttpResponse::NoContent().finish())
        }
        seen => seen,
    }
}
