//! One line, judged as the operations would one by one: whom it is about, what becomes of them, and whether the caller may.

use authz::{Actor, Enrolment, Subject, acts::CreateUser, decide};
use chrono::{DateTime, Utc};
use domain::UserId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::{
        check_username::{flaw_of, refuse},
        wire::NewUser,
    },
    account,
    cells::Cell,
    claims::Claims,
    columns::Column,
    facts::{Facts, Person},
    file::{Line, Table},
    rights::{self, Holder},
    steps::Step,
    verdict::Verdict,
    wanted::{Reader, Wanted},
    wire::{ImportProblem, ImportedLine},
};
use crate::{
    contract::Contract,
    db::entities::user_account,
    http::Problem,
    identity::username::login_key,
    wire::{ExternalId, Label, LanguageWord, MailAddress, Username},
};

/// What lines are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Bench<'b> {
    pub actor: &'b Actor,
    pub facts: &'b Facts,
    pub table: &'b Table,
    pub contract: &'b Contract,
    pub now: DateTime<Utc>,
}

/// What became of a line: told, whom it is about, and what is to be done.
pub struct Judged<'b> {
    pub told: ImportedLine,
    pub account: Option<&'b user_account::Model>,
    pub steps: Vec<Step>,
}

/// Judges a line.
pub fn judge<'b>(bench: Bench<'b>, line: &'b Line, claims: &mut Claims) -> Judged<'b> {
    let directory = &bench.facts.directory;
    let mut reader = Reader { table: bench.table, line, directory, problems: Vec::new() };
    let wanted = reader.read();
    let mut verdict = Verdict { problems: reader.problems, ..Verdict::default() };
    let external_id = wanted.external_id.clone().set();
    let who = wanted.username.clone().or_else(|| external_id.clone()).unwrap_or_default();
    if who.is_empty() {
        verdict.refuse(ImportProblem::at(Column::Username, "required", "say who this is: write a username"));
        return Judged { told: verdict.told(line, who).0, account: None, steps: Vec::new() };
    }
    let found = whom(bench, &wanted, &mut verdict);
    let person = found.map(|row| row.id);
    for again in claims.about(line.number, person, wanted.username.as_deref(), external_id.as_deref()) {
        verdict.refuse(again);
    }
    keeps_to_the_contract(bench, &wanted, &mut verdict);
    let account = match (found, person.and_then(|id| bench.facts.people.get(&id))) {
        (Some(_), Some(person)) => {
            account::change(bench, person, &wanted, claims, &mut verdict);
            Some(&person.row.account)
        }
        // Somebody who is out of the caller's sight.
        (Some(found), None) => {
            unseen(bench, found, &wanted, &mut verdict);
            None
        }
        (None, _) => {
            create(bench, &wanted, claims, &mut verdict);
            None
        }
    };
    if verdict.problems.is_empty() {
        let new = account.is_none().then_some(wanted.username.as_deref()).flatten();
        claims.take(line.number, new, wanted.email.as_deref());
    }
    let (told, steps) = verdict.told(line, who);
    Judged { told, account, steps }
}

/// The account that a line is about, seen or not: that of the external id, or else of the username.
fn whom<'b>(bench: Bench<'b>, wanted: &Wanted<'_>, verdict: &mut Verdict) -> Option<&'b user_account::Model> {
    let facts = bench.facts;
    let external_id = wanted.external_id.clone().set();
    let key = wanted.username.as_deref().map(login_key);
    let keyed =
        external_id.and_then(|id| facts.likes.iter().find(|row| row.external_id.as_ref() == Some(&id)));
    let named = key.as_ref().and_then(|key| facts.likes.iter().find(|row| row.username_key == *key));
    match (keyed, named) {
        (Some(keyed), Some(named)) if keyed.id != named.id => {
            // To others it is refused all the same, without saying whose it is.
            if facts.people.get(&named.id).is_some_and(|person| may_change(bench, person, wanted)) {
                let detail = "somebody else has this external id";
                verdict.refuse(ImportProblem::at(Column::ExternalId, "taken", detail));
            }
            Some(named)
        }
        (Some(keyed), None) if key.is_some() => {
            // Whoever cannot see the account is not told its name.
            let detail = match facts.people.get(&keyed.id) {
                Some(seen) => format!(
                    "the person of this external id is `{}`: a username stays",
                    seen.row.account.username
                ),
                None => "somebody else has this external id".to_owned(),
            };
            verdict.refuse(ImportProblem::at(Column::Username, "fixed", detail));
            Some(keyed)
        }
        (keyed, named) => keyed.or(named),
    }
}

fn may_change(bench: Bench<'_>, person: &Person, wanted: &Wanted<'_>) -> bool {
    !account::is_own(bench, person) && bench.actor.may_touch_user(&account::moved(person, wanted)).is_ok()
}

/// Who makes no accounts here is told what they lack, and nothing of who is there.
fn unseen(bench: Bench<'_>, found: &user_account::Model, wanted: &Wanted<'_>, verdict: &mut Verdict) {
    verdict.problems.clear();
    if enrolled(bench, wanted, verdict).is_some() {
        let named = wanted.username.as_deref().map(login_key);
        let (column, detail) = match named.is_some_and(|key| key == found.username_key) {
            true => (Column::Username, "somebody else logs in with this name"),
            false => (Column::ExternalId, "somebody else has this external id"),
        };
        verdict.refuse(ImportProblem::at(column, "taken", detail));
    }
}

