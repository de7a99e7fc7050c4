use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

use super::{actions::Actions, conflict::Conflict, wording::Wording};
use crate::{
    client::Problem,
    contract::{self, Request, RequestChange, RequesterChange},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    rule::TextRule,
    ui::{
        AreaField, Banner, Button, Failure, Form, Show, SubmitButton, TextField, TextSkeleton, Toasts,
        problem_text,
    },
};

/// What a request says, to be changed.
#[component]
pub fn EditForm() -> impl IntoView {
    let actions = expect_context::<Actions>();
    let id = actions.subject.with_untracked(|one| one.as_ref().map(|one| one.id)).unwrap_or_default();
    // A row knows too little, and a page may be old.
    let read = Load::new(move || contract::read_request(id));
    view! {
        {move || read.problem.get().map(|problem| view! {
            <div class="body"><Failure problem=problem again=move || read.again()/></div>
        })}
        <Show when=move || read.slow.get()><div class="body"><TextSkeleton/></div></Show>
        {move || read.data.get().map(|request| view! { <Sheet request=request actions=actions/> })}
    }
}

/// How sending ended.
enum Saved {
    Done(Request),
    /// Somebody else was first.
    Beaten(Request),
}

async fn save(id: Uuid, version: i64, change: RequestChange) -> Result<Saved, Problem> {
    match contract::update_request(id, version, &change).await {
        Err(problem) if problem.is_stale() => contract::read_request(id).await.map(Saved::Beaten),
        answer => answer.map(Saved::Done),
    }
}

#[component]
fn Sheet(request: Request, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let form = Form::new();
    let fields = Wording::from(&request).each(RwSignal::new);
    let (seen, found) = (StoredValue::new(request), RwSignal::new(None));
    let done = move |saved: Saved| match saved {
        Saved::Beaten(fresh) => found.set(Some((seen.get_value(), fresh))),
        Saved::Done(request) => {
            toasts.say(now!(i18n, requests.edited, reference = request.reference.as_str()));
            actions.editing.set(false);
            actions.tell(request);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let change = fields.each(|field| field.get_untracked()).change();
        if let (true, Some(change)) = (form.is_ready(), change) {
            let (id, version) = seen.with_value(|seen| (seen.id, seen.version));
            form.send(save(id, version, change), done);
        }
    };
    let reload = Callback::new(move |()| {
        let Some((before, fresh)) = found.get_untracked() else { return };
        let mine = fields.each(|field| field.get_untracked());
        let rebased = mine.rebased((&before).into(), (&fresh).into());
        fields.beside(rebased).each(|(field, text)| field.set(text));
        seen.set_value(fresh);
        found.set(None);
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                <Conflict found=found reload=reload/>
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
                })}
                <Fields form=form fields=fields/>
            </div>
            <footer>
                <Button text=say!(i18n, ui.cancel) on_click=move || actions.editing.set(false)/>
                <SubmitButton text=say!(i18n, ui.save) busy=form.busy/>
            </footer>
        </form>
    }
}

#[component]
fn Fields(form: Form, fields: Wording<RwSignal<String>>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <TextField form=form pointer="/title" label=say!(i18n, requests.heading) value=fields.title
            rule=RequestChange::TITLE.required()/>
        <AreaField form=form pointer="/text" label=say!(i18n, requests.text) value=fields.text
            rule=RequestChange::TEXT.required()/>
        <div class="more-fields">
            <TextField form=form pointer="/requester/first_name" label=say!(i18n, entry.first_name)
                value=fields.first_name rule=RequesterChange::FIRST_NAME/>
            <TextField form=form pointer="/requester/last_name" label=say!(i18n, entry.last_name)
                value=fields.last_name rule=RequesterChange::LAST_NAME/>
            <TextField form=form pointer="/requester/phone" label=say!(i18n, entry.phone)
                value=fields.phone rule=RequesterChange::PHONE kind="tel"/>
            <TextField form=form pointer="/requester/email" label=say!(i18n, entry.email)
                value=fields.email rule=RequesterChange::EMAIL kind="email"/>
            <TextField form=form pointer="/noticed_on" label=say!(i18n, entry.noticed_on)
                value=fields.noticed_on rule=TextRule::FREE.required() kind="date"/>
        </div>
    }
}
