use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    contract::{self, PasswordChange},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    shell::full_name,
    ui::{Banner, Form, Password, PasswordField, SubmitButton, Toasts, problem_text},
};

/// Another password: every other session ends.
#[component]
pub(super) fn ChangePassword() -> impl IntoView {
    let i18n = use_i18n();
    let (session, toasts) = (expect_context::<Session>(), expect_context::<Toasts>());
    let form = Form::new();
    let (current, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let username = untrack(|| session.me()).map(|me| me.username);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        let change = PasswordChange {
            current_password: Some(current.get_untracked()),
            password: password.get_untracked(),
        };
        form.send(async move { contract::change_my_password(&change).await }, move |me| {
            current.set(String::new());
            password.set(String::new());
            form.reset();
            session.know(me);
            toasts.say(now!(i18n, account.password_changed));
        });
    };
    view! {
        <section class="stack">
            <h2>{say!(i18n, login.password)}</h2>
            <p class="muted">{say!(i18n, account.password_text)}</p>
            <form class="stack loose" novalidate on:submit=submit>
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved)
                        text=move || problem_text(i18n, &problem)/>
                })}
                // What keeps passwords must know whose it is.
                <input class="vh" autocomplete="username" readonly tabindex="-1" aria-hidden="true" prop:value=username/>
                <div class="stack">
                    <PasswordField form=form pointer="/current_password" label=say!(i18n, password.current)
                        value=current kind=Password::Current/>
                    <PasswordField form=form pointer="/password" label=say!(i18n, password.fresh) value=password
                        kind=Password::New own=known_of(session)/>
                </div>
                <div><SubmitButton text=say!(i18n, account.change_password) busy=form.busy/></div>
            </form>
        </section>
    }
}

/// What others know of who is looking.
fn known_of(session: Session) -> Signal<Vec<String>> {
    let instance = Load::new(contract::read_instance);
    Signal::derive(move || {
        let house = instance.data.with(|read| read.as_ref().map(|read| read.name.clone()));
        let own = session.me().map(|me| [full_name(&me.first_name, &me.last_name), me.username, me.email]);
        own.into_iter().flatten().chain(house).collect()
    })
}
