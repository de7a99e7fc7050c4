use leptos::prelude::*;
use uuid::Uuid;

use super::{access::Asked, reason::Reasons, words::deeds_text};
use crate::{
    client::Problem,
    contract::{self, ReadRequestAccessQuery, Viewer},
    i18n::use_i18n,
    language::say,
    load::Load,
    session::Session,
    ui::{Avatar, Button, Failure, ListSkeleton, Show},
};

const AT_ONCE: i64 = 50;
/// As many more as are worth a press on a button.
const ENOUGH: usize = 20;

/// Those who see a request, as far as they were read.
#[derive(Debug, Clone, Default, PartialEq)]
struct Told {
    viewers: Vec<Viewer>,
    everybody: bool,
    next: Option<String>,
}

impl Told {
    /// Reads on until there is more to show: a page may be short, even empty, and others follow.
    async fn read_on(mut self, id: Uuid) -> Result<Self, Problem> {
        let wanted = self.viewers.len() + ENOUGH;
        loop {
            let query = ReadRequestAccessQuery { cursor: self.next.take(), limit: Some(AT_ONCE) };
            let page = contract::read_request_access(id, &query).await?;
            self.viewers.extend(page.items);
            self.everybody = page.everybody;
            self.next = page.next;
            if self.next.is_none() || self.viewers.len() >= wanted {
                return Ok(self);
            }
        }
    }
}

/// The people who see the request.
#[component]
pub(super) fn Viewers() -> impl IntoView {
    let i18n = use_i18n();
    let id = expect_context::<Asked>().id;
    let so_far = StoredValue::new(Told::default());
    let told = Load::new(move || async move {
        let more = so_far.get_value().read_on(id).await?;
        so_far.set_value(more.clone());
        Ok(more)
    });
    let ids = move || {
        let ids = |told: &Told| told.viewers.iter().map(|viewer| viewer.id).collect::<Vec<_>>();
        told.data.with(|told| told.as_ref().map(ids).unwrap_or_default())
    };
    let viewer = move |id: Uuid| {
        let find = |told: &Told| told.viewers.iter().find(|viewer| viewer.id == id).cloned();
        told.data.with_untracked(|told| told.as_ref().and_then(find))
    };
    let holds = move |what: fn(&Told) -> bool| told.data.with(|told| told.as_ref().is_some_and(what));
    view! {
        <Show when=move || holds(|told| !told.everybody)>
            <p class="muted">{say!(i18n, access.only_you)}</p>
        </Show>
        <ul class="viewers">
            <For each=ids key=|id| *id let:id>{viewer(id).map(|viewer| view! { <Line viewer=viewer/> })}</For>
        </ul>
        <Show when=move || told.slow.get()><ListSkeleton rows=3/></Show>
        {move || told.problem.get().map(|problem| view! { <Failure problem=problem again=move || told.again()/> })}
        <Show when=move || holds(|told| told.next.is_some())>
            <Button text=say!(i18n, access.more) busy=told.busy on_click=move || told.again()/>
        </Show>
    }
}

#[component]
fn Line(viewer: Viewer) -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let (id, allowed) = (viewer.id, viewer.allowed);
    let is_me = move || session.me().is_some_and(|me| me.id == id);
    view! {
        <li>
            <Avatar name=viewer.name.clone() size="md"/>
            <div>
                <p>
                    <b>{viewer.name}</b>
                    " "
                    <Show when=is_me><span class="badge">{say!(i18n, access.you)}</span></Show>
                </p>
                <p class="muted small">{move || deeds_text(i18n, &allowed)}</p>
                <Reasons all=viewer.seen_by/>
            </div>
        </li>
    }
}
