use std::time::Duration;

use leptos::{
    ev::{KeyboardEvent, SubmitEvent},
    prelude::*,
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use uuid::Uuid;

use super::{draft::Draft, known::Known};
use crate::{
    browser,
    contract::{self, Action, Me, NewRequest, Request, Site},
    dates,
    features::sites::all_sites,
    i18n::use_i18n,
    language::{language, now, say},
    load::Load,
    session::Session,
    ui::{
        AreaField, Banner, Check, Crumbs, Failure, Form, PageTitle, SelectField, SubmitButton, Toasts,
        problem_text,
    },
};

/// What the form holds.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    key: RwSignal<Uuid>,
    site: RwSignal<String>,
    text: RwSignal<String>,
    pub(super) first_name: RwSignal<String>,
    pub(super) last_name: RwSignal<String>,
    pub(super) email: RwSignal<String>,
    pub(super) phone: RwSignal<String>,
    pub(super) noticed_on: RwSignal<String>,
    confirm: RwSignal<bool>,
}

impl Fields {
    fn new(draft: Draft) -> Self {
        Self {
            key: RwSignal::new(draft.key),
            site: RwSignal::new(draft.site),
            text: RwSignal::new(draft.text),
            first_name: RwSignal::new(draft.first_name),
            last_name: RwSignal::new(draft.last_name),
            email: RwSignal::new(draft.email),
            phone: RwSignal::new(draft.phone),
            noticed_on: RwSignal::new(draft.noticed_on),
            confirm: RwSignal::new(draft.confirm),
        }
    }

    /// The form as it stands; follows it.
    fn draft(self) -> Draft {
        Draft {
            key: self.key.get(),
            site: self.site.get(),
            text: self.text.get(),
            first_name: self.first_name.get(),
            last_name: self.last_name.get(),
            email: self.email.get(),
            phone: self.phone.get(),
            noticed_on: self.noticed_on.get(),
            confirm: self.confirm.get(),
        }
    }
}

/// A new request: open, type, send.
#[component]
pub fn NewRequestPage() -> impl IntoView {
    let session = expect_context::<Session>();
    untrack(|| session.me()).map(|me| view! { <EntryForm me=me/> })
}

#[component]
fn EntryForm(me: Me) -> impl IntoView {
    let i18n = use_i18n();
    let (toasts, navigate) = (expect_context::<Toasts>(), use_navigate());
    let form = Form::new();
    let today = dates::now().date().to_string();
    let fields = Fields::new(Draft::recall(&me).unwrap_or_else(|| Draft::of(&me, today)));
    let sites = Load::new(|| all_sites(Some(Action::CreateRequest)));
    let kept = keep_draft(fields, me.id);
    // The router puts a page into the document after its effects have run.
    Effect::new(|| request_animation_frame(|| browser::focus("#f-text")));
    let done = move |request: Request| {
        Draft::drop_of(me.id);
        toasts.say(now!(i18n, entry.sent, reference = request.reference.as_str()));
        navigate(&format!("/requests/{}", request.id), NavigateOptions::default());
    };
    let send = move || {
        let draft = untrack(|| fields.draft());
        if let (true, Some(request)) = (form.is_ready(), draft.request()) {
            let done = done.clone();
            form.send(async move { contract::create_request(Some(draft.key), &request).await }, done);
        }
    };
    let by_key = send.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            by_key();
        }
    };
    view! {
        <form class="column slim form fast" novalidate on:submit=submit on:keydown=on_key>
            <div class="stack tight">
                <Crumbs label=say!(i18n, ui.crumbs) steps=vec![("/".to_owned(), say!(i18n, shell.home).into())]>
                    <span>{say!(i18n, shell.new_request)}</span>
                </Crumbs>
                <PageTitle text=say!(i18n, shell.new_request) unfocused=true/>
            </div>
            {move || form.problem.get().map(|problem| view! {
                <Banner tone="red" icon="alert" title=say!(i18n, entry.not_sent) text=move || problem_text(i18n, &problem)/>
            })}
            <SiteField form=form fields=fields sites=sites/>
            <AreaField form=form pointer="/text" label=say!(i18n, entry.what) help=say!(i18n, entry.what_help)
                value=fields.text rule=NewRequest::TEXT.required() large=true/>
            <Known form=form fields=fields/>
            <div class="stack">
                <Check label=say!(i18n, entry.confirm) value=fields.confirm/>
                <div class="submit">
                    <SubmitButton kind="primary xl" text=say!(i18n, entry.send) busy=form.busy/>
                    <span class="quiet small not-small">
                        <span class="keys" aria-hidden="true"><kbd class="kbd">"Ctrl"</kbd><kbd class="kbd">"↵"</kbd></span>
                        " "
                        {move || kept.get().map(|at| now!(i18n, entry.kept, when = dates::time(at, language(i18n))))}
                    </span>
                </div>
            </div>
        </form>
    }
}

/// The site, chosen already where there is only one or one is usual.
#[component]
fn SiteField(form: Form, fields: Fields, sites: Load<Vec<Site>>) -> impl IntoView {
    let i18n = use_i18n();
    Effect::new(move || {
        sites.data.with(|sites| {
            let Some(sites) = sites else { return };
            let chosen = fields.site.get_untracked();
            if !sites.iter().any(|site| site.id.to_string() == chosen) {
                let only = sites.first().filter(|_| sites.len() == 1);
                fields.site.set(only.map(|site| site.id.to_string()).unwrap_or_default());
            }
        });
    });
    let options = Signal::derive(move || {
        let sites = sites.data.get().unwrap_or_default();
        let none = (sites.len() != 1).then(|| (String::new(), now!(i18n, entry.choose_site).to_owned()));
        none.into_iter().chain(sites.into_iter().map(|site| (site.id.to_string(), site.name))).collect()
    });
    view! {
        {move || sites.problem.get().map(|problem| view! {
            <Failure problem=problem again=move || sites.again()/>
        })}
        <SelectField form=form pointer="/site_id" label=say!(i18n, entry.site) options=options value=fields.site
            large=true/>
    }
}

/// Keeps the draft a moment after each change; says when.
fn keep_draft(fields: Fields, account: Uuid) -> RwSignal<Option<chrono::NaiveDateTime>> {
    let kept = RwSignal::new(None);
    Effect::new(move |started: Option<()>| {
        let draft = fields.draft();
        if started.is_none() {
            return;
        }
        let keep = move || {
            draft.keep(account);
            kept.set((!draft.text.trim().is_empty()).then(dates::now));
        };
        if let Ok(timer) = set_timeout_with_handle(keep, Duration::from_millis(400)) {
            on_cleanup(move || timer.clear());
        }
    });
    kept
}