/// Leave to make the account, with the role it begins with.
type Enrolled = (authz::Permit<CreateUser>, Option<Uuid>);

fn enrolled(bench: Bench<'_>, wanted: &Wanted<'_>, verdict: &mut Verdict) -> Option<Enrolled> {
    let directory = &bench.facts.directory;
    let home = wanted.home.map_or(authz::Node::Instance, |spot| spot.node);
    let asked = wanted.role.map(|role| role.row.id);
    let general = directory.general.as_ref().filter(|(id, right)| match asked {
        // Asked for in so many words, it is given or refused.
        Some(asked) => asked == *id,
        None => bench.actor.may_begin_with(right).is_ok(),
    });
    let enrolment = Enrolment { home, general: general.map(|(_, right)| *right) };
    let column = if bench.actor.may_enrol(&Enrolment { home, general: None }).is_err() {
        Column::Home
    } else {
        Column::Role
    };
    let permit = verdict.permit(column, decide::<CreateUser>(bench.actor, enrolment))?;
    Some((permit, general.map(|(id, _)| *id)))
}

fn create(bench: Bench<'_>, wanted: &Wanted<'_>, claims: &Claims, verdict: &mut Verdict) {
    let (Some(username), Some(email)) = (&wanted.username, &wanted.email) else {
        for (column, there) in
            [(Column::Username, wanted.username.is_some()), (Column::Email, wanted.email.is_some())]
        {
            if !there {
                verdict.refuse(ImportProblem::at(column, "required", "a new account takes this: fill it in"));
            }
        }
        return;
    };
    // Where the account shall live is not known.
    if verdict.problems.iter().any(|problem| problem.column == Some(Column::Home)) {
        return;
    }
    let Some((permit, general)) = enrolled(bench, wanted, verdict) else { return };
    let likes = &bench.facts.likes;
    // What the contract refuses is told already.
    let told = verdict.problems.iter().any(|problem| problem.column == Some(Column::Username));
    for fault in
        flaw_of(username, likes).filter(|_| !told).map(refuse).into_iter().flat_map(Problem::into_faults)
    {
        verdict.refuse(ImportProblem::at(Column::Username, &fault.code, fault.detail));
    }
    claims.of_username(username).into_iter().for_each(|problem| verdict.refuse(problem));
    account::free_email(likes, claims, email, None, verdict);
    let directory = &bench.facts.directory;
    let new = new_user(bench, wanted, username, email);
    account::tell_new(directory, &new, verdict);
    if let Some(role) = general {
        verdict.changes(Column::Role, None, Some(directory.roles.label(role)));
    }
    verdict.steps.push(Step::Create(permit, Box::new(new), general.map(|role| (role, directory.top))));
    let before = verdict.steps.len();
    let subject = Subject::new(UserId(Uuid::nil()));
    let home = wanted.home.map_or(authz::Node::Instance, |spot| spot.node);
    account::begin(bench, subject, home, wanted, verdict);
    let holder = Holder { person: None, general };
    rights::change(bench, holder, wanted, verdict);
    let seen = bench.actor.people().filter().iter().any(|top| top.covers(home));
    if verdict.steps.len() > before && !seen {
        let detail =
            "accounts that live here are out of your sight: you can make this one, and nothing more of it";
        verdict.refuse(ImportProblem::at(Column::Home, "out_of_sight", detail));
    }
}

fn new_user(bench: Bench<'_>, wanted: &Wanted<'_>, username: &str, email: &str) -> NewUser {
    let directory = &bench.facts.directory;
    let label = |cell: &Cell<String>| cell.clone().set().map(Label);
    NewUser {
        username: Username(username.to_owned()),
        email: MailAddress(email.to_owned()),
        first_name: label(&wanted.first_name),
        last_name: label(&wanted.last_name),
        phone: label(&wanted.phone),
        language: wanted.language.unwrap_or_else(|| LanguageWord::from(directory.switches.language)),
        node_id: wanted.home.map_or(directory.top, |spot| spot.id),
        default_site_id: wanted.default_site.clone().set(),
        external_id: wanted.external_id.clone().set().map(ExternalId),
        provisional_password: None,
    }
}

/// What the contract says of these texts holds here too, in the same words.
fn keeps_to_the_contract(bench: Bench<'_>, wanted: &Wanted<'_>, verdict: &mut Verdict) {
    let text = |cell: &Cell<String>| cell.clone().set();
    let body: Value = json!({
        "username": wanted.username.as_deref().unwrap_or("a"),
        "email": wanted.email.as_deref().unwrap_or("a@b.example"),
        "first_name": text(&wanted.first_name), "last_name": text(&wanted.last_name), "phone": text(&wanted.phone),
        "external_id": text(&wanted.external_id), "language": "fr", "node_id": Uuid::nil(),
    });
    for fault in bench.contract.faults(&<NewUser as utoipa::ToSchema>::name(), &body) {
        if let Some(column) = fault.pointer.strip_prefix('/').and_then(Column::named) {
            let value = body.pointer(&fault.pointer).and_then(Value::as_str).unwrap_or_default();
            verdict.refuse(ImportProblem::at(column, &fault.code, fault.detail).about(value));
        }
    }
}

/// What is known of somebody who is there.
impl Person {
    pub const fn account(&self) -> &user_account::Model {
        &self.row.account
    }
}
