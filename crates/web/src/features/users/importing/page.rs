use leptos::prelude::*;

use super::{
    super::filter::last_list,
    desk::{Desk, Stage},
    drop::Drop,
    plan::Plan,
    words::file_text,
};
use crate::{
    contract::{Action, ImportOutcome},
    i18n::use_i18n,
    language::{now, say},
    session::Session,
    ui::{Banner, Button, Crumbs, PageTitle, Show},
};

/// People from a file: choose it, read what it would do, apply it.
#[component]
pub fn ImportPage() -> impl IntoView {
    let i18n = use_i18n();
    let (session, desk) = (expect_context::<Session>(), Desk::new(i18n));
    let may = move || session.may(Action::CreateUser) || session.may(Action::ChangeUser);
    let planned = move || matches!(desk.stage.get(), Stage::Planned | Stage::Applying | Stage::Applied);
    view! {
        <div class="column form">
            <Crumbs label=say!(i18n, ui.crumbs) steps=vec![(last_list(), say!(i18n, users.title).into())]/>
            <PageTitle text=say!(i18n, imports.title)/>
            <div class="stack">
                <p class="muted">{say!(i18n, imports.intro)}</p>
                <Show
                    when=may
                    fallback=move || view! {
                        <Banner tone="grey" icon="lock" title=say!(i18n, users.read_only) text=say!(i18n, imports.may_not)/>
                    }.into_any()
                >
                    <Drop desk=desk/>
                </Show>
                <Refused desk=desk/>
                <p class="muted" role="status">
                    {move || (desk.stage.get() == Stage::Reading).then(|| now!(i18n, imports.reading))}
                </p>
                <Show when=planned><Plan desk=desk/><Apply desk=desk/></Show>
            </div>
        </div>
    }
}

#[component]
fn Refused(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    move || {
        desk.problem.get().map(|problem| {
            let text = file_text(i18n, &problem);
            // What came before the failure is done.
            let halfway = desk.done.get_untracked().1 > 0;
            let title =
                move || if halfway { now!(i18n, imports.stopped) } else { now!(i18n, imports.cannot_read) };
            view! { <Banner tone="red" icon="alert" title=title text=text/> }
        })
    }
}

/// Makes it so, and tells how far that is.
#[component]
fn Apply(desk: Desk) -> impl IntoView {
    let i18n = desk.i18n;
    let waiting = Memo::new(move |_| desk.waiting());
    let text = move || match waiting.get() {
        1 => now!(i18n, imports.apply_one).to_owned(),
        count => now!(i18n, imports.apply, count = count),
    };
    let told = move || {
        let (done, all) = desk.done.get();
        now!(i18n, imports.progress, done = done, all = all)
    };
    let result = move || {
        let count = |outcome| desk.count(outcome);
        let (made, changed) = (count(ImportOutcome::Created), count(ImportOutcome::Changed));
        now!(i18n, imports.result, made = made, changed = changed)
    };
    view! {
        <Show when=move || desk.stage.get() == Stage::Planned>
            <Show
                when=move || waiting.get() != 0
                fallback=move || view! { <p>{say!(i18n, imports.nothing_to_do)}</p> }.into_any()
            >
                <div class="submit">
                    <Button kind="primary" icon="check" text=text on_click=move || desk.apply()/>
                </div>
            </Show>
        </Show>
        <Show when=move || desk.stage.get() == Stage::Applying>
            <div class="stack tight" role="status">
                <progress
                    class="meter lg"
                    aria-label=say!(i18n, imports.title)
                    max=move || desk.done.get().1.to_string()
                    value=move || desk.done.get().0.to_string()
                ></progress>
                <p class="muted">{told}</p>
            </div>
        </Show>
        <Show when=move || desk.stage.get() == Stage::Applied>
            <Banner tone="green" icon="check" title=say!(i18n, imports.applied) text=result/>
        </Show>
    }
}
