//! Every filter of a small model, as SQL: what the database lets through is what the engine says, row by row.

use std::collections::{BTreeSet, HashSet};

use api::{
    clock::Clock,
    db::{
        Wanted,
        entities::{request, request_assignment, request_tag},
        unfenced::Because,
    },
    identity::facts::{Whose, subjects},
};
use authz::{
    Action, Actor, Grant, Node, Permissions, Place, Principal, Relation, RequestFacts, Requests, Scope,
    Subject, TagGrant, Validity,
};
use chrono::{DateTime, Duration, Utc};
use domain::{GrantId, NodeId, RequestId, TagGrantId, TagId, UserId};
use sea_orm::Condition;
use uuid::Uuid;

use crate::{
    support::{Engine, TestApp, request_of},
    test,
};

const ACTIONS: [Action; 2] = [Action::ViewRequest, Action::EditRequest];

/// PostgreSQL answers slower than SQLite: of its filters one in so many is asked, all of them in `just test-deep`.
const A_FEW: usize = 24;

struct Model {
    nodes: [Node; 6],
    places: [Place; 3],
    asking: UserId,
    somebody: UserId,
    tag: TagId,
}

impl Model {
    async fn of(app: &TestApp) -> Self {
        let world = &app.world;
        let place = |group, site| Place { group: NodeId(group), site: NodeId(site) };
        let places =
            [place(world.nord, world.huy), place(world.nord, world.liege), place(world.sud, world.namur)];
        let [huy, liege, namur] = places.map(Node::Site);
        let group = |id| Node::CompanyGroup(NodeId(id));
        Self {
            nodes: [Node::Instance, group(world.nord), group(world.sud), huy, liege, namur],
            places,
            asking: UserId(world.person("paul")),
            somebody: UserId(world.person("ines")),
            tag: TagId(app.tag("Métier", "Chauffage").await),
        }
    }

    /// Each site with each way to stand to a request there.
    fn requests(&self) -> Vec<RequestFacts> {
        let each = self.places.into_iter().flat_map(|place| (0..16_u8).map(move |bits| (place, bits)));
        each.enumerate()
            .map(|(number, (place, bits))| RequestFacts {
                id: RequestId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128)),
                place,
                owner: if bits & 1 == 0 { self.somebody } else { self.asking },
                assignees: if bits & 2 == 0 { Vec::new() } else { vec![Principal::User(self.asking)] },
                tags: if bits & 4 == 0 { Vec::new() } else { vec![self.tag] },
                published: bits & 8 != 0,
            })
            .collect()
    }

    /// One permission at one node, in every way; none of them, one, or two.
    fn sets_of_grants(&self) -> Vec<Vec<Grant>> {
        let pairs = ACTIONS.into_iter().flat_map(|action| Relation::ALL.map(|relation| (action, relation)));
        let all: Vec<Grant> = pairs
            .flat_map(|(action, relation)| {
                self.nodes.map(|node| self.giving(Permissions::NONE.with(&[action], relation), node))
            })
            .collect();
        let mut sets = vec![Vec::new()];
        for (at, one) in all.iter().enumerate() {
            sets.push(vec![*one]);
            sets.extend(all[at + 1..].iter().map(|other| vec![*one, *other]));
        }
        sets
    }

    fn giving(&self, permissions: Permissions, node: Node) -> Grant {
        Grant {
            id: GrantId(Uuid::nil()),
            to: Principal::User(self.asking),
            role: None,
            permissions,
            node,
            validity: Validity::ALWAYS,
        }
    }

    fn sets_of_links(&self) -> Vec<Vec<TagGrant>> {
        let link = |node, edit| TagGrant {
            id: TagGrantId(Uuid::nil()),
            to: Principal::User(self.asking),
            tag: self.tag,
            edit,
            node,
            validity: Validity::ALWAYS,
        };
        let links = self.nodes.into_iter().flat_map(|node| [false, true].map(|edit| vec![link(node, edit)]));
        std::iter::once(Vec::new()).chain(links).collect()
    }
}

