//! What stands around every page of somebody who is logged in.

mod bar;
mod dock;
mod help;
mod me;
mod nav;
mod not_found;
mod private;

pub(crate) use me::{full_name, role_text, roles_text, shipped_text, theme_text};
pub use not_found::{Missing, NotFound};
pub use private::Private;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Lists and their filters are one place; « Mes demandes » is another.
fn is_at(href: &str, path: &str, query: &str) -> bool {
    let mine = query.split('&').any(|part| part.trim_start_matches('?') == "mine=true");
    match href {
        "/requests?mine=true" => path == "/requests" && mine,
        "/requests" => {
            path.starts_with("/requests") && path != "/requests/new" && !(path == "/requests" && mine)
        }
        // A team is among the teams, somebody among the people.
        "/teams" | "/users" => {
            path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        }
        href => path == href,
    }
}

/// The value of `aria-current` for a link; follows the address.
pub(crate) fn current(href: &'static str) -> impl Fn() -> Option<&'static str> + Clone {
    let location = use_location();
    move || is_at(href, &location.pathname.get(), &location.search.get()).then_some("page")
}

#[cfg(test)]
mod tests {
    use super::is_at;

    #[test]
    fn a_filtered_list_is_the_list_and_mine_is_its_own_place() {
        assert!(is_at("/requests", "/requests", "status=done"));
        assert!(is_at("/requests", "/requests/0190", ""));
        assert!(!is_at("/requests", "/requests", "mine=true"));
        assert!(is_at("/requests?mine=true", "/requests", "mine=true&status=done"));
        assert!(!is_at("/requests", "/requests/new", ""));
        assert!(!is_at("/", "/requests", ""));
        assert!(is_at("/teams", "/teams/0190", ""));
        assert!(is_at("/users", "/users/0190/access", "") && !is_at("/users", "/usersx", ""));
    }
}
