use leptos::prelude::*;

use super::{all_groups, all_sites, group_form::GroupForm, site_form::SiteForm};
use crate::{
    browser,
    contract::{Action, Site},
    i18n::use_i18n,
    language::{now, say},
    load::Load,
    session::Session,
    ui::{Button, Dialog, Empty, Failure, Icon, ListSkeleton, PageTitle, Show},
};

/// Sites: where they are, which mailbox their requests go to.
#[component]
pub fn SitesPage() -> impl IntoView {
    let i18n = use_i18n();
    let session = expect_context::<Session>();
    let sites = Load::new(|| all_sites(None));
    let groups = Load::new(all_groups);
    let (editing, adding, grouping) =
        (RwSignal::new(None::<Site>), RwSignal::new(false), RwSignal::new(false));
    let editing_open = RwSignal::new(false);
    let edit = Callback::new(move |site: Site| {
        editing.set(Some(site));
        editing_open.set(true);
    });
    let saved = Callback::new(move |()| {
        editing_open.set(false);
        adding.set(false);
        sites.again();
        // The row that had the focus is drawn anew.
        request_animation_frame(|| browser::focus("h1"));
    });
    let grouped = Callback::new(move |()| {
        grouping.set(false);
        groups.again();
    });
    let known = Signal::derive(move || groups.data.get().unwrap_or_default());
    view! {
        <div class="top-line">
            <PageTitle text=say!(i18n, sites.title)/>
            <Show when=move || session.may_everywhere(Action::ManageSites)>
                <Button icon="group" text=say!(i18n, sites.add_group) on_click=move || grouping.set(true)/>
            </Show>
            <Button kind="primary" icon="plus" text=say!(i18n, sites.add) on_click=move || adding.set(true)/>
        </div>
        {move || sites.problem.get().map(|problem| view! {
            <div class="pad"><Failure problem=problem again=move || sites.again()/></div>
        })}
        <Show when=move || sites.slow.get()><ListSkeleton/></Show>
        <Show when=move || sites.data.with(Option::is_some)>
            <SiteTable sites=Signal::derive(move || sites.data.get().unwrap_or_default()) edit=edit/>
        </Show>
        <Dialog open=adding id="d-add-site" title=say!(i18n, sites.add)>
            <SiteForm site=None groups=known saved=saved/>
        </Dialog>
        <Dialog open=editing_open id="d-edit-site" title=say!(i18n, sites.edit)>
            <SiteForm site=editing.get_untracked() groups=known saved=saved/>
        </Dialog>
        <Dialog open=grouping id="d-add-group" title=say!(i18n, sites.add_group)>
            <GroupForm saved=grouped/>
        </Dialog>
    }
}

#[component]
fn SiteTable(sites: Signal<Vec<Site>>, edit: Callback<Site>) -> impl IntoView {
    let i18n = use_i18n();
    let row = move |site: Site| {
        let (name, editable) = (site.name.clone(), site.allowed.contains(&Action::ManageSites));
        let own = site.clone();
        view! {
            <tr>
                <td class="wrap"><b>{site.name}</b></td>
                <td>{site.company_group.name}</td>
                <td class="wrap">{[site.company, site.location].into_iter().flatten().collect::<Vec<_>>().join(", ")}</td>
                <td>{site.mail_address}</td>
                <td class="fit end">
                    {editable.then(|| view! {
                        <button
                            type="button"
                            class="btn sm"
                            aria-label=move || { let name = name.clone(); now!(i18n, sites.edit_one, name = name) }
                            on:click=move |_| edit.run(own.clone())
                        >
                            <Icon name="pencil"/>
                            {say!(i18n, sites.change)}
                        </button>
                    })}
                </td>
            </tr>
        }
    };
    view! {
        <Show
            when=move || !sites.with(Vec::is_empty)
            fallback=move || view! { <Empty title=say!(i18n, sites.none) text=say!(i18n, sites.none_text)/> }
        >
            <div class="table-wrap" tabindex="0" role="region" aria-label=say!(i18n, sites.title)>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{say!(i18n, sites.name)}</th>
                            <th scope="col">{say!(i18n, sites.group)}</th>
                            <th scope="col">{say!(i18n, sites.place)}</th>
                            <th scope="col">{say!(i18n, sites.mail_address)}</th>
                            <td></td>
                        </tr>
                    </thead>
                    <tbody>{move || sites.get().into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </Show>
    }
}
