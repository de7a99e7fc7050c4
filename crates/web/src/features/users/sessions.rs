use chrono::{DateTime, Utc};
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    dialogs::{Ask, Dialogs},
    sheet::Desk,
};
use crate::{
    contract::{self, LoginSession},
    dates,
    language::{Words, language, say},
    load::Load,
    ui::{Button, Failure, Show, TextSkeleton},
};

/// Where somebody is logged in, and the way out of all of it.
#[component]
pub(super) fn Sessions(desk: Desk, id: Uuid) -> impl IntoView {
    let i18n = desk.i18n;
    let ask = RwSignal::new(None::<Ask>);
    let load = Load::new(move || {
        // Ending them reads the account again, and so this list.
        desk.load.data.track();
        async move { contract::list_user_sessions(id).await.map(|list| list.items) }
    });
    let some = move || load.data.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()));
    let none = move || load.data.with(|all| all.as_ref().is_some_and(Vec::is_empty));
    let rows = move || {
        let all = load.data.get().unwrap_or_default();
        all.into_iter().map(|one| row(i18n, one)).collect::<Vec<AnyView>>()
    };
    view! {
        <section class="pad stack above" aria-labelledby="sessions">
            <h2 id="sessions" tabindex="-1">{say!(i18n, users.sessions_title)}</h2>
            {move || load.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || load.again()/>
            })}
            <Show when=move || load.slow.get()><TextSkeleton/></Show>
            <Show when=none><p class="muted">{say!(i18n, users.no_sessions)}</p></Show>
            <Show when=some>
                <table class="logins" role="table" aria-labelledby="sessions">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{say!(i18n, users.device)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, users.address)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, users.since)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, users.last_used)}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
                <Button icon="logout" text=say!(i18n, users.end_sessions) on_click=move || ask.set(Some(Ask::EndSessions))/>
            </Show>
            <Dialogs desk=desk ask=ask/>
        </section>
    }
}

fn row(i18n: Words, one: LoginSession) -> AnyView {
    let time = move |at: DateTime<Utc>| {
        let at = dates::local(at);
        let (said, full) = (dates::moment(at, dates::now(), language(i18n)), dates::full(at, language(i18n)));
        view! { <time title=full>{said}</time> }
    };
    let device = one.device.unwrap_or_else(|| "–".to_owned());
    view! {
        <tr role="row">
            <td role="cell">
                {device}
                {one.current.then(|| view! { " " <span class="badge">{say!(i18n, users.this_one)}</span> })}
            </td>
            <td role="cell">{one.address}</td>
            <td role="cell">{time(one.created_at)}</td>
            <td role="cell">{time(one.last_used_at)}</td>
        </tr>
    }
    .into_any()
}
