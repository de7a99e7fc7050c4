//! A new access token for the refresh cookie: asked for once, however many calls wait for it.

use std::cell::RefCell;

use futures::{
    FutureExt as _,
    channel::oneshot,
    future::{LocalBoxFuture, Shared},
};
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::{Problem, token};
use crate::contract::{self, Session};

type Outcome = Result<Session, Problem>;

thread_local! {
    static RUNNING: RefCell<Option<Shared<LocalBoxFuture<'static, Outcome>>>> = const { RefCell::new(None) };
}

/// Gets a new token, unless another call already replaced the `stale` one.
///
/// # Errors
/// When the server no longer knows the session, or is silent.
pub async fn renew(stale: Option<&str>) -> Result<Option<Session>, Problem> {
    if stale.is_some() && token::token().as_deref() != stale {
        return Ok(None);
    }
    let running = RUNNING.with_borrow_mut(|running| running.get_or_insert_with(start).clone());
    running.await.map(Some)
}

/// Runs apart from any page: a rotation that is cut short would cost the session.
fn start() -> Shared<LocalBoxFuture<'static, Outcome>> {
    let (tell, told) = oneshot::channel();
    spawn_local(async move {
        let outcome = alone_among_tabs().await;
        match &outcome {
            Ok(session) => token::keep_token(session.access_token.clone()),
            Err(problem) if problem.status == 401 => token::lose(),
            Err(_) => {}
        }
        RUNNING.with_borrow_mut(|running| *running = None);
        let _ = tell.send(outcome);
    });
    told.map(|told| told.unwrap_or_else(|_| Err(Problem::offline()))).boxed_local().shared()
}

/// Tabs share the cookie, and a cookie used twice kills the session: they take turns.
async fn alone_among_tabs() -> Outcome {
    let (tell, told) = oneshot::channel();
    let turn = Closure::once_into_js(move || -> JsValue {
        future_to_promise(async move {
            let _ = tell.send(contract::refresh_session().await);
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    match take_turns(&turn).await {
        Some(()) => told.await.unwrap_or_else(|_| Err(Problem::offline())),
        None => contract::refresh_session().await,
    }
}

/// Runs a function while no other tab does; nothing where the browser knows no locks.
async fn take_turns(turn: &JsValue) -> Option<()> {
    let locks = js_sys::Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    let request =
        js_sys::Reflect::get(&locks, &"request".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    let promise = request.call2(&locks, &"palier.refresh".into(), turn).ok()?;
    JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await.ok().map(|_| ())
}
