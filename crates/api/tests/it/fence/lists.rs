//! Every list holds what the rights say row by row, and nothing else: judged one by one, node by node.

use std::collections::{BTreeSet, HashMap};

use api::db::{
    entities::{
        access_grant, audit, node, outbox, request_comment, resource, role, tag, tag_category, tag_grant,
        team, team_member, terms_version, user_account,
    },
    unfenced::Because,
};
use authz::{Action, Actions, Actor, Node, Place, Relation, RequestFacts, ShippedRole};
use domain::{NodeId, RequestId, UserId};
use sea_orm::{EntityTrait, PrimaryKeyTrait};
use serde_json::json;
use uuid::Uuid;

use super::filter_is_check::actor_of;
use crate::{
    support::{Client, TestApp, To, id},
    tags::uuid,
    test,
};

/// A super administrator, an administrator, managers of a group and of sites, visitors, somebody with single
/// permissions, somebody with a right by a team, somebody with nothing.
const PEOPLE: [&str; 9] = ["henri", "claire", "thomas", "hugo", "sophie", "nadia", "lea", "stranger", "paul"];

/// The accounts, teams and rights of a node are for those who deal with its people.
const DEALS_WITH_PEOPLE: [Action; 3] = [Action::ViewUsers, Action::ChangeUser, Action::GrantRights];
const DEALS_WITH_TAGS: [Action; 4] =
    [Action::ViewTags, Action::TagRequest, Action::ManageTags, Action::GrantRights];

/// The pyramid as the engine names it.
struct Pyramid(HashMap<Uuid, Node>);

impl Pyramid {
    fn of(app: &TestApp) -> Self {
        let world = &app.world;
        let site = |group, site| (site, Node::Site(Place { group: NodeId(group), site: NodeId(site) }));
        let group = |id| (id, Node::CompanyGroup(NodeId(id)));
        Self(HashMap::from([
            (world.instance, Node::Instance),
            group(world.nord),
            group(world.sud),
            site(world.nord, world.huy),
            site(world.nord, world.liege),
            site(world.sud, world.namur),
        ]))
    }

    /// Whether `actor` may do one of these to everything at the node.
    fn deals(&self, actor: &Actor, actions: &[Action], node: Uuid) -> bool {
        !actor
            .permissions_at(self.0[&node])
            .under(Relation::Any)
            .intersection(Actions::of(actions))
            .is_empty()
    }

    /// Whether one of these, or anything, may be done at the node in whatever way.
    fn touches(&self, actor: &Actor, actions: Actions, node: Uuid) -> bool {
        !actor.permissions_at(self.0[&node]).somehow().intersection(actions).is_empty()
    }

    /// The nodes at or below a node.
    fn below(&self, above: Uuid) -> impl Iterator<Item = Uuid> {
        let holds = move |node: Node| {
            std::iter::successors(Some(node), |node| node.parent()).any(|node| node == self.0[&above])
        };
        self.0.iter().filter(move |(_, node)| holds(**node)).map(|(id, _)| *id)
    }
}

/// What somebody is to find on every list; `None`: the list is not theirs.
type Expected = Vec<(String, Option<BTreeSet<Uuid>>)>;

struct Rows {
    nodes: Vec<node::Model>,
    people: Vec<user_account::Model>,
    teams: Vec<team::Model>,
    members: Vec<team_member::Model>,
    resources: Vec<resource::Model>,
    grants: Vec<access_grant::Model>,
    links: Vec<tag_grant::Model>,
    roles: Vec<role::Model>,
    axes: Vec<tag_category::Model>,
    tags: Vec<tag::Model>,
    terms: Vec<terms_version::Model>,
    letters: Vec<outbox::Model>,
    comments: Vec<request_comment::Model>,
    changes: Vec<audit::Model>,
}

