use domain::Language;
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_router::hooks::{use_location, use_query_map};

use super::{
    answers::{Answers, Step, token},
    steps::{AdministratorStep, MailStep, OrganisationStep, SiteStep},
};
use crate::{
    client::Problem,
    contract::{self, Instance},
    features::sign_in::Stairs,
    i18n::use_i18n,
    language::{language, now, own_name, say, speak},
    load::Load,
    text::Text,
    ui::{Banner, Button, Form, Lockup, PageTitle, Seg, SubmitButton, problem_text},
};

/// The wizard of the first start.
#[component]
pub fn SetupPage() -> impl IntoView {
    let i18n = use_i18n();
    let instance = Load::new(contract::read_instance);
    let (query, location) = (use_query_map(), use_location());
    let token = Memo::new(move |_| token(query.with(|query| query.get("token")), &location.hash.get()));
    let done = RwSignal::new(false);
    let set_up = move || instance.data.with(|read| read.as_ref().is_some_and(|read| read.set_up));
    view! {
        <a class="skip" href="#main">{say!(i18n, shell.skip)}</a>
        <div class="gate">
            <Stairs instance=instance/>
            <main id="main">
                {move || match (done.get(), set_up(), token.get()) {
                    (true, ..) => view! { <Finished/> }.into_any(),
                    (_, true, _) => view! {
                        <Closed title=say!(i18n, setup.already) text=say!(i18n, setup.already_text)/>
                    }.into_any(),
                    (_, _, None) => view! {
                        <Closed title=say!(i18n, setup.no_token) text=say!(i18n, setup.no_token_text)/>
                    }.into_any(),
                    (_, _, Some(token)) => view! { <Wizard token=token done=done/> }.into_any(),
                }}
            </main>
        </div>
    }
}

#[component]
fn Closed(#[prop(into)] title: Text, #[prop(into)] text: Text) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="middle stack">
            <PageTitle text=title/>
            <p class="muted">{text}</p>
            <a class="btn lg" href="/login">{say!(i18n, login.submit)}</a>
        </div>
    }
}

#[component]
fn Finished() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="middle stack">
            <PageTitle text=say!(i18n, setup.done)/>
            <p class="muted">{say!(i18n, setup.done_text)}</p>
            <a class="btn primary lg" href="/login">{say!(i18n, login.submit)}</a>
        </div>
    }
}

#[component]
fn Wizard(token: String, done: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let (answers, step) = (Answers::new(), RwSignal::new(Step::Organisation));
    let form = Form::new();
    let sent = StoredValue::new(token);
    let finish = move || {
        let body = answers.body(sent.get_value(), language(i18n));
        form.send(
            async move { Ok::<_, Problem>(contract::complete_setup(&body).await) },
            move |answer: Result<Instance, Problem>| match answer {
                Ok(_) => done.set(true),
                Err(problem) => show_refusal(form, step, problem),
            },
        );
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        if step.get_untracked().next() == Step::Done {
            finish();
        } else {
            go(form, step, step.get_untracked().next());
        }
    };
    let last = move || step.get().next() == Step::Done;
    let forward = move || if last() { now!(i18n, setup.finish) } else { now!(i18n, setup.next) };
    view! {
        <form class="stack loose" novalidate on:submit=submit>
            <div class="stack tight">
                <span class="lockup only-small"><Lockup/></span>
                <p class="muted small">
                    {move || now!(i18n, setup.step, number = step.get().number(), total = Step::ASKING.len())}
                </p>
                {move || {
                    let title: Text = match step.get() {
                        Step::Organisation => say!(i18n, setup.organisation).into(),
                        Step::Site => say!(i18n, setup.site).into(),
                        Step::Administrator => say!(i18n, setup.administrator).into(),
                        Step::Mail | Step::Done => say!(i18n, setup.mail).into(),
                    };
                    view! { <PageTitle text=title/> }
                }}
            </div>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
            })}
            {move || match step.get() {
                Step::Organisation => view! { <LanguageChoice/><OrganisationStep form=form answers=answers/> }.into_any(),
                Step::Site => view! { <SiteStep form=form answers=answers/> }.into_any(),
                Step::Administrator => view! { <AdministratorStep form=form answers=answers/> }.into_any(),
                Step::Mail | Step::Done => {
                    view! { <MailStep form=form answers=answers token=sent.get_value()/> }.into_any()
                }
            }}
            <div class="row">
                {move || step.get().before().map(|before| view! {
                    <Button kind="lg" icon="left" text=say!(i18n, setup.back) on_click=move || go(form, step, before)/>
                })}
                <SubmitButton kind="primary lg" text=forward busy=form.busy/>
            </div>
        </form>
    }
}

fn go(form: Form, step: RwSignal<Step>, to: Step) {
    form.reset();
    step.set(to);
}

/// Goes to the step that asked for the refused field, and shows the refusal there.
fn show_refusal(form: Form, step: RwSignal<Step>, problem: Problem) {
    if let Some(flaw) = problem.fields.first() {
        step.set(Step::of(&flaw.pointer));
    }
    request_animation_frame(move || form.refuse(problem));
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let i18n = use_i18n();
    let languages = Language::ALL.iter().map(|&one| (one.word(), own_name(one).into())).collect();
    let choose = move |word: &'static str| {
        if let Ok(language) = word.parse() {
            speak(i18n, language);
        }
    };
    view! {
        <div class="field">
            <span class="label">{say!(i18n, account.language)}</span>
            <div>
                <Seg
                    label=say!(i18n, account.language)
                    name="language"
                    choices=languages
                    value=Signal::derive(move || language(i18n).word().to_owned())
                    on_change=choose
                />
            </div>
        </div>
    }
}
