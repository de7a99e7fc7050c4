use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use super::{leave::LeaveEverywhere, session_row::SessionRow};
use crate::{
    client::Problem,
    contract::{self, LoginSession},
    i18n::use_i18n,
    language::{Words, now, say},
    load::Load,
    ui::{Button, Failure, Show, TextSkeleton, Toasts, problem_text},
};

/// Where one is logged in, and a way to end each.
#[component]
pub(super) fn Sessions() -> impl IntoView {
    let i18n = use_i18n();
    let sessions = Load::new(|| async { Ok(contract::list_my_sessions().await?.items) });
    let ending = Ending { i18n, sessions, busy: RwSignal::new(false), toasts: expect_context() };
    let row = move |session: LoginSession| {
        let id = session.id;
        let end = move || ending.end(end_one(id), move || now!(i18n, account.session_ended).to_owned());
        view! { <SessionRow session=session busy=ending.busy end=end/> }
    };
    let others = move || {
        sessions
            .data
            .with(|list| list.as_ref().is_some_and(|list| list.iter().any(|session| !session.current)))
    };
    let end_others = move || {
        ending.end(contract::end_my_other_sessions(), move || now!(i18n, account.others_ended).to_owned());
    };
    view! {
        <section class="stack">
            <h2>{say!(i18n, account.sessions)}</h2>
            <p class="muted">{say!(i18n, account.sessions_text)}</p>
            {move || sessions.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || sessions.again()/>
            })}
            <Show when=move || sessions.slow.get()><TextSkeleton/></Show>
            <ul class="letters">{move || sessions.data.get().map(|list| list.into_iter().map(row).collect_view())}</ul>
            <div class="row">
                <Show when=others>
                    <Button text=say!(i18n, account.end_others) busy=ending.busy on_click=end_others/>
                </Show>
                <LeaveEverywhere/>
            </div>
        </section>
    }
}

/// What it takes to end sessions and to show what is left.
#[derive(Clone, Copy)]
struct Ending {
    i18n: Words,
    sessions: Load<Vec<LoginSession>>,
    busy: RwSignal<bool>,
    toasts: Toasts,
}

impl Ending {
    fn end(
        self,
        call: impl Future<Output = Result<(), Problem>> + 'static,
        said: impl Fn() -> String + 'static,
    ) {
        self.busy.set(true);
        spawn_local(async move {
            match call.await {
                Ok(()) => self.toasts.say(said()),
                Err(problem) => self.toasts.warn(problem_text(self.i18n, &problem)),
            }
            self.busy.try_set(false);
            self.sessions.again();
        });
    }
}

async fn end_one(id: Uuid) -> Result<(), Problem> {
    match contract::end_my_session(id).await {
        // It ended by itself meanwhile.
        Err(problem) if problem.status == 404 => Ok(()),
        answer => answer,
    }
}