impl Rows {
    async fn of(app: &TestApp) -> Self {
        Self {
            nodes: all::<node::Entity>(app).await,
            people: all::<user_account::Entity>(app).await,
            teams: all::<team::Entity>(app).await,
            members: all::<team_member::Entity>(app).await,
            resources: all::<resource::Entity>(app).await,
            grants: all::<access_grant::Entity>(app).await,
            links: all::<tag_grant::Entity>(app).await,
            roles: all::<role::Entity>(app).await,
            axes: all::<tag_category::Entity>(app).await,
            tags: all::<tag::Entity>(app).await,
            terms: all::<terms_version::Entity>(app).await,
            letters: all::<outbox::Entity>(app).await,
            comments: all::<request_comment::Entity>(app).await,
            changes: all::<audit::Entity>(app).await,
        }
    }

    /// What lives in the tree.
    fn of_places(&self, actor: &Actor, pyramid: &Pyramid) -> Expected {
        let reached = |node: &Uuid| pyramid.touches(actor, Actions::ALL, *node);
        let level =
            |word: &'static str| self.nodes.iter().filter(move |node| node.level == word).map(|node| node.id);
        let seen = |node: &Uuid| reached(node) || pyramid.below(*node).any(|below| reached(&below));
        let nodes = self.nodes.iter().map(|node| node.id).filter(seen);
        vec![
            ("/sites".into(), Some(level("site").filter(reached).collect())),
            ("/company-groups".into(), Some(level("company_group").filter(seen).collect())),
            ("/nodes".into(), Some(nodes.collect())),
        ]
    }

    /// People, their teams and what they were given.
    fn of_people(&self, actor: &Actor, pyramid: &Pyramid) -> Expected {
        let deals = |node: Uuid| pyramid.deals(actor, &DEALS_WITH_PEOPLE, node);
        let sees_team = |team: &&team::Model| {
            deals(team.node_id) || pyramid.deals(actor, &[Action::ManageTeams], team.node_id)
        };
        let sees_resource = |it: &&resource::Model| {
            deals(it.home_node_id) || pyramid.deals(actor, &[Action::ManageResources], it.home_node_id)
        };
        let resources = self.resources.iter().filter(sees_resource).map(|it| it.id);
        let people = self.people.iter().filter(|it| deals(it.home_node_id.expect("a home")));
        let grants = self.grants.iter().filter(|it| deals(it.node_id));
        let links = self.links.iter().filter(|it| deals(it.node_id));
        let mut readers = DEALS_WITH_PEOPLE.to_vec();
        readers.extend([Action::ManageRoles, Action::ReadPermissionReport]);
        let reads_roles = pyramid.0.keys().any(|node| pyramid.deals(actor, &readers, *node));
        let mut lists = vec![
            ("/users".into(), Some(people.map(|it| it.id).collect())),
            ("/teams".into(), Some(self.teams.iter().filter(sees_team).map(|it| it.id).collect())),
            ("/resources".into(), Some(resources.collect())),
            ("/grants".into(), Some(grants.map(|it| it.id).collect())),
            ("/tag-grants".into(), Some(links.map(|it| it.id).collect())),
            ("/roles".into(), reads_roles.then(|| self.roles.iter().map(|it| it.id).collect())),
        ];
        lists.extend(self.teams.iter().map(|team| {
            let members = self.members.iter().filter(|it| it.team_id == team.id).map(|it| it.user_id);
            (format!("/teams/{}/members", team.id), sees_team(&team).then(|| members.collect()))
        }));
        lists
    }

    /// Tags: what lives above, at or below a node where one deals with tags.
    fn of_tags(&self, actor: &Actor, pyramid: &Pyramid) -> Expected {
        let deals: Vec<Uuid> = pyramid
            .0
            .keys()
            .copied()
            .filter(|node| pyramid.touches(actor, Actions::of(&DEALS_WITH_TAGS), *node))
            .collect();
        let axes: BTreeSet<Uuid> = self
            .axes
            .iter()
            .filter(|axis| {
                deals.iter().any(|node| pyramid.below(*node).any(|it| it == axis.node_id))
                    || deals.iter().any(|node| pyramid.below(axis.node_id).any(|it| it == *node))
            })
            .map(|it| it.id)
            .collect();
        let tags = self.tags.iter().filter(|tag| axes.contains(&tag.category_id)).map(|it| it.id).collect();
        vec![("/tag-categories".into(), Some(axes)), ("/tags".into(), Some(tags))]
    }

