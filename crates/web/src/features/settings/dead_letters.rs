use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

use crate::{
    contract::{self, DeadLetter, ListDeadLettersQuery},
    dates,
    i18n::use_i18n,
    language::{Words, is_one, language, now, say},
    load::Load,
    ui::{Failure, Icon, Show, TextSkeleton, Toasts, problem_text},
};

/// Mails that no mail server took, each with its reason.
#[component]
pub(super) fn DeadLetters() -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let letters = Load::new(|| async { contract::list_dead_letters(&ListDeadLettersQuery::default()).await });
    let retry = Callback::new(move |id: Uuid| {
        spawn_local(async move {
            match contract::retry_dead_letter(id).await {
                Ok(()) => {
                    toasts.say(now!(i18n, settings.retried));
                    letters.again();
                }
                Err(problem) => toasts.warn(problem_text(i18n, &problem)),
            }
        });
    });
    let items =
        move || letters.data.with(|page| page.as_ref().map(|page| page.items.clone()).unwrap_or_default());
    view! {
        <section class="stack" aria-labelledby="dead">
            <h2 id="dead">{say!(i18n, settings.dead)}</h2>
            {move || letters.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || letters.again()/>
            })}
            <Show when=move || letters.slow.get()><TextSkeleton/></Show>
            <Show when=move || letters.data.with(Option::is_some) && items().is_empty()>
                <p class="muted">{say!(i18n, settings.none_dead)}</p>
            </Show>
            <ul class="letters">
                {move || items().into_iter().map(|letter| view! { <Letter letter=letter retry=retry/> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Letter(letter: DeadLetter, retry: Callback<Uuid>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, attempts) = (letter.id, usize::try_from(letter.attempts).unwrap_or_default());
    let at = dates::local(letter.created_at);
    let label = letter.to.clone();
    view! {
        <li>
            <div class="grow">
                <b>{letter.subject}</b>
                <p class="muted small">
                    {letter.to}
                    " · "
                    {move || dates::moment(at, dates::now(), language(i18n))}
                    " · "
                    {move || attempts_text(i18n, attempts)}
                </p>
                <p class="small mono">{letter.last_error}</p>
            </div>
            <button
                type="button"
                class="btn sm"
                aria-label=move || { let label = label.clone(); now!(i18n, settings.retry_one, to = label) }
                on:click=move |_| retry.run(id)
            >
                <Icon name="undo"/>
                {say!(i18n, settings.retry)}
            </button>
        </li>
    }
}

fn attempts_text(i18n: Words, count: usize) -> String {
    if is_one(language(i18n), count) {
        now!(i18n, settings.attempts_singular, count = count)
    } else {
        now!(i18n, settings.attempts_plural, count = count)
    }
}
