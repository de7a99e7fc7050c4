//! The few things asked of the browser itself. On a build machine each answers nothing.

use leptos::prelude::{document, window};
use leptos::web_sys;
use wasm_bindgen::JsCast as _;

fn storage() -> Option<web_sys::Storage> {
    cfg!(target_arch = "wasm32").then(|| window().local_storage().ok().flatten()).flatten()
}

/// What this device remembers under a key.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Makes this device remember a value; a refusal (private window, full disk) is no reason to stop.
pub fn remember(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// Makes this device forget a key.
pub fn forget(key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key);
    }
}

/// Names the page in the tab and in the history.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets an attribute of the document's root, or takes it away.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Moves the focus to the first element that a selector finds, opening what folds it away.
pub fn focus(selector: &str) {
    if let Some(element) = find(selector) {
        if let Ok(Some(folded)) = element.closest("details") {
            let _ = folded.set_attribute("open", "");
        }
        let _ = element.focus();
    }
}

/// The first element that a selector finds.
#[must_use]
pub fn find(selector: &str) -> Option<web_sys::HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// The element that has the focus.
#[must_use]
pub fn focused() -> Option<web_sys::HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether somebody can see the page.
#[must_use]
pub fn is_visible() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Visible
}

/// Puts a text where paste finds it.
pub fn copy(text: &str) {
    let _ = window().navigator().clipboard().write_text(text);
}

/// Offers a text as a file to keep.
pub fn save(name: &str, media_type: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options);
    let Ok(url) = blob.and_then(|blob| web_sys::Url::create_object_url_with_blob(&blob)) else { return };
    if let Ok(link) = document().create_element("a") {
        let _ = link.set_attribute("href", &url);
        let _ = link.set_attribute("download", name);
        link.unchecked_into::<web_sys::HtmlElement>().click();
    }
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// An address at which this page alone finds a picture.
#[must_use]
pub fn picture_address(bytes: &[u8], media_type: &str) -> Option<String> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    web_sys::Url::create_object_url_with_blob(&blob).ok()
}

/// The address of the page, from the path on.
#[must_use]
pub fn here() -> String {
    let location = window().location();
    let part = |read: Result<String, _>| read.unwrap_or_default();
    part(location.pathname()) + &part(location.search()) + &part(location.hash())
}

/// What stands behind the `#` of the address, which then loses it: neither the history nor who looks on keeps a secret.
#[must_use]
pub fn take_fragment() -> Option<String> {
    let location = window().location();
    let fragment =
        location.hash().ok()?.strip_prefix('#').map(str::to_owned).filter(|text| !text.is_empty())?;
    let (history, path) = (window().history().ok()?, location.pathname().unwrap_or_default());
    let state = history.state().unwrap_or_default();
    let _ = history.replace_state_with_url(&state, "", Some(&path));
    Some(fragment)
}

/// A key under which something is sent once, however often it is tried.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the browser has no source of randomness to pass in")]
pub fn once_key() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}

/// The origin the app was loaded from.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Where the script that started the app came from; its name changes with every version.
#[must_use]
pub fn boot_script() -> Option<String> {
    document().query_selector("head > script[src]").ok().flatten()?.get_attribute("src")
}

/// Loads the page anew, in the version the server has now.
pub fn reload() {
    let _ = window().location().reload();
}