    /// The terms of use: everybody accepted them, whoever is inactive too.
    fn of_terms(&self, actor: &Actor) -> Expected {
        let keeps = actor.permissions_at(Node::Instance).contains(Action::ChangeSettings, Relation::Any);
        let versions = self.terms.iter().map(|it| it.id);
        let mut lists = vec![("/terms-versions".to_owned(), keeps.then(|| versions.collect()))];
        lists.extend(self.terms.iter().map(|it| {
            let people = self.people.iter().map(|it| it.id);
            (format!("/terms-versions/{}/acceptances", it.id), keeps.then(|| people.collect()))
        }));
        lists
    }

    /// What was said about requests, what happened to them, and which mails could not be sent.
    fn of_requests(&self, actor: &Actor, requests: &[RequestFacts]) -> Expected {
        let deals = actor.permissions_at(Node::Instance).contains(Action::ManageDeadLetters, Relation::Any);
        let dead = self.letters.iter().filter(|it| it.state == "dead").map(|it| it.id);
        let mut lists = vec![("/dead-letters".to_owned(), deals.then(|| dead.collect()))];
        lists.push(("/audit".to_owned(), self.audit(actor)));
        let seen = requests.iter().filter(|it| actor.check(Action::ViewRequest, it));
        lists.push(("/requests".to_owned(), Some(seen.map(|it| it.id.0).collect())));
        for request in requests {
            let (sees, works) =
                (actor.check(Action::ViewRequest, request), actor.check(Action::ViewWorking, request));
            let said =
                self.comments.iter().filter(|it| it.request_id == request.id.0 && (works || !it.internal));
            let done =
                self.changes.iter().filter(|it| it.subject_id == request.id.0 && (works || !it.working));
            let path = format!("/requests/{}", request.id);
            lists.push((format!("{path}/comments"), sees.then(|| said.map(|it| it.id).collect())));
            lists.push((format!("{path}/history"), sees.then(|| done.map(|it| it.id).collect())));
        }
        lists
    }
}

impl Rows {
    /// What happened, but to requests only for who sees everything of all of them.
    fn audit(&self, actor: &Actor) -> Option<BTreeSet<Uuid>> {
        let may = |action| actor.permissions_at(Node::Instance).contains(action, Relation::Any);
        let all = [Action::ViewRequest, Action::ViewWorking, Action::ViewTags, Action::ViewCosts].map(may);
        let told = self.changes.iter().filter(|it| it.subject != "request" || !all.contains(&false));
        may(Action::ViewAudit).then(|| told.map(|it| it.id).collect())
    }
}

async fn all<E: EntityTrait>(app: &TestApp) -> Vec<E::Model>
where
    E::PrimaryKey: PrimaryKeyTrait,
{
    let unfenced = app.db().unfenced(Because::TheServerWorksByItself);
    unfenced.find::<E>().all(unfenced.connection()).await.expect("the rows")
}

