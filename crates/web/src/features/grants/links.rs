use leptos::{prelude::*, task::spawn_local};

use super::{
    link_form::LinkForm,
    read::{Giving, all_links},
    refusal::Refusal,
    row::Validity,
};
use crate::{
    browser,
    client::Problem,
    contract::{self, NewTagGrant, PrincipalRef, TagGrant},
    features::{sites::NodeName, tags::colours},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    ui::{Button, Dialog, Failure, IconButton, Show, TextSkeleton, Toasts},
};

/// The tags linked to somebody or a team: they open the requests that bear them.
#[component]
pub fn TagLinks(
    to: PrincipalRef,
    giving: Giving,
    /// What they open changed.
    #[prop(optional)]
    changed: Option<Callback<()>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let load = Load::new({
        let to = to.clone();
        move || all_links(to.clone())
    });
    let colours = Load::new(colours);
    let (adding, refused) = (RwSignal::new(false), RwSignal::new(None));
    let again = Callback::new(move |()| {
        load.again();
        if let Some(changed) = changed {
            changed.run(());
        }
    });
    let take = taking(again, refused);
    let saved = Callback::new(move |()| {
        adding.set(false);
        again.run(());
    });
    let row = move |link: TagGrant| {
        let colour = colours.data.with(|all| {
            let found = all.as_ref().and_then(|all| all.iter().find(|(name, _)| *name == link.category));
            found.map(|(_, colour)| colour.to_string())
        });
        view! { <LinkRow link=link colour=colour giving=giving take=take/> }.into_any()
    };
    let rows = move || load.data.get().unwrap_or_default().into_iter().map(row).collect::<Vec<AnyView>>();
    view! {
        <section class="stack tight" aria-labelledby="links">
            <div class="row">
                <h2 id="links" tabindex="-1">{say!(i18n, grants.links)}</h2>
                <span class="muted">{say!(i18n, grants.links_text)}</span>
            </div>
            {move || load.problem.get().map(|problem| view! {
                <Failure problem=problem again=move || load.again()/>
            })}
            {move || refused.get().map(|problem| view! { <Refusal problem=problem/> })}
            <Show when=move || load.slow.get()><TextSkeleton/></Show>
            <Show when=move || load.data.with(|all| all.as_ref().is_some_and(Vec::is_empty))>
                <p class="muted">{say!(i18n, grants.no_links)}</p>
            </Show>
            <Show when=move || load.data.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()))>
                <table class="grants" role="table" aria-labelledby="links">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col">{say!(i18n, grants.tag)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, grants.opens)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, grants.place)}</th>
                            <th role="columnheader" scope="col"><span class="vh">{say!(i18n, grants.actions)}</span></th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </Show>
            <Show when=move || giving.anywhere()>
                <Button kind="ghost sm flush" icon="plus" text=say!(i18n, grants.add_link) on_click=move || adding.set(true)/>
            </Show>
            <Dialog open=adding id="d-link" title=say!(i18n, grants.add_link)>
                <LinkForm to=to.clone() saved=saved/>
            </Dialog>
        </section>
    }
}

#[component]
fn LinkRow(
    link: TagGrant,
    colour: Option<String>,
    giving: Giving,
    take: Callback<TagGrant>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (own, node, tag) = (link.clone(), link.node.id, link.tag.name.clone());
    let label = move || now!(i18n, grants.take_tag, name = tag.as_str());
    let opens = if link.edit { say!(i18n, grants.view_and_edit) } else { say!(i18n, grants.view) };
    view! {
        <tr role="row">
            <td role="cell"><span class="tag" data-color=colour><i>{link.category}</i>{link.tag.name}</span></td>
            <td role="cell">{opens} <small><Validity from=link.valid_from until=link.valid_until/></small></td>
            <td role="cell"><NodeName node=link.node/></td>
            <td role="cell">
                {move || giving.at(node).then(|| {
                    let (own, label) = (own.clone(), label.clone());
                    view! { <IconButton icon="x" kind="sm" label=label on_click=move || take.run(own.clone())/> }
                })}
            </td>
        </tr>
    }
}

/// Takes a link; as long as the news is there it can be put back.
fn taking(again: Callback<()>, refused: RwSignal<Option<Problem>>) -> Callback<TagGrant> {
    let i18n = use_i18n();
    let toasts: Toasts = expect_context();
    Callback::new(move |link: TagGrant| {
        spawn_local(async move {
            let answer = contract::delete_tag_grant(link.id, link.version).await;
            if refused.try_set(answer.as_ref().err().cloned()).is_some() || answer.is_err() {
                return;
            }
            again.run(());
            browser::focus("#links");
            let told = now!(i18n, grants.tag_taken, name = link.tag.name.as_str());
            toasts.say_with(told, say!(i18n, ui.undo), move || {
                put_back(link.clone(), again, refused);
            });
        });
    })
}

fn put_back(link: TagGrant, again: Callback<()>, refused: RwSignal<Option<Problem>>) {
    let body = NewTagGrant {
        to: PrincipalRef { kind: link.to.kind, id: link.to.id },
        tag_id: link.tag.id,
        node_id: link.node.id,
        edit: Some(link.edit),
        valid_from: link.valid_from,
        valid_until: link.valid_until,
    };
    spawn_local(async move {
        let answer = contract::create_tag_grant(Some(browser::once_key()), &body).await;
        if refused.try_set(answer.err()).is_none() {
            again.run(());
        }
    });
}
