use leptos::{ev::SubmitEvent, prelude::*};
use uuid::Uuid;

use super::desk::Desk;
use crate::{
    client::Problem,
    contract::{self, CompanyGroup, NewSite, Site, SiteChange},
    i18n::use_i18n,
    language::{now, say},
    ui::{Banner, Form, SelectField, SubmitButton, TextField, Toasts, problem_text},
};

#[derive(Clone, Copy)]
struct Fields {
    group: RwSignal<String>,
    name: RwSignal<String>,
    mail_address: RwSignal<String>,
    company: RwSignal<String>,
    location: RwSignal<String>,
}

impl Fields {
    fn of(site: Option<&Site>, asked: Option<Uuid>, groups: &[CompanyGroup]) -> Self {
        let only = groups.first().filter(|_| groups.len() == 1).map(|group| group.id);
        let group = site.map(|site| site.company_group.id).or(asked).or(only);
        let text = |read: fn(&Site) -> Option<String>| RwSignal::new(site.and_then(read).unwrap_or_default());
        Self {
            group: RwSignal::new(group.map(|id| id.to_string()).unwrap_or_default()),
            name: text(|site| Some(site.name.clone())),
            mail_address: text(|site| site.mail_address.clone()),
            company: text(|site| site.company.clone()),
            location: text(|site| site.location.clone()),
        }
    }
}

fn some(text: RwSignal<String>) -> Option<String> {
    Some(text.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
}

fn filled(text: RwSignal<String>) -> String {
    text.get_untracked().trim().to_owned()
}

async fn save(site: Option<Site>, fields: Fields) -> Result<Site, Problem> {
    let (name, mail_address) = (filled(fields.name), filled(fields.mail_address));
    let (company, location) = (some(fields.company), some(fields.location));
    match site {
        Some(site) => {
            let body = SiteChange { name, mail_address, company, location };
            contract::update_site(site.id, site.version, &body).await
        }
        None => {
            let company_group_id = fields.group.get_untracked().parse().unwrap_or_default();
            let body = NewSite { company_group_id, name, mail_address, company, location };
            contract::create_site(&body).await
        }
    }
}

/// A new site, or another look at one.
#[component]
pub(super) fn SiteForm(
    site: Option<Site>,
    /// The group it was asked for in.
    group: Option<Uuid>,
    desk: Desk,
) -> impl IntoView {
    let i18n = use_i18n();
    let toasts = expect_context::<Toasts>();
    let form = Form::new();
    let fields = Fields::of(site.as_ref(), group, &untrack(move || desk.targets()));
    let is_new = site.is_none();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.is_ready() {
            form.send(save(site.clone(), fields), move |site: Site| {
                toasts.say(now!(i18n, sites.saved, name = site.name.as_str()));
                desk.site_saved(&site);
            });
        }
    };
    let choices = Signal::derive(move || {
        let none = (String::new(), now!(i18n, sites.choose_group).to_owned());
        std::iter::once(none)
            .chain(desk.targets().into_iter().map(|group| (group.id.to_string(), group.name)))
            .collect()
    });
    view! {
        <form novalidate on:submit=submit>
            <div class="body">
                {move || form.problem.get().map(|problem| view! {
                    <Banner tone="red" icon="alert" title=say!(i18n, ui.not_saved) text=move || problem_text(i18n, &problem)/>
                })}
                {is_new.then(|| view! {
                    <SelectField form=form pointer="/company_group_id" label=say!(i18n, sites.group)
                        options=choices value=fields.group/>
                })}
                <TextField form=form pointer="/name" label=say!(i18n, sites.name) value=fields.name
                    rule=NewSite::NAME.required()/>
                <TextField form=form pointer="/mail_address" label=say!(i18n, sites.mail_address) kind="email"
                    help=say!(i18n, sites.mail_address_help) value=fields.mail_address
                    rule=NewSite::MAIL_ADDRESS.required()/>
                <TextField form=form pointer="/company" label=say!(i18n, sites.company) value=fields.company
                    rule=NewSite::COMPANY optional=true/>
                <TextField form=form pointer="/location" label=say!(i18n, sites.location) value=fields.location
                    rule=NewSite::LOCATION optional=true/>
            </div>
            <footer><SubmitButton text=say!(i18n, ui.save) busy=form.busy/></footer>
        </form>
    }
}
