//! What a line comes to: single changes, each with the permit it was judged by.

use authz::{
    Permit, Principal,
    acts::{ChangeUser, CreateUser, GrantRights, ManageTeams, ShutOut},
};
use domain::UserId;
use uuid::Uuid;

use super::super::{
    store::{self, Beginning},
    wire::{NewUser, StandingInput, UserInput},
};
use crate::{
    db::{
        DbError, Tx,
        entities::{tag_grant, user_account},
    },
    features::{
        grants::{self, Linked, LoadedGrant, Meant, TagGrantInput, Written},
        links::{Kind, Tools},
        teams::{self, TeamRow},
    },
};

/// One change, as the operation of its own makes it.
#[derive(Debug)]
pub enum Step {
    Create(Permit<CreateUser>, Box<NewUser>, Option<(Uuid, Uuid)>),
    Update(Permit<ChangeUser>, Box<UserInput>),
    SetEmail(Permit<ChangeUser>, String),
    AskEmail(Permit<ChangeUser>, String),
    Standing(Permit<ShutOut>, StandingInput),
    Take(Permit<GrantRights>, Box<LoadedGrant>),
    Give(Permit<GrantRights>, Meant, Uuid),
    Leave(Permit<ManageTeams>, Box<TeamRow>),
    Join(Permit<ManageTeams>, Box<TeamRow>),
    Unlink(Permit<GrantRights>, Box<tag_grant::Model>),
    Relink(Permit<GrantRights>, Box<tag_grant::Model>, bool),
    /// The tag, the node, whether to edit.
    Link(Permit<GrantRights>, Uuid, Uuid, bool),
    Invite(Permit<ChangeUser>),
}

/// Makes the changes of a line, one after another.
///
/// # Errors
/// When the database fails.
pub async fn perform(
    tx: &Tx,
    tools: Tools<'_>,
    organisation: &str,
    account: Option<&user_account::Model>,
    steps: Vec<Step>,
) -> Result<(), DbError> {
    let mut account = account.cloned();
    for step in steps {
        match (step, &account) {
            (Step::Create(permit, new, general), _) => {
                let with = Beginning { password_hash: None, general };
                account = Some(store::insert(tx, permit, tools.random, tools.now, &new, with).await?);
            }
            (step, Some(of)) => {
                if let Some(after) = change(tx, tools, organisation, of, step).await? {
                    account = Some(after);
                }
            }
            // Every line about nobody begins with making somebody.
            (_, None) => {}
        }
    }
    Ok(())
}

/// Makes one change of somebody; answers the account where it is another now.
async fn change(
    tx: &Tx,
    tools: Tools<'_>,
    organisation: &str,
    of: &user_account::Model,
    step: Step,
) -> Result<Option<user_account::Model>, DbError> {
    let (random, now) = (tools.random, tools.now);
    let (user, to) = (UserId(of.id), Principal::User(UserId(of.id)));
    match step {
        Step::Update(permit, input) => {
            return store::update(tx, permit, random, now, of, &input).await.map(Some);
        }
        Step::SetEmail(permit, email) => {
            return store::set_email(tx, permit, tools, of, &email).await.map(Some);
        }
        Step::Standing(permit, input) => {
            return store::shut_out(tx, permit, random, now, of, &input).await.map(Some);
        }
        Step::AskEmail(permit, email) => {
            store::ask_to_confirm(tx, permit, tools, of, &email, organisation).await?;
        }
        Step::Take(permit, grant) => grants::take(tx, permit, random, now, &grant).await?,
        Step::Give(permit, meant, node) => {
            let written = Written { meant: &meant, from: None, until: None };
            grants::give(tx, permit, random, now, (to, node), written).await?;
        }
        Step::Leave(permit, team) => teams::leave(tx, permit, random, now, &team, user).await?,
        Step::Join(permit, team) => teams::join(tx, permit, random, now, &team, user).await?,
        Step::Unlink(permit, link) => grants::unlink(tx, permit, random, now, &link).await?,
        Step::Relink(permit, link, edit) => {
            let (valid_from, valid_until) = (link.valid_from, link.valid_until);
            let input = TagGrantInput { edit, valid_from, valid_until };
            grants::relink(tx, permit, random, now, &link, &input).await?;
        }
        Step::Link(permit, tag_id, node_id, edit) => {
            let input = TagGrantInput { edit, valid_from: None, valid_until: None };
            grants::link(tx, permit, random, now, Linked { to, tag_id, node_id }, &input).await?;
        }
        Step::Invite(permit) => {
            store::send_link(tx, permit, tools, of, organisation, (Kind::Invitation, "invite_user")).await?;
        }
        Step::Create(..) => {}
    }
    Ok(None)
}