/// Puts the requests of the model into the database.
async fn enter(app: &TestApp, requests: &[RequestFacts]) {
    let (mut rows, mut assigned, mut tagged) = (Vec::new(), Vec::new(), Vec::new());
    for (number, facts) in requests.iter().enumerate() {
        let at = app.clock.now() - Duration::minutes(number as i64);
        rows.push(request::ActiveModel::from(row(facts, number, at)));
        for assignee in &facts.assignees {
            let Principal::User(user) = *assignee else { continue };
            assigned.push(request_assignment::ActiveModel::from(request_assignment::Model {
                request_id: facts.id.0,
                assignee_id: user.0,
                user_id: Some(user.0),
                team_id: None,
                entered_at: at,
                resource_id: None,
            }));
        }
        let borne = facts.tags.iter().map(|tag| request_tag::Model {
            tag_id: tag.0,
            entered_at: at,
            request_id: facts.id.0,
        });
        tagged.extend(borne.map(request_tag::ActiveModel::from));
    }
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    unfenced.insert_all(rows).await.expect("inserted");
    unfenced.insert_all(assigned).await.expect("inserted");
    unfenced.insert_all(tagged).await.expect("inserted");
}

fn row(facts: &RequestFacts, number: usize, at: DateTime<Utc>) -> request::Model {
    request::Model {
        id: facts.id.0,
        published: facts.published,
        ..request_of((facts.place.group.0, facts.place.site.0), facts.owner.0, number, at)
    }
}

/// The rows behind the fence, and those on the page of the list, which is read in another way.
async fn read(app: &TestApp, scope: &Scope<Requests>) -> [BTreeSet<Uuid>; 2] {
    let fenced = app.db().visible::<request::Entity, Requests>(scope).all().await.expect("rows");
    let wanted = Wanted { filters: Condition::all(), after: None, limit: 100, engine: app.db().engine() };
    let page = app.db().newest_requests::<request::Model>(scope, &wanted, |rows| rows).await.expect("a page");
    assert_eq!(page.len(), page.iter().map(|row| row.id).collect::<BTreeSet<_>>().len(), "none twice");
    assert!(page.windows(2).all(|two| two[0].entered_at > two[1].entered_at), "newest first");
    [fenced, page].map(|rows| rows.into_iter().map(|row| row.id).collect())
}

test!(
    "[PO-1] every filter of the small model lets through what the engine says, as a fence and as a list",
    async |app| {
        let model = Model::of(&app).await;
        let requests = model.requests();
        enter(&app, &requests).await;
        let stamp = app.db().stamp_of(model.asking).await.expect("read").expect("an account");
        let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
        let account = subjects(&unfenced, Whose::These(&[model.asking.0])).await.expect("read").remove(0);
        let step = match app.engine {
            Engine::Postgres if std::env::var_os("PALIER_TEST_DEEP").is_none() => A_FEW,
            _ => 1,
        };
        let (links, mut known, mut asked) = (model.sets_of_links(), HashSet::new(), 0_usize);
        for grants in model.sets_of_grants() {
            for links in &links {
                let subject =
                    Subject { grants: grants.clone(), tag_grants: links.clone(), ..account.clone() };
                let actor = Actor::compile(&subject, app.clock.now(), stamp);
                for action in ACTIONS {
                    let scope = actor.requests_for(action);
                    let new = known.insert(format!("{:?}", scope.filter()));
                    asked += usize::from(new);
                    if new && asked % step == 0 {
                        let checked = requests.iter().filter(|request| actor.check(action, request));
                        let checked: BTreeSet<Uuid> = checked.map(|request| request.id.0).collect();
                        assert_eq!(
                            read(&app, &scope).await,
                            [checked.clone(), checked],
                            "{action:?} {subject:?}"
                        );
                    }
                }
            }
        }
        assert!(known.len() > 2_000, "{} filters that differ", known.len());
    }
);
