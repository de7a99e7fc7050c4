use domain::Language;
use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

use crate::{
    browser,
    contract::{self, NewTermsVersion, TermsCorrection, TermsText, TermsTexts, TermsVersionTexts},
    i18n::use_i18n,
    language::{Words, is_one, language, now, own_name, say},
    load::Load,
    text::Text,
    ui::{
        AreaField, Banner, Button, Failure, Form, Markdown, Seg, Show, SubmitButton, TextSkeleton, Toasts,
        problem_text,
    },
};

/// Corrects a text of the version in force: nobody accepts it again.
#[component]
pub(super) fn Correction(id: Uuid, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let version = Load::new(move || contract::read_terms_version(id));
    let chosen = RwSignal::new(untrack(|| language(i18n)).word().to_owned());
    let choices = Language::ALL.iter().map(|&one| (one.word(), own_name(one).into())).collect::<Vec<_>>();
    view! {
        <div class="body stack">
            <p>{say!(i18n, terms.correct_text)}</p>
            <Seg label=say!(i18n, account.language) name="text-language" choices=choices value=chosen
                on_change=move |word: &'static str| chosen.set(word.to_owned())/>
            {move || version.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || version.again()/>
            })}
            <Show when=move || version.slow.get()><TextSkeleton/></Show>
        </div>
        {move || text_in(version.data.get(), &chosen.get()).map(|text| view! {
            <CorrectionForm id=id text=text done=done reload=Callback::new(move |()| version.again())/>
        })}
    }
}

fn text_in(version: Option<TermsVersionTexts>, language: &str) -> Option<TermsText> {
    version?.texts.into_iter().find(|text| text.language.word() == language)
}

#[component]
fn CorrectionForm(id: Uuid, text: TermsText, done: Callback<()>, reload: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let (form, markdown) = (Form::new(), RwSignal::new(text.markdown));
    let (version, spoken) = (text.version, text.language);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_ready() {
            return;
        }
        let body = TermsCorrection { markdown: markdown.get_untracked().trim().to_owned() };
        form.send(async move { contract::correct_terms(id, spoken, version, &body).await }, move |_| {
            toasts.say(now!(i18n, terms.corrected));
            done.run(());
        });
    };
    view! {
        <form class="body stack" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| {
                let stale = problem.is_stale();
                view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)>
                        {stale.then(|| view! {
                            <Button kind="sm" text=say!(i18n, requests.reload) on_click=move || reload.run(())/>
                        })}
                    </Banner>
                }
            })}
            <TextIn form=form pointer="/markdown" language=spoken value=markdown/>
            <div class="row"><SubmitButton text=say!(i18n, terms.correct) busy=form.busy/></div>
        </form>
    }
}

/// A text and how it will look.
#[component]
fn TextIn(form: Form, pointer: &'static str, language: Language, value: RwSignal<String>) -> impl IntoView {
    let i18n = use_i18n();
    let label: Text = (move || now!(i18n, terms.text, language = own_name(language))).into();
    view! {
        <AreaField form=form pointer=pointer label=label help=say!(i18n, terms.markdown_help) value=value
            rule=TermsCorrection::MARKDOWN.required() large=true/>
        <p class="muted small">{say!(i18n, terms.preview)}</p>
        <div class="document-box" tabindex="0" lang=language.word()>
            {move || view! { <Markdown text=value.get()/> }}
        </div>
    }
}

/// Writes a new version, starting from the one in force, and publishes it once it is clear whom it asks.
#[component]
pub(super) fn NewVersion(before: Option<Uuid>, people: Signal<i64>, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let last = Load::new(move || async move {
        match before {
            Some(id) => contract::read_terms_version(id).await.map(Some),
            None => Ok(None),
        }
    });
    view! {
        <div class="body stack">
            <p>{say!(i18n, terms.new_text)}</p>
            {move || last.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || last.again()/>
            })}
            <Show when=move || last.slow.get()><TextSkeleton/></Show>
        </div>
        {move || last.data.get().map(|last| view! { <NewVersionForm last=last people=people done=done/> })}
    }
}

/// Where each language stands in what is sent.
const fn pointer(language: Language) -> &'static str {
    match language {
        Language::French => "/texts/fr",
        Language::English => "/texts/en",
    }
}

#[component]
fn NewVersionForm(last: Option<TermsVersionTexts>, people: Signal<i64>, done: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let (form, asking) = (Form::new(), RwSignal::new(false));
    let start = |language: Language| {
        let text = text_in(last.clone(), language.word()).map(|text| text.markdown);
        RwSignal::new(text.unwrap_or_default())
    };
    let (french, english) = (start(Language::French), start(Language::English));
    let key = browser::once_key();
    let publish = move || {
        let trimmed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let body = NewTermsVersion { texts: TermsTexts { fr: trimmed(french), en: trimmed(english) } };
        asking.set(false);
        form.send(async move { contract::create_terms_version(Some(key), &body).await }, move |_| {
            done.run(())
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            asking.set(true);
        }
    };
    view! {
        <form class="body stack" novalidate on:submit=submit>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
            })}
            <TextIn form=form pointer=pointer(Language::French) language=Language::French value=french/>
            <TextIn form=form pointer=pointer(Language::English) language=Language::English value=english/>
            <Show
                when=move || asking.get()
                fallback=move || view! {
                    <div class="row"><SubmitButton text=say!(i18n, terms.publish) busy=form.busy/></div>
                }.into_any()
            >
                <Sure people=people yes=Callback::new(move |()| publish()) no=Callback::new(move |()| asking.set(false))/>
            </Show>
        </form>
    }
}

/// Whom it will ask, said before it does.
#[component]
fn Sure(people: Signal<i64>, yes: Callback<()>, no: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let count = move || usize::try_from(people.get()).unwrap_or_default();
    view! {
        <Banner tone="amber" icon="alert" title=say!(i18n, terms.publish_title) text=move || asked(i18n, count())>
            <Button text=say!(i18n, ui.cancel) on_click=move || no.run(())/>
            <Button kind="primary" text=say!(i18n, terms.publish) on_click=move || yes.run(())/>
        </Banner>
    }
}

fn asked(i18n: Words, count: usize) -> String {
    if is_one(language(i18n), count) {
        now!(i18n, terms.publish_singular, count = count)
    } else {
        now!(i18n, terms.publish_plural, count = count)
    }
}
