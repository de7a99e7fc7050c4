use gloo_net::http::Request;
use leptos::web_sys::RequestCache;

use crate::browser;

/// Whether the server has another version of the app by now than the one that runs here.
pub async fn is_outdated() -> bool {
    let (Some(boot), Some(page)) = (browser::boot_script(), index().await) else {
        return false;
    };
    !page.contains(&boot)
}

/// The page that starts the app, as the server has it now.
async fn index() -> Option<String> {
    let answer = Request::get("/").cache(RequestCache::NoStore).send().await.ok()?;
    if answer.ok() { answer.text().await.ok() } else { None }
}
