use std::{cell::RefCell, collections::HashMap};

use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{browser, client::Problem, contract};

/// Of whom a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoOf {
    Me,
    User(Uuid),
    Resource(Uuid),
}

thread_local! {
    /// The addresses of the photos that were asked for, by their id: another photo has another id.
    static ASKED: RefCell<HashMap<Uuid, ArcRwSignal<Option<String>>>> = RefCell::default();
}

/// The address of a photo in this browser, once it is here: each is fetched once, however often it is shown.
#[must_use]
pub fn photo(of: PhotoOf, id: Option<Uuid>) -> Signal<Option<String>> {
    let Some(id) = id else { return Signal::stored(None) };
    let (address, is_new) = ASKED.with_borrow_mut(|asked| {
        let is_new = !asked.contains_key(&id);
        (asked.entry(id).or_default().clone(), is_new)
    });
    if is_new {
        fetch(of, id, address.clone());
    }
    Signal::derive(move || address.get())
}

fn fetch(of: PhotoOf, id: Uuid, address: ArcRwSignal<Option<String>>) {
    spawn_local(async move {
        match read(of).await {
            Ok(bytes) => address.set(browser::picture_address(&bytes, "image/jpeg")),
            // Asked again when it is shown again.
            Err(_) => ASKED.with_borrow_mut(|asked| drop(asked.remove(&id))),
        }
    });
}

async fn read(of: PhotoOf) -> Result<Vec<u8>, Problem> {
    match of {
        PhotoOf::Me => contract::read_my_photo().await,
        PhotoOf::User(user) => contract::read_user_photo(user).await,
        PhotoOf::Resource(resource) => contract::read_resource_photo(resource).await,
    }
}
