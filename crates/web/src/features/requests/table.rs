use leptos::prelude::*;
use uuid::Uuid;

use super::{actions::Actions, row::Row, subject::Subject};
use crate::{
    browser,
    contract::{RequestPage, RequestSummary},
    i18n::use_i18n,
    keyboard::{Command, Keys},
    language::say,
    ui::{Place, Show},
};

/// Requests, one a row; on a phone two lines each, as in a mailbox.
#[component]
pub(super) fn Table(page: RwSignal<Option<RequestPage>>, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let rows = Memo::new(move |_| {
        page.with(|page| page.as_ref().map(|page| page.items.clone()).unwrap_or_default())
    });
    let cursor = RwSignal::new(None::<Uuid>);
    let works = Memo::new(move |_| rows.with(|rows| rows.iter().any(|row| row.assignees.is_some())));
    obey(rows, cursor, actions);
    let ids = move || rows.with(|rows| rows.iter().map(|row| row.id).collect::<Vec<Uuid>>());
    view! {
        <div class="requests" class:public=move || !works.get()>
            <div class="table-wrap">
                <table class="table" role="table" aria-label=say!(i18n, requests.title)>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader" scope="col" class="fit">{say!(i18n, requests.number)}</th>
                            <th role="columnheader" scope="col" class="fit">{say!(i18n, requests.status)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, requests.request)}</th>
                            <th role="columnheader" scope="col">{say!(i18n, requests.site)}</th>
                            <th role="columnheader" scope="col" class="c-requester">{say!(i18n, requests.requester)}</th>
                            <Show when=move || works.get()>
                                <th role="columnheader" scope="col">{say!(i18n, requests.assigned)}</th>
                            </Show>
                            <th role="columnheader" scope="col" class="fit c-age" aria-sort="descending">
                                {say!(i18n, requests.received)}
                            </th>
                            <td role="cell" class="fit"></td>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For each=ids key=|id| *id let:id>
                            <Row row=row_of(rows, id) works=works cursor=cursor actions=actions/>
                        </For>
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// The row of an id; its last known form once it has left the page.
fn row_of(rows: Memo<Vec<RequestSummary>>, id: Uuid) -> Memo<Option<RequestSummary>> {
    Memo::new(move |last: Option<&Option<RequestSummary>>| {
        rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()).or_else(|| last.cloned().flatten())
    })
}

/// The link of a row, which is what has the focus when the row is the one keys are about.
fn title_of(id: Uuid) -> String {
    format!("[data-row=\"{id}\"] .title")
}

fn obey(rows: Memo<Vec<RequestSummary>>, cursor: RwSignal<Option<Uuid>>, actions: Actions) {
    expect_context::<Keys>().on(move |command| {
        let ids: Vec<Uuid> = rows.with_untracked(|rows| rows.iter().map(|row| row.id).collect());
        let at = cursor.get_untracked().and_then(|cursor| ids.iter().position(|&id| id == cursor));
        match command {
            Command::Next | Command::Previous => {
                if let Some(&id) =
                    neighbour(at, ids.len(), command == Command::Next).and_then(|at| ids.get(at))
                {
                    browser::focus(&title_of(id));
                }
            }
            Command::ShowAccess => {
                if let Some(row) =
                    rows.with_untracked(|rows| at.and_then(|at| rows.get(at)).map(Subject::from))
                {
                    actions.open_access(row);
                }
            }
            Command::Assign | Command::Tag | Command::ChangeStatus => {
                let subject = rows.with_untracked(|rows| at.and_then(|at| rows.get(at)).map(Subject::from));
                let place = at
                    .and_then(|at| browser::find(&title_of(ids[at])))
                    .map(|title| Place::below(&title, false));
                if let (Some(subject), Some(place)) = (subject, place) {
                    match command {
                        Command::Assign => actions.open_picker(subject, place),
                        Command::Tag => actions.open_tags(subject, place),
                        _ => actions.open_statuses(subject, place),
                    }
                }
            }
            _ => {}
        }
    });
}

/// Where J and K lead.
fn neighbour(at: Option<usize>, count: usize, forward: bool) -> Option<usize> {
    match (at, forward) {
        _ if count == 0 => None,
        (None, _) => Some(0),
        (Some(at), true) => Some((at + 1).min(count - 1)),
        (Some(at), false) => Some(at.saturating_sub(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::neighbour;

    #[test]
    fn j_and_k_stop_at_the_ends() {
        assert_eq!(neighbour(None, 3, true), Some(0));
        assert_eq!(neighbour(Some(2), 3, true), Some(2));
        assert_eq!(neighbour(Some(0), 3, false), Some(0));
        assert_eq!(neighbour(None, 0, true), None);
    }
}