/// Something of everything at every node, with rights of every kind; answers the requests.
async fn fill(app: &TestApp) -> Vec<RequestFacts> {
    let (world, claire) = (&app.world, app.administrator().await);
    let nodes = [world.instance, world.nord, world.sud, world.huy, world.liege, world.namur];
    for (number, node) in nodes.into_iter().enumerate() {
        let team = app.team(&format!("Équipe {number}"), node, &["hugo", "ines", "lea"]).await;
        app.give(To::Team(team), ShippedRole::ReadOnly, node).await;
        claire.add_resource(&format!("Ouvrier {number}"), node).await;
        let axis = claire.add_axis(&format!("Axe {number}"), node).await;
        for name in ["Chauffage", "Toiture"] {
            let tag = claire.add_tag(&axis, name).await;
            app.link(To::Team(team), uuid(&tag), false, node).await;
        }
    }
    special(app).await;
    let mut requests = Vec::new();
    for (at, (group, site)) in
        [(world.nord, world.huy), (world.nord, world.liege), (world.sud, world.namur)].into_iter().enumerate()
    {
        let request = claire.enter(site, "Froid").await;
        let published = at != 1;
        said(&claire, &request, published).await;
        requests.push(RequestFacts {
            id: RequestId(uuid(&request)),
            place: Place { group: NodeId(group), site: NodeId(site) },
            owner: UserId(world.person("claire")),
            assignees: Vec::new(),
            tags: Vec::new(),
            published,
        });
    }
    app.execute("UPDATE outbox SET state = 'dead'").await;
    for number in 1..=3 {
        app.publish_terms(number).await;
        app.everybody_accepted().await;
    }
    requests
}

/// Rights that no role of the world gives.
async fn special(app: &TestApp) {
    let world = &app.world;
    app.execute("UPDATE user_account SET super_administrator = TRUE WHERE username = 'henri'").await;
    app.take_everything("lea").await;
    let lea = To::User(world.person("lea"));
    app.allow(lea, Action::ViewUsers, Relation::Any, world.liege).await;
    app.allow(lea, Action::ManageTags, Relation::Any, world.sud).await;
    app.allow(lea, Action::TagRequest, Relation::Own, world.huy).await;
    app.allow(lea, Action::ViewRequest, Relation::Published, world.namur).await;
    let relief = app.team("Relève", world.sud, &["stranger"]).await;
    app.give(To::Team(relief), ShippedRole::Reviewer, world.nord).await;
    app.allow(To::Team(relief), Action::ManageTeams, Relation::Any, world.namur).await;
    app.allow(To::Team(relief), Action::ManageResources, Relation::Any, world.namur).await;
}

/// Two answers and two remarks, and whether it is published.
async fn said(by: &Client, request: &serde_json::Value, published: bool) {
    let path = format!("/requests/{}", id(request));
    for internal in [false, true, false, true] {
        let comment = json!({ "text": "Vu", "internal": internal });
        by.post(&format!("{path}/comments"), comment).await.expect(201);
    }
    if !published {
        let hidden = json!({ "published": false });
        by.with("if-match", "*").put(&format!("{path}/publication"), hidden).await.expect(200);
    }
}

/// All pages of a list, two rows each, against what is expected.
async fn same(who: &str, by: &Client, path: &str, expected: Option<BTreeSet<Uuid>>) {
    let Some(expected) = expected else {
        let refused = by.get(&format!("{path}?limit=2")).await.status.as_u16();
        assert!([403, 404].contains(&refused), "{who}: {path} answered {refused}");
        return;
    };
    let listed: Vec<Uuid> = by.pages(&format!("{path}?limit=2")).await.iter().map(uuid).collect();
    assert_eq!(listed.len(), listed.iter().collect::<BTreeSet<_>>().len(), "{who}: {path} has none twice");
    assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), expected, "{who}: {path}");
}

test!(
    "[PO-1] every list holds what the rights say row by row, nothing else, and nothing twice",
    async |app| {
        let requests = fill(&app).await;
        let (pyramid, rows) = (Pyramid::of(&app), Rows::of(&app).await);
        for who in PEOPLE {
            let actor = actor_of(&app, UserId(app.world.person(who))).await;
            let client = app.logged_in(who).await;
            let lists = [
                rows.of_places(&actor, &pyramid),
                rows.of_people(&actor, &pyramid),
                rows.of_tags(&actor, &pyramid),
                rows.of_terms(&actor),
                rows.of_requests(&actor, &requests),
            ];
            for (path, expected) in lists.concat() {
                same(who, &client, &path, expected).await;
            }
        }
    }
);
