use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use uuid::Uuid;

use super::{
    fields::Profile,
    filter::last_list,
    profile_part::ProfilePart,
    username_field::{UsernameField, reworded},
    words::name_of,
};
use crate::{
    browser,
    client::Problem,
    contract::{self, Account, Action, NewUser},
    features::grants::Refusal,
    i18n::use_i18n,
    language::{Words, language, now, say},
    ui::{Button, Crumbs, Form, PageTitle, Password, PasswordField, SubmitButton, TextField, Toasts},
};

const SECOND: &str = "/users/new?step=2";

/// What is being filled in, in two steps [PO-9].
#[derive(Clone, Copy)]
struct Draft {
    first: Form,
    second: Form,
    username: RwSignal<String>,
    email: RwSignal<String>,
    password: RwSignal<String>,
    profile: Profile,
    /// Whether the first step was left as it should be.
    ready: RwSignal<bool>,
    key: Uuid,
    i18n: Words,
}

impl Draft {
    fn new(i18n: Words) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            first: Form::new(),
            second: Form::new(),
            username: text(),
            email: text(),
            password: text(),
            profile: Profile::empty(untrack(|| language(i18n))),
            ready: RwSignal::new(false),
            key: browser::once_key(),
            i18n,
        }
    }

    /// Whether the first step will do; what is wrong is shown.
    fn leave_first(self) -> bool {
        let ready = self.first.is_ready() && untrack(|| self.first.refusal("/username")).is_none();
        self.ready.set(ready);
        ready
    }

    async fn send(self) -> Result<Account, Problem> {
        let text = |signal: RwSignal<String>| signal.get_untracked();
        let body = self.profile.new_user(&text(self.username), &text(self.email), text(self.password));
        contract::create_user(Some(self.key), &body).await
    }

    /// Shows a refusal in the step it is about; says whether that is the first.
    fn refuse(self, problem: Problem) -> bool {
        let problem = reworded(self.i18n, problem);
        let of_first = |pointer: &str| ["/username", "/email", "/provisional_password"].contains(&pointer);
        let back = problem.fields.iter().any(|flaw| of_first(&flaw.pointer));
        if back {
            self.first.refuse(problem)
        } else {
            self.second.refuse(problem)
        }
        back
    }
}

/// A new account: first what one logs in with, then the rest.
#[component]
pub fn NewUserPage() -> impl IntoView {
    let i18n = use_i18n();
    let (query, draft) = (use_query_map(), Draft::new(i18n));
    let second = Memo::new(move |_| {
        draft.ready.get() && query.with(|query| query.get("step").as_deref() == Some("2"))
    });
    Effect::new(move |before: Option<bool>| {
        let second = second.get();
        if before.is_some_and(|before| before != second) {
            browser::focus("#step");
        }
        second
    });
    let step = move || if second.get() { now!(i18n, users.step_two) } else { now!(i18n, users.step_one) };
    view! {
        <div class="column slim form">
            <Crumbs label=say!(i18n, ui.crumbs) steps=vec![(last_list(), say!(i18n, users.title).into())]/>
            <PageTitle text=say!(i18n, users.add_title)/>
            <p id="step" class="muted" tabindex="-1">{step}</p>
            <div hidden=move || second.get()><FirstStep draft=draft/></div>
            <div hidden=move || !second.get()><SecondStep draft=draft/></div>
        </div>
    }
}

#[component]
fn FirstStep(draft: Draft) -> impl IntoView {
    let (i18n, navigate) = (draft.i18n, use_navigate());
    let form = draft.first;
    let own = Signal::derive(move || vec![draft.username.get(), draft.email.get()]);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if draft.leave_first() {
            navigate(SECOND, NavigateOptions::default());
        }
    };
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            <UsernameField form=form value=draft.username/>
            <TextField form=form pointer="/email" label=say!(i18n, entry.email) value=draft.email kind="email"
                rule=NewUser::EMAIL.required() help=say!(i18n, users.email_help) autocomplete="off"/>
            <PasswordField form=form pointer="/provisional_password" label=say!(i18n, users.provisional)
                value=draft.password kind=Password::New own=own optional=true/>
            <p class="muted small">{say!(i18n, users.provisional_help)}</p>
            <div class="submit">
                <SubmitButton icon="arrow" text=say!(i18n, users.go_on) busy=Signal::stored(false)/>
            </div>
        </form>
    }
}

#[component]
fn SecondStep(draft: Draft) -> impl IntoView {
    let (i18n, navigate, toasts) = (draft.i18n, use_navigate(), expect_context::<Toasts>());
    let (form, back) = (draft.second, use_navigate());
    let save = Callback::new(move |close: bool| {
        // What was typed into the first step since then is judged again.
        if !draft.leave_first() {
            navigate("/users/new", NavigateOptions::default());
            return;
        }
        if !form.is_ready() {
            return;
        }
        let navigate = navigate.clone();
        form.send(
            async move { Ok(draft.send().await) },
            move |answer: Result<Account, Problem>| match answer {
                Ok(account) => {
                    toasts.say(now!(i18n, users.added, name = name_of(&account)));
                    let page = format!("/users/{}", account.id);
                    navigate(if close { last_list() } else { page }.as_str(), NavigateOptions::default());
                }
                // Whoever makes accounts need not see those that are there.
                Err(problem) if problem.slug == "out-of-sight" => {
                    toasts.say(now!(i18n, users.added_unseen));
                    navigate("/users", NavigateOptions::default());
                }
                Err(problem) => {
                    if draft.refuse(problem) {
                        navigate("/users/new", NavigateOptions::default());
                    }
                }
            },
        );
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        save.run(false);
    };
    let called = move || draft.username.with(|name| name.trim().to_owned());
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! { <Refusal problem=problem/> })}
            <dl class="props"><dt>{say!(i18n, login.username)}</dt><dd>{called}</dd></dl>
            <ProfilePart form=form profile=draft.profile may=Action::CreateUser/>
            <div class="submit">
                <SubmitButton text=say!(i18n, ui.save) busy=form.busy/>
                <Button text=say!(i18n, users.save_and_close) busy=form.busy on_click=move || save.run(true)/>
                <Button kind="ghost" icon="left" text=say!(i18n, users.step_back)
                    on_click=move || back("/users/new", NavigateOptions::default())/>
            </div>
        </form>
    }
}
